"""What learners type about their portfolio, and what is wrong with it."""

from portfolio.forms.elsewhere import FeedForm, TakeForm
from portfolio.forms.items import (
    AboutForm,
    DraftForm,
    NewItemForm,
    PictureForm,
    PublishForm,
    VisibilityForm,
)
from portfolio.forms.kinds import FeedbackForm, RunsForm, kind_form
from portfolio.forms.page import BudgetForm, ExpenseForm, PageForm

__all__ = [
    "AboutForm",
    "BudgetForm",
    "DraftForm",
    "ExpenseForm",
    "FeedForm",
    "FeedbackForm",
    "NewItemForm",
    "PageForm",
    "PictureForm",
    "PublishForm",
    "RunsForm",
    "TakeForm",
    "VisibilityForm",
    "kind_form",
]
