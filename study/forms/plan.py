"""The rhythm somebody studies in, and the breaks they take from it."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from study.forms.welcome import GoalForm, HoursField
from study.models import Break, Enrolment

FARTHEST_DAYS = 5 * 366
(_OVERLAP,) = (
    each for each in Break._meta.constraints if each.name == "break_days_are_in_one_break"
)


class DayField(forms.DateField):
    """A day of the browser's calendar, sent as year-month-day."""

    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "invalid": _("Write the day as year-month-day, such as 2027-03-02."),
        "required": _("Choose a day."),
    }


class RhythmForm(GoalForm):
    """Hours a week, the days to study on, perhaps a time of day and a day to be done by.

    Sends what each field was drawn with along, so that a page that is out of date takes back
    nothing of what changed meanwhile.
    """

    study_days = forms.MultipleChoiceField(
        label=_("Study days"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day of the week.")},
    )
    study_time = forms.TimeField(
        label=_("Time of day"),
        help_text=_("If you have one. Calendars show your study days at this time."),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time as hours and minutes, such as 19:30.")},
    )
    field_order = ("weekly_hours", "study_days", "study_time", "target_on")

    def __init__(self, data: QueryDict | None, *, enrolment: Enrolment, today: date) -> None:
        super().__init__(data, enrolment=enrolment, today=today)
        for field in self.fields.values():
            field.show_hidden_initial = True
        self.initial["study_days"] = list(enrolment.study_days)
        self.initial["study_time"] = enrolment.study_time
        first = enrolment.learner.week_start - 1
        days = [(str(day.value), day.label) for day in User.Weekday]
        self.fields["study_days"].choices = days[first:] + days[:first]  # type: ignore[attr-defined]  # a MultipleChoiceField

    @property
    def rhythm(self) -> dict[str, Any]:
        """What was changed on the page."""
        sent = {
            "weekly_hours": ("weekly_minutes", self.weekly_minutes),
            "study_days": ("study_days", "".join(sorted(set(self.cleaned_data["study_days"])))),
            "study_time": ("study_time", self.cleaned_data["study_time"]),
            "target_on": ("target_on", self.cleaned_data["target_on"]),
        }
        return dict(sent[name] for name in self.changed_data)

    @property
    def drawn_days(self) -> str:
        """The study days it was drawn with, hidden; other fields bring theirs along."""
        return self["study_days"].as_hidden(only_initial=True)


class HoursForm(forms.Form):
    """Hours a week alone, as the starting points send them."""

    weekly_hours = HoursField()

    @property
    def weekly_minutes(self) -> int:
        return round(self.cleaned_data["weekly_hours"] * 60)


class BreakForm(forms.Form):
    """The first and the last day off. They may lie in the past: who was ill says so afterwards."""

    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))

    def __init__(
        self, data: QueryDict | None = None, *, learner: User, today: date, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.learner, self.today = learner, today

    def clean(self) -> dict[str, Any]:
        """Check what the database would refuse, and that no year is a slip of the pen."""
        days = self.cleaned_data
        for name, day in days.items():
            if abs((day - self.today).days) > FARTHEST_DAYS:
                raise forms.ValidationError({name: _("Choose a day within five years of today.")})
        if len(days) == 2:
            self._hold_against_constraints(Break(learner=self.learner, **days))
        return days

    def refuse_overlap(self) -> None:
        """Say what the constraint says, when another tab was faster."""
        self.add_error("first_day", str(_OVERLAP.violation_error_message))

    def _hold_against_constraints(self, wish: Break) -> None:
        for constraint in Break._meta.constraints:
            try:
                constraint.validate(Break, wish)
            except forms.ValidationError as error:
                beside = "first_day" if constraint is _OVERLAP else "last_day"
                raise forms.ValidationError({beside: error.messages}) from error
