"""Everything the portfolio stores."""

from portfolio.models.budget import Budget, Expense
from portfolio.models.elsewhere import BlogFeed, LinkCheck, Proposal
from portfolio.models.hype import HypeAnswer, HypeReport
from portfolio.models.image import Image
from portfolio.models.item import Item, ItemUnit
from portfolio.models.kinds import Answer, App, Contribution, Experiment, Feedback, Run
from portfolio.models.page import Portfolio
from portfolio.models.sharing import Community, Suggestion

__all__ = [
    "Answer",
    "App",
    "BlogFeed",
    "Budget",
    "Community",
    "Contribution",
    "Expense",
    "Experiment",
    "Feedback",
    "HypeAnswer",
    "HypeReport",
    "Image",
    "Item",
    "ItemUnit",
    "LinkCheck",
    "Portfolio",
    "Proposal",
    "Run",
    "Suggestion",
]
