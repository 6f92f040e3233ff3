"""The public page and the budget, as learners set them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.forms.fields import OwnItemField, by_today, line
from portfolio.models import Budget, Expense, Portfolio
from study.forms.plan import DayField


class PageForm(forms.ModelForm):
    """Whether there is a public page, and what it shows."""

    class Meta:
        model = Portfolio
        fields = ["is_public", "tagline", "shows_hours", "is_listed"]
        widgets = {"tagline": line()}


class BudgetForm(forms.ModelForm):
    """Caps in money and GPU hours."""

    prefix = "budget"

    class Meta:
        model = Budget
        fields = ["money", "currency", "gpu_hours"]
        labels = {"money": _("At most, in money"), "gpu_hours": _("At most, in GPU hours")}
        widgets = {
            "money": line(inputmode="decimal"),
            "gpu_hours": line(inputmode="decimal"),
            "currency": line(),
        }


class ExpenseForm(forms.ModelForm):
    """Money or GPU hours that were spent."""

    prefix = "expense"
    day = DayField(label=_("Date"))
    item = OwnItemField(label=_("On what"), empty_label=_("Nothing in particular"))

    class Meta:
        model = Expense
        fields = ["day", "what", "money", "gpu_hours", "item"]
        widgets = {
            "what": line(),
            "money": line(inputmode="decimal"),
            "gpu_hours": line(inputmode="decimal"),
        }
        help_texts = {"what": _("Such as T4 for three hours, or the bill of March.")}
        error_messages = {"what": {"required": _("Say what it was for.")}}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial["day"] = today  # a new row has none yet
        self.fields["item"].among(self.instance.learner_id)  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        return by_today(self.cleaned_data["day"], self.today)
