"""Fields and widgets that several forms of the portfolio have alike."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portfolio.models import Item
from study.models.own import ON_THE_WEB

ON_THE_WEB_ONLY = {"invalid": ON_THE_WEB}


def line(**attributes: str) -> forms.TextInput:
    """One line that browsers do not fill in by themselves."""
    return forms.TextInput({"autocomplete": "off", **attributes})


def address() -> forms.TextInput:
    """A line for an address on the web. Not `type=url`, whose own check says less than ours."""
    return line(inputmode="url")


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def by_today(day: date, today: date) -> date:
    """A day that is here. Raises `ValidationError` for one still to come."""
    if day > today:
        raise ValidationError(_("This day is not here yet. Choose today or a day before."))
    return day


class OwnItemField(forms.ModelChoiceField):
    """A choice among one's own items, by title; the form says whose with `among`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Item.objects.none(), required=False, **options)

    def among(self, learner_id: int) -> None:
        self.queryset = Item.objects.filter(learner=learner_id).order_by("title")

    def label_from_instance(self, item: Item) -> str:
        return item.title
