"""What learners type about their study, and what is wrong with it."""

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.models import Unit
from study.duration import parse_duration, write_duration
from study.models import Entry, EntryKind, Skip
from study.models.entry import LONGEST_NOTE, MINUTES_IN_A_DAY


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
            "note": forms.TextInput({"maxlength": LONGEST_NOTE}),
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
