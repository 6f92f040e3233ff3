"""How much a learner means to study, and on which days."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
# Minutes below which two sums are the same: a goal divided by its study days is no whole number.
SLACK = 1e-6


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
    ended_on: date | None = None  # nothing is asked after the day on which all was done

    def until(self, day: date | None) -> "Rhythm":
        """The same rhythm, ended by that day; as it is if there is none."""
        return replace(self, ended_on=day) if day else self

    def goal_on(self, day: date) -> Goal:
        """The goal that held on a day."""
        later = bisect_right(self._changes, day)
        return self.former[later][1] if later < len(self.former) else self.goal

    def is_break(self, day: date) -> bool:
        return self.break_until(day) is not None

    def break_until(self, day: date) -> date | None:
        """The last day of the break a day is in, if it is in one."""
        return next((last for first, last in self.breaks if first <= day <= last), None)

    def minutes_on(self, day: date) -> float:
        """What the day asks for: nothing before the start or after the end, on a rest day, in a break."""
        goal = self.goal_on(day)
        if self.ended_on and day > self.ended_on:
            return 0
        if day < self.started_on or day.isoweekday() not in goal.study_days or self.is_break(day):
            return 0
        return goal.minutes_a_day

    def first_of_week(self, day: date) -> date:
        return first_of_week(day, self.week_start)

    def week(self, first_day: date) -> Asked:
        """What the week that begins on `first_day` asks for. Breaks and the start shorten it.

        A week in which the goal changed asks for no more than the larger of the two.
        """
        days = [minutes for day in week_days(first_day) if (minutes := self.minutes_on(day))]
        goals = {self.goal_on(first_day), self.goal_on(first_day + timedelta(days=6))}
        return Asked(
            min(sum(days), max(goal.weekly_minutes for goal in goals)),
            min(len(days), max(len(goal.study_days) for goal in goals)),
        )

    @cached_property
    def _changes(self) -> list[date]:
        return [until for until, _goal in self.former]


def first_of_week(day: date, week_start: int) -> date:
    """The first day of the week a day is in; `week_start` is an ISO weekday."""
    return day - timedelta(days=(day.isoweekday() - week_start) % 7)


def week_days(first_day: date) -> Iterator[date]:
    """The seven days of a week, from its first."""
    return (first_day + timedelta(days=n) for n in range(7))
