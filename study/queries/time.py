"""How much a learner has studied and when, and what their timer says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from accounts.models import User
from study.models import Entry, Timer
from study.pace.rhythm import first_of_week

WEEKS_ON_THE_HEAT_MAP = 53


def logged_minutes(learner: User) -> int:
    """All the time the learner has logged, on whatever."""
    return Entry.objects.for_learner(learner).total_minutes()


@dataclass(frozen=True)
class Calendar:
    """The minutes a learner logged on each day of the last 53 weeks, this week included.

    Weeks begin on the learner's `week_start` (ISO weekday). `days` has only days with
    entries. One query's worth: this week and the heat map are two views of it.
    """

    today: date
    week_start: int
    days: dict[date, int]

    @cached_property
    def first_of_week(self) -> date:
        return first_of_week(self.today, self.week_start)

    @cached_property
    def first(self) -> date:
        return self.first_of_week - timedelta(weeks=WEEKS_ON_THE_HEAT_MAP - 1)

    @property
    def last(self) -> date:
        """The end of this week: after a flight west, a day ahead may have entries already."""
        return self.first_of_week + timedelta(days=6)

    @property
    def week(self) -> list[tuple[date, int]]:
        """The seven days of this week and their minutes."""
        week = [self.first_of_week + timedelta(days=n) for n in range(7)]
        return [(day, self.days.get(day, 0)) for day in week]

    @cached_property
    def week_minutes(self) -> int:
        return sum(minutes for _, minutes in self.week)

    @cached_property
    def total_minutes(self) -> int:
        return sum(self.days.values())

    @property
    def weeks(self) -> list["Week"]:
        """All the weeks, oldest first, for a table."""
        starts = [self.first + timedelta(weeks=n) for n in range(WEEKS_ON_THE_HEAT_MAP)]
        return [
            Week(start, [self.days.get(start + timedelta(days=n), 0) for n in range(7)])
            for start in starts
        ]


@dataclass(frozen=True)
class Week:
    """A week from its first day, with the minutes of its seven days."""

    start: date
    minutes: list[int]

    @property
    def total_minutes(self) -> int:
        return sum(self.minutes)


def calendar(learner: User, today: date) -> Calendar:
    """Read the learner's last 53 weeks, the present one included, in one query."""
    empty = Calendar(today, learner.week_start, {})
    entries = Entry.objects.for_learner(learner).between(empty.first, empty.last)
    return Calendar(today, learner.week_start, entries.minutes_by_day())


@dataclass(frozen=True)
class TimerState:
    """The learner's timer at one instant."""

    unit_title: str
    unit_slug: str
    seconds: int
    is_running: bool
    is_forgotten: bool

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)

    @property
    def clock(self) -> str:
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}"


def timer_state(learner: User, now: datetime) -> TimerState | None:
    """Read the learner's timer, running or paused, in one query; None if there is none."""
    timer = Timer.objects.select_related("unit").filter(learner=learner).first()
    return timer_state_of(timer, now) if timer else None


def timer_state_of(timer: Timer, now: datetime) -> TimerState:
    """What a timer that was read, with its unit, says at an instant."""
    return TimerState(
        unit_title=timer.unit.title if timer.unit else "",
        unit_slug=timer.unit.slug if timer.unit else "",
        seconds=int(timer.elapsed(now).total_seconds()),
        is_running=timer.is_running,
        is_forgotten=timer.is_forgotten(now),
    )
