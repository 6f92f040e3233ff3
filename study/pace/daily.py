"""Which units fall on which day: a planned week, spread over its study days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from study.pace.planner import PlannedWeek
from study.pace.rhythm import Rhythm, week_days

LEAST_MINUTES = 15  # of a day, unless the week has less


@dataclass(frozen=True)
class Share:
    """Minutes of one unit on one day."""

    unit: int  # its id
    minutes: int


@dataclass(frozen=True)
class StudyDay:
    """A day on which something is planned, and what, in the order of the plan."""

    day: date
    shares: tuple[Share, ...]

    @cached_property
    def minutes(self) -> int:
        return sum(share.minutes for share in self.shares)


def study_days(weeks: Iterable[PlannedWeek], rhythm: Rhythm, today: date) -> list[StudyDay]:
    """Spread each week over its study days from today on, evenly and to the minute.

    A week with little in it, as the last one, takes as many days as can have a quarter of
    an hour each.
    """
    return [day for week in weeks for day in _of_week(week, rhythm, today)]


def _of_week(week: PlannedWeek, rhythm: Rhythm, today: date) -> Iterator[StudyDay]:
    days = [day for day in week_days(week.first_day) if day >= today and rhythm.minutes_on(day)]
    days = days[: max(1, week.minutes // LEAST_MINUTES)]
    pieces = [(piece.task.unit, piece.minutes) for piece in week.pieces if piece.minutes]
    for number, day in enumerate(days):
        start, end = (week.minutes * n // len(days) for n in (number, number + 1))
        if start < end:
            yield StudyDay(day, tuple(_between(pieces, start, end)))


def _between(pieces: list[tuple[int, int]], start: int, end: int) -> Iterator[Share]:
    """What lies between two minutes of the week, if its pieces follow each other."""
    passed = 0
    for unit, minutes in pieces:
        inside = min(end, passed + minutes) - max(start, passed)
        if inside > 0:
            yield Share(unit, inside)
        passed += minutes
