"""How somebody wants their reminders: each kind, the quiet hours, and a pause."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.dateformat import time_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from nudges.models import EVERY_DAY, Kind, Preference, Recipient
from nudges.queries.slots import Wish
from nudges.rules import RULES

LONGEST_PAUSE = timedelta(days=366)
SNOOZES = (1, 3, 7)  # days
SHORT_NAMES = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
EXPLAINED = {
    Kind.FORGOTTEN_TIMER: _("When one ran for four hours without a pause. At any time of day."),
    Kind.BREAK_OVER: _("On the day after a break you declared, unless you are back already."),
    Kind.WEEK_AT_RISK: _("Once a week, when all study days that are left are needed."),
    Kind.COME_BACK: _("On days 3, 7, 14 and 30, then once to say that we stop."),
    Kind.WEEKLY_REVIEW: _("On the first day of your week, about the one before."),
    Kind.MILESTONE: _("When a module is done: what you can show now."),
    Kind.BLOG_PROMPT: _("One question worth a post, after a unit; once in seven days at most."),
    Kind.STUDY_REMINDER: _("On study days on which nothing is logged yet."),
    Kind.CLAIM_LAPSING: _(
        "For mentors: ten minutes before a claim ends in which you saved nothing. At any time of"
        " day."
    ),
    Kind.REVIEW_RECEIVED: _("As soon as a mentor has reviewed your work."),
    Kind.YOUR_TURN: _(
        "When somebody has waited 7, 14 and 21 days for your answer in a review; after 28 days"
        " it closes by itself."
    ),
    Kind.PROMPT_SUGGESTED: _("When a mentor suggests a post or an experiment to you."),
    Kind.REQUESTS_WAITING: _(
        "For mentors: once a day, when something waits that you review, and your week has room."
    ),
}
# It goes on one day of the week by itself; leaving that one out would be turning it off.
HAS_ITS_DAY = {Kind.WEEKLY_REVIEW}


class ClockField(forms.TimeField):
    """A time of day, as browsers send it."""

    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    default_error_messages = {
        "invalid": _("Write the time as hours and minutes, such as 19:30."),
        "required": _("Write the time as hours and minutes, such as 19:30."),
    }


class QuietForm(forms.Form):
    """When no mail may come."""

    quiet_from = ClockField(label=_("From"))
    quiet_until = ClockField(label=_("Until"))


class KindForm(forms.Form):
    """How one kind should come. Begins with what was chosen, or else the kind's defaults."""

    by_email = forms.BooleanField(label=_("By email"), required=False)
    in_app = forms.BooleanField(label=_("In the inbox"), required=False)
    at = ClockField(label=_("Time of day"))
    weekdays = forms.MultipleChoiceField(
        label=_("Days"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day of the week.")},
    )

    use_required_attribute = False  # browsers cannot point at a field that is folded away

    def __init__(self, data: QueryDict | None, *, wish: Wish, own_time: time, person: User) -> None:
        begin = vars(wish) | {"weekdays": list(wish.weekdays)}
        super().__init__(data, initial=begin, prefix=wish.kind)
        self.kind, self.wish, self.own_time = Kind(wish.kind), wish, own_time
        first = person.week_start - 1
        days = list(zip(EVERY_DAY, SHORT_NAMES, strict=True))
        self.fields["weekdays"].choices = days[first:] + days[:first]  # type: ignore[attr-defined]  # a MultipleChoiceField
        for name in self._absent():
            del self.fields[name]

    def _absent(self) -> Iterator[str]:
        """What there is nothing to choose about."""
        if not settings.CAN_SEND_MAIL:
            yield "by_email"
        if not RULES[self.kind].has_slot:
            yield "at"
        if not RULES[self.kind].has_slot or self.kind in HAS_ITS_DAY:
            yield "weekdays"

    @property
    def explained(self) -> Any:
        return EXPLAINED[self.kind]

    @property
    def wanted(self) -> Preference:
        """What was sent; what has no field stays as it was."""
        sent = vars(self.wish) | self.cleaned_data
        sent["weekdays"] = "".join(sorted(set(sent["weekdays"])))
        if sent["at"] == self.own_time:
            sent["at"] = None  # it follows the kind's own, which may move
        return Preference(**sent)

    @property
    def has_moment(self) -> bool:
        return "at" in self.fields

    @property
    def has_days(self) -> bool:
        return "weekdays" in self.fields

    @property
    def shown_moment(self) -> str:
        """When it comes, as saved, in a few words."""
        at = time_format(self.wish.at, "H:i")
        return f"{at}, {self._shown_days()}" if self.has_days else at

    def _shown_days(self) -> str:
        if self.wish.weekdays == EVERY_DAY:
            return str(_("every day"))
        choices = self.fields["weekdays"].choices  # type: ignore[attr-defined]  # a MultipleChoiceField
        return ", ".join(str(name) for day, name in choices if day in self.wish.weekdays)

    def hold_against(self, quiet: Recipient) -> None:
        """Refuse a time of mail that lies in the quiet hours."""
        at = self.cleaned_data.get("at")
        if at and self.cleaned_data.get("by_email") and quiet.is_quiet(at):
            words = _("%(at)s is in your quiet hours, %(start)s to %(end)s.")
            clocks = {"at": at, "start": quiet.quiet_from, "end": quiet.quiet_until}
            self.add_error(
                "at", words % {name: time_format(t, "G:i") for name, t in clocks.items()}
            )


class RemindersForm:
    """One form for each kind and one for the quiet hours, which are sent together."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        recipient: Recipient,
        wishes: list[Wish],
        own_times: dict[str, time],
        person: User,
    ) -> None:
        quiet = {"quiet_from": recipient.quiet_from, "quiet_until": recipient.quiet_until}
        self.quiet = QuietForm(data, initial=quiet)
        self.kinds = [
            KindForm(data, wish=wish, own_time=own_times[wish.kind], person=person)
            for wish in reversed(wishes)
        ]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in (self.quiet, *self.kinds))

    def is_valid(self) -> bool:
        every = [form.is_valid() for form in (self.quiet, *self.kinds)]
        if self.quiet.is_valid():
            for form in self.kinds:
                form.hold_against(Recipient(**self.quiet.cleaned_data))
        return all(every) and not self.has_errors

    @property
    def changed(self) -> dict[str, Any]:
        """The quiet hours, and the kinds that are not as they were drawn."""
        wanted = [form.wanted for form in self.kinds if form.has_changed()]
        return self.quiet.cleaned_data | {"preferences": wanted}


class PauseForm(forms.Form):
    """A day before which nothing comes: any, or one, three or seven days from now."""

    until = forms.DateField(
        label=_("Nothing before"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        required=False,
        error_messages={"invalid": _("Write the day as year-month-day, such as 2027-03-02.")},
    )
    days = forms.TypedChoiceField(
        choices=[(days, days) for days in SNOOZES], coerce=int, required=False, empty_value=None
    )

    def __init__(self, data: QueryDict | None = None, *, today: date) -> None:
        super().__init__(data)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Make a day of either answer, and refuse one that is no pause."""
        found = self.cleaned_data
        if found.get("days"):
            return {"until": self.today + timedelta(days=found["days"])}
        until = found.get("until")
        if "until" in found and until is None:
            self.add_error("until", _("Choose a day."))
        elif until and not self.today < until <= self.today + LONGEST_PAUSE:
            self.add_error("until", _("Choose a day after today, within a year."))
        return found
