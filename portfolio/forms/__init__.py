"""What learners type about their portfolio, and what is wrong with it."""

from portfolio.forms.elsewhere import FeedForm, TakeForm
from portfolio.forms.hype import AnswerForm, SubjectForm, WordsForm
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
from portfolio.forms.sharing import CommunityForm, SuggestionForm

__all__ = [
    "AboutForm",
    "AnswerForm",
    "BudgetForm",
    "CommunityForm",
    "DraftForm",
    "ExpenseForm",
    "FeedForm",
    "FeedbackForm",
    "NewItemForm",
    "PageForm",
    "PictureForm",
    "PublishForm",
    "RunsForm",
    "SubjectForm",
    "SuggestionForm",
    "TakeForm",
    "VisibilityForm",
    "WordsForm",
    "kind_form",
]
