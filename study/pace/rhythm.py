"""How much a learner means to study, and on which days."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property


@dataclass(frozen=True)
class Goal:
    """Minutes a week, spread evenly over the study days. Other days are rest days."""

    weekly_minutes: int
    study_days: frozenset[int]  # ISO weekdays, at least one

    @property
    def minutes_a_day(self) -> float:
        return self.weekly_minutes / len(self.study_days)


@dataclass(frozen=True)
class Asked:
    """What a week asks for: a part of the goal where a break or the start cuts into it."""

    minutes: float
    days: int


@dataclass(frozen=True)
class Rhythm:
    """The goal of today, those before it, the day it all began, and the declared breaks."""

    goal: Goal
    week_start: int  # ISO weekday
    started_on: date
    former: tuple[tuple[date, Goal], ...] = ()  # each held until the day before; earliest first
    breaks: tuple[tuple[date, date], ...] = ()  # first and last day of each; earliest first

    def goal_on(self, day: date) -> Goal:
        """The goal that held on a day."""
        later = bisect_right(self._changes, day)
        return self.former[later][1] if later < len(self.former) else self.goal

    def is_break(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.breaks)

    def minutes_on(self, day: date) -> float:
        """What the day asks for: nothing before the start, on a rest day or in a break."""
        goal = self.goal_on(day)
        if day < self.started_on or day.isoweekday() not in goal.study_days or self.is_break(day):
            return 0
        return goal.minutes_a_day

    def first_of_week(self, day: date) -> date:
        return day - timedelta(days=(day.isoweekday() - self.week_start) % 7)

    def week(self, first_day: date) -> Asked:
        """What the week that begins on `first_day` asks for. Breaks and the start shorten it."""
        days = [minutes for day in week_days(first_day) if (minutes := self.minutes_on(day))]
        return Asked(sum(days), len(days))

    @cached_property
    def _changes(self) -> list[date]:
        return [until for until, _goal in self.former]


def week_days(first_day: date) -> Iterator[date]:
    """The seven days of a week, from its first."""
    return (first_day + timedelta(days=n) for n in range(7))
