"""Weeks by hand, for what is spread over days."""

import datetime as dt

from study.pace.planner import Piece, PlannedWeek, Task
from study.pace.rhythm import Goal, Rhythm

MONDAY = dt.date(2026, 3, 2)


def rhythm(minutes=300, days="1234567", **fields):
    goal = Goal(minutes, frozenset(map(int, days)))
    return Rhythm(**{"goal": goal, "week_start": 1, "started_on": MONDAY} | fields)


def week(first_day, *pieces):
    """A week of whole units, each given by its id and its minutes."""
    tasks = [Task(unit, 1, "code", (minutes,)) for unit, minutes in pieces]
    return PlannedWeek(
        first_day, sum(task.minutes for task in tasks), tuple(Piece(task, 0, 0) for task in tasks)
    )
