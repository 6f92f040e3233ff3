"""Bringing entries along in a file."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from study.exchange import MOST_BYTES, MOST_ROWS
from study.exchange.dates import read_moment
from study.models import EntryKind, Import

MOST_MEGABYTES = MOST_BYTES // 1024**2


class FileForm(forms.Form):
    """A file to bring along. Its id comes with the form, so that sending it twice is once."""

    is_too_large = False

    id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("CSV file"),
        help_text=format_lazy(
            _("At most {megabytes} MB and {rows} rows."),
            megabytes=MOST_MEGABYTES,
            rows=f"{MOST_ROWS:,}",
        ),
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean(self) -> dict[str, Any]:
        if self.is_too_large:
            self.errors.pop("file", None)
            too_large = _("The file is larger than %(megabytes)s MB. Divide it into parts.")
            self.add_error("file", too_large % {"megabytes": MOST_MEGABYTES})
        return super().clean() or {}


class DateOrderForm(forms.Form):
    """How the dates of a file are meant, asked with one of them."""

    order = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which of the two it is.")},
    )

    def __init__(self, *args: Any, file: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        example = file.order_example
        moment = read_moment(example)
        days = (moment.day_first, moment.month_first) if moment else (None, None)
        orders = [Import.DateOrder.DAY, Import.DateOrder.MONTH]
        self.fields["order"].label = _("Which day is %(date)s?") % {"date": example}
        self.fields["order"].choices = [  # type: ignore[attr-defined]  # a choice field
            (order.value, date_format(day, "j F Y") if day else order.label)
            for order, day in zip(orders, days, strict=True)
        ]
        if not file.asks_for_order:
            self.fields["order"].initial = file.date_order


class AddForm(forms.Form):
    """The kind of work of entries from a file that names none."""

    kind = forms.ChoiceField(
        label=_("Kind of work, where the file names none"),
        choices=EntryKind.choices,
        initial=EntryKind.READ,
    )
