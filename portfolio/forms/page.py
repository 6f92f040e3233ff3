"""The public page and the budget, as learners set them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portfolio.models import Budget, Expense, Item, Portfolio
from study.forms.plan import DayField


class PageForm(forms.ModelForm):
    """Whether there is a public page, and what it shows."""

    class Meta:
        model = Portfolio
        fields = ["is_public", "tagline", "shows_hours", "is_listed"]
        widgets = {"tagline": forms.TextInput({"autocomplete": "off"})}


class BudgetForm(forms.ModelForm):
    """Caps in money and GPU hours."""

    prefix = "budget"

    class Meta:
        model = Budget
        fields = ["money", "currency", "gpu_hours"]
        labels = {"money": _("At most, in money"), "gpu_hours": _("At most, in GPU hours")}
        widgets = {
            "money": forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            "gpu_hours": forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            "currency": forms.TextInput({"autocomplete": "off"}),
        }


class ExpenseForm(forms.ModelForm):
    """Money or GPU hours that were spent."""

    prefix = "expense"
    day = DayField(label=_("Date"))

    class Meta:
        model = Expense
        fields = ["day", "what", "money", "gpu_hours", "item"]
        labels = {"item": _("On what")}
        widgets = {
            "what": forms.TextInput({"autocomplete": "off"}),
            "money": forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            "gpu_hours": forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        }
        help_texts = {"what": _("Such as T4 for three hours, or the bill of March.")}
        error_messages = {"what": {"required": _("Say what it was for.")}}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("day", today)
        items = self.fields["item"]
        items.queryset = Item.objects.filter(learner=self.instance.learner_id).order_by("title")  # type: ignore[attr-defined]
        items.empty_label = _("Nothing in particular")  # type: ignore[attr-defined]
        items.label_from_instance = lambda item: item.title  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise ValidationError(_("This day is not here yet. Choose today or a day before."))
        return day
