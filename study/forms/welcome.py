"""How somebody follows the path: four forms, one a step of the welcome, and all in one."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from curriculum.models import Track, TrackUnit
from study.models import Background, Coding, Enrolment, Mathematics, PythonSkill

FARTHEST_TARGET = timedelta(days=10 * 366)
UNSAID = ("", _("I would rather not say"))


class HoursField(forms.DecimalField):
    """Hours a week, in decimals."""

    default_error_messages = {
        "min_value": _("Aim for at least half an hour a week."),
        "max_value": _("A week has 168 hours."),
        "invalid": _("Write the hours as a number, such as 5 or 7.5."),
        "required": _("Say how many hours a week you aim for. A guess will do."),
        "max_digits": _("Write the hours as a number, such as 5 or 7.5."),
        "max_decimal_places": _("Write the hours with two decimals at most, such as 7.5."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Hours a week"),
            decimal_places=2,
            min_value=Decimal("0.5"),
            max_value=7 * 24,
            widget=forms.NumberInput({"step": "any", "inputmode": "decimal"}),
            **kwargs,
        )


class _Form(forms.Form):
    """Begins with what is known: the learner's enrolment, and their background if any.

    `today` is the learner's local date.
    """

    def __init__(self, data: QueryDict | None, *, enrolment: Enrolment, today: date) -> None:
        known = getattr(enrolment.learner, "background", None) or Background()
        initial = {
            "coding": known.coding,
            "python": known.python,
            "mathematics": known.mathematics,
            "domain": known.domain,
            "track": enrolment.track.slug if enrolment.track else "",
            "weekly_hours": f"{round(enrolment.weekly_minutes / 60, 2):g}",
            "target_on": enrolment.target_on,
        }
        super().__init__(data, initial=initial)
        self.enrolment, self.today = enrolment, today


class BackgroundForm(_Form):
    """The four questions. Every answer may be left out."""

    coding = forms.ChoiceField(
        label=_("How long have you written code?"),
        choices=[*Coding.choices, UNSAID],
        required=False,
        widget=forms.RadioSelect,
    )
    python = forms.ChoiceField(
        label=_("Do you know Python?"),
        choices=[*PythonSkill.choices, UNSAID],
        required=False,
        widget=forms.RadioSelect,
    )
    mathematics = forms.ChoiceField(
        label=_("Do you have school mathematics?"),
        choices=[*Mathematics.choices, UNSAID],
        required=False,
        widget=forms.RadioSelect,
    )
    weekly_hours = HoursField(
        required=False, help_text=_("How many do you really have? A guess will do.")
    )

    @property
    def weekly_minutes(self) -> int | None:
        hours = self.cleaned_data["weekly_hours"]
        return None if hours is None else round(hours * 60)

    @property
    def background(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("coding", "python", "mathematics")}


class TrackForm(_Form):
    """Which track of the edition somebody follows. None chosen is the whole path."""

    track = forms.ChoiceField(
        label=_("What do you want from the path?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the tracks of your path.")},
    )

    def __init__(self, data: QueryDict | None, *, enrolment: Enrolment, today: date) -> None:
        super().__init__(data, enrolment=enrolment, today=today)
        selected = TrackUnit.objects.select_related("unit").order_by("position")
        tracks = enrolment.edition.tracks.prefetch_related(Prefetch("track_units", selected))
        self.tracks = {track.slug: track for track in tracks.order_by("position")}
        self.fields["track"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (track.slug, track.title) for track in self.tracks.values()
        ]
        if not self.enrolment.track:
            whole = (slug for slug, track in self.tracks.items() if track.has_all_units)
            self.initial["track"] = next(whole, "")

    @property
    def chosen_track(self) -> Track | None:
        return self.tracks.get(self.cleaned_data["track"])

    @property
    def options(self) -> Iterator[tuple[Any, Track]]:
        """Each radio button with its track."""
        return zip(self["track"], self.tracks.values(), strict=True)


class DomainForm(_Form):
    """The domain somebody knows, in a few words."""

    domain = forms.CharField(
        label=_("Your domain"),
        help_text=_("For instance bird song, second-hand furniture, or school timetables."),
        required=False,
        max_length=60,
    )

    def clean_domain(self) -> str:
        """Check what the database would refuse."""
        domain = self.cleaned_data["domain"]
        background = Background(learner_id=self.enrolment.learner_id, domain=domain)
        try:
            background.validate_constraints(exclude={"learner"})
        except forms.ValidationError as error:
            raise forms.ValidationError(error.messages) from error
        return domain


class GoalForm(_Form):
    """The rhythm to aim at, and perhaps a day to be done by."""

    weekly_hours = HoursField()
    target_on = forms.DateField(
        label=_("Target date"),
        help_text=_("If there is a day you want to be done by. Leave it empty otherwise."),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": _("Write the day as year-month-day, such as 2027-03-02."),
        },
    )

    def clean_target_on(self) -> date | None:
        target_on = self.cleaned_data["target_on"]
        earliest = max(self.today, self.enrolment.started_on) + timedelta(days=1)
        if target_on is None or target_on == self.enrolment.target_on:
            return target_on
        if target_on < earliest:
            raise forms.ValidationError(_("Choose a day that is still to come."), code="past")
        if target_on > self.today + FARTHEST_TARGET:
            raise forms.ValidationError(_("Choose a day within ten years of today."), code="far")
        return target_on

    @property
    def weekly_minutes(self) -> int:
        return round(self.cleaned_data["weekly_hours"] * 60)


class PathForm(TrackForm, DomainForm, BackgroundForm):
    """What the welcome asks, on one page; the goal is on the plan."""

    weekly_hours = None  # type: ignore[assignment]  # takes the field out, as Django has it
