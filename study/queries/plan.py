"""What a learner's plan is today: worked out from what is open, never stored."""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from django.db import connection

from accounts.models import User
from study.models import Enrolment, Entry
from study.pace.line import Line
from study.pace.planner import TOLERANCE, PlannedWeek, Task, schedule
from study.pace.rhythm import A_WEEK, Rhythm, week_days
from study.queries.forecast import remaining_minutes
from study.queries.path import PathState, Status, UnitState, path_state
from study.queries.standing import Standing, standing

FREE_WEEK_AFTER_MODULE = 4  # by position: past the middle, before the longest stretch


@dataclass(frozen=True)
class Plan:
    """The weeks to come, from the present one, and the units in them by id.

    `steps` has the number of each step that is left of a unit, as its page counts them, and
    how many the unit has. `studied` are the minutes logged in the present week.
    """

    weeks: list[PlannedWeek]
    units: dict[int, UnitState]
    steps: dict[int, tuple[list[int], int]]
    tasks: list[Task]
    rhythm: Rhythm
    today: date
    studied: int

    def weeks_at(self, weekly_minutes: int) -> int:
        """How many weeks the plan would have at another goal, the present one included."""
        goal = replace(self.rhythm.goal, weekly_minutes=weekly_minutes)
        rhythm = replace(self.rhythm, goal=goal, former=())
        return len(schedule(self.tasks, rhythm, self.today, self.studied))

    @cached_property
    def minutes(self) -> int:
        """What is left of the open units."""
        return sum(week.minutes for week in self.weeks)

    @property
    def is_covered(self) -> bool:
        """Whether units are open, but by their estimates no time is left: no week can say when."""
        return bool(self.units) and not self.minutes

    @property
    def last_week(self) -> PlannedWeek | None:
        """The week that holds the last of it. A day would promise more than a plan can."""
        return self.weeks[-1] if self.weeks else None

    @property
    def is_week_met(self) -> bool:
        """Whether the present week has what it asked for, so nearly that it ends there."""
        asked = self.rhythm.week(self.rhythm.first_of_week(self.today)).minutes
        return self.studied >= (1 - TOLERANCE) * asked

    @cached_property
    def free_week_hint(self) -> date | None:
        """The first day of a week that would be well placed free: after the fourth module.

        None if nothing of that module is planned, nothing follows it, or a break is near.
        """
        holding = [
            number
            for number, week in enumerate(self.weeks)
            if any(piece.task.module <= FREE_WEEK_AFTER_MODULE for piece in week.pieces)
        ]
        modules = {piece.task.module for week in self.weeks for piece in week.pieces}
        if FREE_WEEK_AFTER_MODULE not in modules or max(modules) == FREE_WEEK_AFTER_MODULE:
            return None
        first_day = self.weeks[max(holding)].first_day + A_WEEK
        near = (first_day + timedelta(days=n) for n in range(-7, 14))
        return None if any(map(self.rhythm.is_break, near)) else first_day

    def is_break(self, week: PlannedWeek) -> bool:
        """Whether a break takes every study day of a week, or what is left of it."""
        return not self.rhythm.week(week.first_day).minutes and any(
            map(self.rhythm.is_break, week_days(week.first_day))
        )


def plan(
    learner: User,
    enrolment: Enrolment,
    today: date,
    *,
    path: PathState | None = None,
    standing_now: Standing | None = None,
) -> Plan:
    """Plan the open units of what the learner follows. One query besides path and standing.

    Ticked steps count as done. Time logged on a unit beyond what they were planned at makes
    the steps that follow shorter, from the first.
    """
    path = path or path_state(enrolment.edition_id, learner)
    known = standing_now or standing(learner, enrolment)
    units = {unit.id: unit for unit in path.units if unit.status is Status.OPEN}
    steps, requires, studied = _read(learner, list(units), known.rhythm.first_of_week(today))
    left = {
        unit.id: _left(unit.minutes, steps.get(unit.id, []), known.minutes_by_unit.get(unit.id, 0))
        for unit in units.values()
    }
    tasks = [
        Task(
            unit=unit.id,
            module=module.position,
            kind=unit.kind,
            steps=tuple(minutes for _number, minutes in left[unit.id]),
            requires=frozenset(requires.get(unit.id, ())),
        )
        for module in path.modules
        for unit in module.units
        if unit.id in units
    ]
    return Plan(
        weeks=schedule(tasks, known.rhythm, today, studied),
        units=units,
        steps={
            unit: ([number for number, _minutes in each], max(1, len(steps.get(unit, []))))
            for unit, each in left.items()
        },
        tasks=tasks,
        rhythm=known.rhythm,
        today=today,
        studied=studied,
    )


_PLAN = """
    SELECT json_build_object(
        'studied', (
            SELECT coalesce(sum(minutes), 0) FROM study_entry
            WHERE learner_id = %(learner)s AND deleted_at IS NULL
                AND day BETWEEN %(first)s AND %(last)s
        ),
        'requires', (
            SELECT coalesce(json_agg(json_build_array(unit_id, requires_id)), '[]')
            FROM curriculum_prerequisite WHERE unit_id = ANY(%(units)s)
        ),
        'steps', (
            SELECT coalesce(
                json_agg(
                    json_build_array(step.unit_id, step.minutes, tick.id IS NOT NULL)
                    ORDER BY step.position
                ), '[]'
            )
            FROM curriculum_step AS step
            LEFT JOIN study_steptick AS tick
                ON tick.step_id = step.id AND tick.learner_id = %(learner)s
            WHERE step.unit_id = ANY(%(units)s) AND NOT step.is_retired
        )
    )::text
"""

type Steps = list[tuple[int, bool]]  # minutes of each, and whether it is ticked off


def _read(
    learner: User, units: list[int], first_day: date
) -> tuple[dict[int, Steps], dict[int, list[int]], int]:
    """The steps and prerequisites of units, and the minutes logged in a week, in one query."""
    of_the_week = {"first": first_day, "last": first_day + timedelta(days=6)}
    with connection.cursor() as cursor:
        cursor.execute(_PLAN, {"learner": learner.pk, "units": units, **of_the_week})
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
    steps: dict[int, Steps] = {}
    for unit, minutes, is_ticked in found["steps"]:
        steps.setdefault(unit, []).append((minutes, is_ticked))
    requires: dict[int, list[int]] = {}
    for unit, required in found["requires"]:
        requires.setdefault(unit, []).append(required)
    return steps, requires, found["studied"]


def _left(minutes: int, steps: Steps, logged: int) -> list[tuple[int, int]]:
    """The numbers of the steps that are left of a unit, with the minutes left of each.

    The unit's minutes are spread over its steps as theirs are, or on one if it has none. The
    last step stays, with nothing left of it, until the unit is marked as done.
    """
    shares = _spread(minutes, [share for share, _ticked in steps] or [1])
    ticked = [is_ticked for _minutes, is_ticked in steps] or [False]
    spent = max(0, logged - sum(share for share, done in zip(shares, ticked, strict=True) if done))
    left = []
    for number, (share, done) in enumerate(zip(shares, ticked, strict=True), 1):
        if done:
            continue
        worked = min(spent, share)
        spent -= worked
        if share > worked:
            left.append((number, share - worked))
    return left or [(len(shares), 0)]


def _spread(minutes: int, shares: list[int]) -> list[int]:
    """Whole minutes in proportion to the shares; the shares themselves if they add up."""
    places = (round(minutes * so_far / sum(shares)) for so_far in accumulate(shares, initial=0))
    return [end - start for start, end in pairwise(places)]


@dataclass(frozen=True)
class ShiftOffer:
    """What a shift of the plan today would make good, and the day a target would move to."""

    behind: int  # study days, as the pace page counts them
    target_on: date | None


def shift_offer(
    learner: User, enrolment: Enrolment, path: PathState, known: Standing, today: date
) -> ShiftOffer | None:
    """None if the plan is not behind, or nothing is open. One query if it is.

    A target moves by as many days as the end of the line does, which begins anew today.
    """
    line = Line(known.rhythm, *known.line_from)
    behind = line.ahead(known.studied_minutes, today).behind
    if not behind or path.next_unit is None:
        return None
    if enrolment.target_on is None:
        return ShiftOffer(behind, None)
    studied = Entry.objects.for_learner(learner).filter(day__lt=today).total_minutes()
    total = known.studied_minutes + remaining_minutes(path, known)
    moved = Line(known.rhythm, today, studied).day_at(total) - line.day_at(total)
    return ShiftOffer(behind, enrolment.target_on + moved)
