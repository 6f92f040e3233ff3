"""When somebody studied, and on what. Plain arithmetic: the same seed, the same history."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from curriculum.models import Unit

USUAL_SITTING_MINUTES = 75
SHORTEST_SITTING_MINUTES = 15


@dataclass(frozen=True)
class Rhythm:
    """How somebody studies: hours of each week, oldest first, and the weekdays they prefer.

    The newest week ends on the last day of study, whatever weekday that is.
    """

    hours: tuple[float, ...]
    weekdays: tuple[int, ...]

    def first_day(self, last: date) -> date:
        return last - timedelta(days=7 * len(self.hours) - 1)


@dataclass(frozen=True)
class Sitting:
    """Minutes of study on one day."""

    day: date
    minutes: int


@dataclass(frozen=True)
class Work:
    """Minutes spent on one unit on one day, and whether that finished the unit."""

    day: date
    minutes: int
    unit: Unit
    finishes: bool


def sittings(rhythm: Rhythm, last: date, chance: Random) -> Iterator[Sitting]:
    """Spread each week's hours over some of its days, unevenly; the last is the day `last`."""
    for number, hours in enumerate(rhythm.hours):
        start = rhythm.first_day(last) + timedelta(weeks=number)
        days = _study_days(start, hours, {last}, rhythm, chance)
        shares = {day: chance.uniform(0.6, 1.4) for day in days}
        for day, share in shares.items():
            minutes = round(hours * 60 * share / sum(shares.values()))
            yield Sitting(day, max(minutes, SHORTEST_SITTING_MINUTES))


def _study_days(
    start: date, hours: float, always: set[date], rhythm: Rhythm, chance: Random
) -> list[date]:
    """As many days of a week as its hours need, those somebody prefers before others."""
    count = min(math.ceil(hours * 60 / USUAL_SITTING_MINUTES), 7)
    week = [start + timedelta(days=n) for n in range(7)]
    chance.shuffle(week)
    week.sort(key=lambda day: (day not in always, day.isoweekday() not in rhythm.weekdays))
    return sorted(week[:count])


def work(sittings: Iterable[Sitting], units: Iterable[Unit], chance: Random) -> Iterator[Work]:
    """Work through the units in order, each taking somewhat less or more than its estimate."""
    ahead = iter(units)
    unit = next(ahead, None)
    needed = _real_minutes(unit, chance)
    for sitting in sittings:
        left = sitting.minutes
        while left and unit:
            # Nobody begins or leaves a unit for a few minutes.
            finishes = left > needed - SHORTEST_SITTING_MINUTES
            spent = needed if left >= needed + SHORTEST_SITTING_MINUTES else left
            left, needed = left - spent, needed - spent
            yield Work(sitting.day, spent, unit, finishes)
            if finishes:
                unit = next(ahead, None)
                needed = _real_minutes(unit, chance)


def _real_minutes(unit: Unit | None, chance: Random) -> int:
    return round(unit.minutes * chance.uniform(0.8, 1.25)) if unit else 0
