"""Whether a learner is on track: what is studied and left, the plan's line, what was forecast."""

from collections import Counter
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from django.db.models import Sum

from accounts.models import User
from study.models import Enrolment, Entry, EntryKind, Forecast
from study.pace.forecast import history
from study.pace.line import A_DAY, Ahead, Line, minutes_a_week
from study.queries.forecast import remaining_minutes
from study.queries.path import PathState
from study.queries.standing import Standing, Told
from study.queries.time import Calendar

# Shares of the simulated finishes that are later than a year, from which the words change.
LATE_END_IS_OPEN, FINISH_IS_FAR = 0.1, 0.5
A_MONTH = timedelta(days=28)


class Outlook(StrEnum):
    """What can be said of the finish."""

    DONE = "done"  # no unit is open
    COVERED = "covered"  # units are open, but by their estimates no time is left
    YOUNG = "young"  # too little history: the plan's date only
    FAR = "far"  # no finish within a year at this pace
    OPEN = "open"  # the late end is later than a year
    WINDOW = "window"


@dataclass(frozen=True)
class WeekOnTheLine:
    """A week: what was studied in it, in all by its end, and what the line asks for by then."""

    first_day: date
    minutes: int
    studied: int
    planned: int | None  # None before the line begins


@dataclass(frozen=True)
class Pace:
    """A learner's pace on one day; `told` is the forecast that holds, if there is one."""

    enrolment: Enrolment
    path: PathState
    standing: Standing
    calendar: Calendar
    told: Told | None

    @property
    def today(self) -> date:
        return self.calendar.today

    @property
    def studied_minutes(self) -> int:
        return self.standing.studied_minutes

    @cached_property
    def remaining_minutes(self) -> int:
        return remaining_minutes(self.path, self.standing)

    @cached_property
    def total_minutes(self) -> int:
        """What the whole will have taken, as far as it is known: studied and remaining."""
        return self.studied_minutes + self.remaining_minutes

    @cached_property
    def outlook(self) -> Outlook:
        if self.path.next_unit is None:
            return Outlook.DONE
        if not self.remaining_minutes:
            return Outlook.COVERED
        return outlook_of(self.told)

    @cached_property
    def line(self) -> Line:
        return Line(self.standing.rhythm, *self.standing.line_from)

    @cached_property
    def line_ends_on(self) -> date:
        """The day the line reaches the expected total."""
        return self.line.day_at(self.total_minutes)

    @cached_property
    def ahead(self) -> Ahead:
        return self.line.ahead(self.studied_minutes, self.today)

    @cached_property
    def plan_ends_on(self) -> date:
        """The day on which what remains is studied, if the rhythm is kept from today on."""
        done_today = min(self.calendar.days.get(self.today, 0), self.studied_minutes)
        line = Line(self.standing.rhythm, self.today, self.studied_minutes - done_today)
        return max(line.day_at(self.total_minutes), self.today)

    @cached_property
    def needed_minutes(self) -> float | None:
        """Minutes a week that reach the target day; None without one, or when it is over."""
        if self.enrolment.target_on is None:
            return None
        rhythm = self.standing.rhythm
        return minutes_a_week(self.remaining_minutes, rhythm, self.today, self.enrolment.target_on)

    @property
    def open_count(self) -> int:
        return len(self.path.units) - self.path.done_count - self.path.skipped_count

    @property
    def differs(self) -> bool:
        """Whether the expected total is another than the path plans, by half an hour or more."""
        return abs(self.total_minutes - self.path.planned_minutes) >= 30

    @cached_property
    def past_weeks(self) -> tuple[float, ...]:
        """Minutes of the last complete weeks that a forecast rests on."""
        return history(self.calendar.days, self.standing.rhythm, self.today)

    @property
    def average_minutes(self) -> float:
        """Minutes a week over the last weeks."""
        return sum(self.past_weeks) / len(self.past_weeks) if self.past_weeks else 0

    @cached_property
    def first_day(self) -> date:
        """Where its picture begins: at the start, or 53 weeks ago if that is longer ago."""
        return min(max(self.enrolment.started_on, self.calendar.first), self.today)

    @cached_property
    def minutes_before(self) -> int:
        """What was studied before the first day of the picture."""
        return self.studied_minutes - sum(
            minutes for day, minutes in self.calendar.days.items() if day >= self.first_day
        )

    @cached_property
    def weeks(self) -> list[WeekOnTheLine]:
        """The weeks of the picture until this one, for a table."""
        first = self.standing.rhythm.first_of_week(self.first_day)
        weeks, studied = [], self.minutes_before
        while first <= self.today:
            last = first + timedelta(days=6)
            minutes = self._between(max(first, self.first_day), last)
            studied += minutes
            planned = round(self.line.at(last)) if last >= self.line.first_day else None
            weeks.append(WeekOnTheLine(first, minutes, studied, planned))
            first = last + A_DAY
        return weeks

    def _between(self, first: date, last: date) -> int:
        days = self.calendar.days
        return sum(days.get(first + timedelta(days=n), 0) for n in range((last - first).days + 1))


def outlook_of(told: Told | None) -> Outlook:
    """What a forecast lets us say of a path that has something left."""
    if told is None:
        return Outlook.YOUNG
    if told.unfinished_share > FINISH_IS_FAR or not (told.early_on and told.middle_on):
        return Outlook.FAR
    if told.unfinished_share > LATE_END_IS_OPEN or not told.late_on:
        return Outlook.OPEN
    return Outlook.WINDOW


@dataclass(frozen=True)
class Work:
    """One kind of work: minutes logged, and its shares of what was logged and of the path.

    Shares are of the kinds that the path plans, so that both add up to one.
    """

    kind: EntryKind
    minutes: int
    share: float | None  # None for what no unit plans
    planned_share: float | None

    @property
    def percent(self) -> int:
        return round(100 * (self.share or 0))

    @property
    def planned_percent(self) -> int:
        return round(100 * (self.planned_share or 0))


def work_mix(learner: User, path: PathState) -> list[Work]:
    """Time by kind of work beside what the followed units intend, in one query."""
    logged = dict(
        Entry.objects.for_learner(learner)
        .values_list("kind")
        .annotate(minutes=Sum("minutes"))
        .order_by("kind")
    )
    planned: Counter[str] = Counter()
    for unit in path.units:
        planned[unit.kind] += unit.minutes
    in_all = sum(minutes for kind, minutes in logged.items() if planned[kind]) or 1
    return [
        Work(
            kind,
            logged.get(kind, 0),
            logged.get(kind, 0) / in_all if planned[kind] else None,
            planned[kind] / path.planned_minutes if planned[kind] else None,
        )
        for kind in EntryKind
        if planned[kind] or kind in logged
    ]


def told_a_month_ago(enrolment: Enrolment, today: date) -> Told | None:
    """What was told of the same track four weeks ago, if anything, in one query."""
    fields = [field.name for field in dataclass_fields(Told)]
    earlier = Forecast.objects.filter(
        enrolment=enrolment, track=enrolment.track_id, made_on__lte=today - A_MONTH
    )
    found = earlier.order_by("-made_on", "-pk").values(*fields).first()
    return Told(**found) if found else None
