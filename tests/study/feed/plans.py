"""Plans by hand: units in order, as many minutes a week as the rhythm asks for."""

import datetime as dt

from study.pace.planner import Piece, PlannedWeek, Task
from study.pace.rhythm import Goal, Rhythm
from study.queries import path_state, standing

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


def planned(learner, enrolment, today):
    """Open units in path order, minute by minute, each week as full as it asks for."""
    rhythm = standing(learner, enrolment).rhythm
    path = path_state(enrolment.edition_id, learner)
    units = {unit.id: unit for unit in path.units if unit.status == "open"}
    left = [Task(unit.id, 1, unit.kind, (1,) * unit.minutes) for unit in units.values()]
    weeks, first_day, at = [], rhythm.first_of_week(today), 0
    while left:
        asked = rhythm.week(first_day).minutes
        room, pieces = round(asked), []
        while left and room:
            end = min(len(left[0].steps), at + room)
            pieces.append(Piece(left[0], at, end - 1))
            room, at = room - (end - at), end
            if at == len(left[0].steps):
                left, at = left[1:], 0
        weeks.append(PlannedWeek(first_day, asked, tuple(pieces)))
        first_day += dt.timedelta(weeks=1)
    return weeks, units, rhythm
