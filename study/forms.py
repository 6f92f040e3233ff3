"""What learners type about their study, and what is wrong with it."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from curriculum.models import Unit
from study.duration import parse_duration, write_duration
from study.exchange.dates import read_moment
from study.models import Entry, EntryKind, Import, Skip
from study.models.entry import MINUTES_IN_A_DAY


class DurationField(forms.Field):
    """Minutes, typed as people type time. What was typed stays in the box."""

    widget = forms.TextInput({"inputmode": "text", "autocomplete": "off", "placeholder": "45"})
    default_error_messages = {
        "required": _("Say how long it was: 45, 1:15, 1h 15m or 1.25h."),
        "invalid": _("Write the time as 45 (minutes), 1:15, 1h 15m or 1.25h."),
        "zero": _("Log at least one minute."),
        "too_long": _("A day has 24 hours. Log longer study on the days it happened."),
    }

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            minutes = parse_duration(value)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not minutes:
            raise forms.ValidationError(self.error_messages["zero"], code="zero")
        if minutes > MINUTES_IN_A_DAY:
            raise forms.ValidationError(self.error_messages["too_long"], code="too_long")
        return minutes

    def prepare_value(self, value: Any) -> Any:
        return write_duration(value) if isinstance(value, int) else value


class UnitField(forms.ModelChoiceField):
    """A unit that is still taught, or none; or the one with the id `keep`, taught or not."""

    default_error_messages = {"invalid_choice": _("Choose a unit from the list, or none.")}

    def __init__(self, *, keep: int | None = None, **kwargs: Any) -> None:
        units = (
            Unit.objects.filter(Q(retired_at=None) | Q(pk=keep))
            .only("title", "slug", "kind")
            .order_by("pk")
        )
        empty = _("No particular unit")
        super().__init__(units, required=False, label=_("Unit"), empty_label=empty, **kwargs)


class EntryForm(forms.ModelForm):
    """Log time by hand, or correct an entry. `today` is the learner's local date."""

    id = forms.UUIDField(
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid": _("This form is broken. Reload the page and log again.")},
    )
    minutes = DurationField(label=_("Time"), help_text=_("45, 1:15, 1h 15m or 1.25h"))
    kind = forms.ChoiceField(label=_("Kind of work"), choices=EntryKind.choices)

    class Meta:
        model = Entry
        fields = ["minutes", "day", "unit", "kind", "note"]
        labels = {"day": _("Day"), "note": _("Note")}
        widgets = {
            "day": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "note": forms.TextInput({"maxlength": 1000}),
        }
        error_messages = {
            "day": {"invalid": _("Write the day as year-month-day, such as 2026-03-02.")},
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.yesterday = today, today - timedelta(days=1)
        self.fields["day"].initial = today
        # After a flight west an entry may be of a day that is still to come here.
        self.latest = max(today, self.instance.day or today)
        self.fields["day"].widget.attrs["max"] = self.latest.isoformat()
        self.fields["unit"] = UnitField(keep=self.instance.unit_id)
        self.fields["kind"].initial = EntryKind.WATCH
        self.fields["id"].initial = uuid.uuid4

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > self.latest:
            raise forms.ValidationError(
                _("This day is still to come. Log today or a day in the past."), code="future"
            )
        return day


class StopForm(forms.Form):
    """How long it really was, for a timer that ran too long to be believed."""

    minutes = DurationField(label=_("How long did you study?"))


class StartForm(forms.Form):
    """Start the timer: on a unit, or on none; its kind of work is the unit's unless given."""

    unit = UnitField(to_field_name="slug")
    kind = forms.ChoiceField(
        label=_("Kind of work"),
        choices=[("", _("As the unit says")), *EntryKind.choices],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unit = cleaned.get("unit")
        cleaned["kind"] = cleaned.get("kind") or (unit.kind if unit else EntryKind.READ)
        return cleaned


class SkipForm(forms.ModelForm):
    """Why a unit is left out."""

    class Meta:
        model = Skip
        fields = ["reason"]
        labels = {"reason": _("Why do you leave it out?")}
        error_messages = {
            "reason": {"required": _("Say why you leave it out. A few words will do.")}
        }


class GoalForm(forms.Form):
    """Start the path, or change the weekly goal."""

    weekly_hours = forms.DecimalField(
        label=_("Hours a week"),
        help_text=_("5 a week takes 14 weeks, 7 takes 10, 10 takes 7. Change it any time."),
        min_value=Decimal("0.5"),
        max_value=7 * 24,
        decimal_places=2,
        initial=5,
        widget=forms.NumberInput({"step": "0.5", "inputmode": "decimal"}),
        error_messages={
            "min_value": _("Aim for at least half an hour a week."),
            "max_value": _("A week has 168 hours."),
            "invalid": _("Write the hours as a number, such as 5 or 7.5."),
            "required": _("Say how many hours a week you aim for. A guess will do."),
        },
    )

    @property
    def weekly_minutes(self) -> int:
        return round(self.cleaned_data["weekly_hours"] * 60)


class FileForm(forms.Form):
    """A file to bring along. Its id comes with the form, so that sending it twice is once."""

    is_too_large = False

    id = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("At most 25 MB and 200,000 rows."),
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean(self) -> dict[str, Any]:
        if self.is_too_large:
            del self.errors["file"]
            self.add_error("file", _("The file is larger than 25 MB. Divide it into parts."))
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
