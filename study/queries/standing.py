"""What a forecast, a plan and the weeks in a row are worked out from, read at once."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from accounts.models import User
from study.models import Enrolment
from study.pace.rhythm import Goal, Rhythm
from study.queries.path import UnitState
from study.queries.time import Calendar

_day = date.fromisoformat


@dataclass(frozen=True)
class Told:
    """The forecast a learner was shown last. Days are None if later than a year after it."""

    fingerprint: str
    made_on: date
    weeks: int
    early_on: date | None
    middle_on: date | None
    late_on: date | None
    unfinished_share: float


@dataclass(frozen=True)
class Standing:
    """A learner's rhythm, what they studied on what, where their plan begins, what they were told.

    `line_from` is the day the plan's line begins and the minutes studied before it: the
    start, or the last shift. `minutes_by_unit` has no key for time on no unit.
    """

    rhythm: Rhythm
    studied_minutes: int
    minutes_by_unit: dict[int, int]
    ticked_by_unit: dict[int, int]  # what the steps ticked off were planned at
    line_from: tuple[date, int]
    told: Told | None

    def left_of(self, unit: UnitState) -> int:
        """Minutes left of a unit: its estimate less the time logged on it, or less what its
        ticked steps were planned at if that is more; never below zero.
        """
        logged = self.minutes_by_unit.get(unit.id, 0)
        return max(0, unit.minutes - max(logged, self.ticked_by_unit.get(unit.id, 0)))


_STANDING = """
    WITH ticked AS (
        SELECT step.unit_id, sum(step.minutes) AS minutes
        FROM study_steptick AS tick JOIN curriculum_step AS step ON step.id = tick.step_id
        WHERE tick.learner_id = %(learner)s AND NOT step.is_retired
        GROUP BY step.unit_id
    ), studied AS (
        SELECT unit_id, sum(minutes) AS minutes FROM study_entry
        WHERE learner_id = %(learner)s AND deleted_at IS NULL
        GROUP BY unit_id
    ), line AS (
        SELECT coalesce(max(day), %(started_on)s) AS day FROM study_shift
        WHERE enrolment_id = %(enrolment)s
    )
    SELECT json_build_object(
        'studied', (SELECT coalesce(sum(minutes), 0) FROM studied),
        'units', (
            SELECT coalesce(json_agg(json_build_array(unit_id, minutes)), '[]') FROM studied
            WHERE unit_id IS NOT NULL
        ),
        'ticked', (
            SELECT coalesce(json_agg(json_build_array(unit_id, minutes)), '[]') FROM ticked
        ),
        'line', (
            SELECT json_build_array(line.day, coalesce(sum(minutes), 0))
            FROM line LEFT JOIN study_entry AS entry ON entry.day < line.day
                AND learner_id = %(learner)s AND deleted_at IS NULL
            GROUP BY line.day
        ),
        'former', (
            SELECT coalesce(
                json_agg(json_build_array(until, weekly_minutes, study_days) ORDER BY until), '[]'
            )
            FROM study_formergoal WHERE enrolment_id = %(enrolment)s
        ),
        'breaks', (
            SELECT coalesce(
                json_agg(json_build_array(first_day, last_day) ORDER BY first_day), '[]'
            )
            FROM study_break WHERE learner_id = %(learner)s
        ),
        'days', (
            SELECT coalesce(json_agg(json_build_array(day, minutes)), '[]')
            FROM (
                SELECT day, sum(minutes) AS minutes FROM study_entry
                WHERE learner_id = %(learner)s AND deleted_at IS NULL
                    AND day BETWEEN %(first)s AND %(last)s
                GROUP BY day ORDER BY day
            ) AS each
        ),
        'told', (
            SELECT json_build_array(
                fingerprint, made_on, weeks, early_on, middle_on, late_on, unfinished_share
            )
            FROM study_forecast WHERE enrolment_id = %(enrolment)s
            ORDER BY made_at DESC, id DESC LIMIT 1
        )
    )::text
"""


def standing(learner: User, enrolment: Enrolment) -> Standing:
    """Read where the learner stands with their rhythm, in one query."""
    return _standing(learner, enrolment, _read(learner, enrolment, date.max, date.min))


def standing_with_calendar(
    learner: User, enrolment: Enrolment, today: date
) -> tuple[Standing, Calendar]:
    """Read that and the last 53 weeks by day, in one query."""
    empty = Calendar(today, learner.week_start, {})
    found = _read(learner, enrolment, empty.first, empty.last)
    days = {_day(day): minutes for day, minutes in found["days"]}
    return _standing(learner, enrolment, found), Calendar(today, learner.week_start, days)


def _read(learner: User, enrolment: Enrolment, first: date, last: date) -> dict[str, Any]:
    values: dict[str, Any] = {
        "learner": learner.pk,
        "enrolment": enrolment.pk,
        "started_on": enrolment.started_on,
        "first": first,
        "last": last,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, values)
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return found


def _standing(learner: User, enrolment: Enrolment, found: dict[str, Any]) -> Standing:
    line_day, minutes_before = found["line"]
    return Standing(
        rhythm=rhythm_of(
            (enrolment.weekly_minutes, enrolment.study_days),
            found["former"],
            found["breaks"],
            enrolment.started_on.isoformat(),
            learner.week_start,
        ),
        studied_minutes=found["studied"],
        minutes_by_unit=dict(found["units"]),
        ticked_by_unit=dict(found["ticked"]),
        line_from=(_day(line_day), minutes_before),
        told=_told(*found["told"]) if found["told"] else None,
    )


def rhythm_of(
    goal: Sequence[Any],
    former: Iterable[Sequence[Any]],
    breaks: Iterable[Sequence[str]],
    started_on: str,
    week_start: int,
) -> Rhythm:
    """Make a rhythm of its parts as JSON has them: a goal is minutes a week and study days."""
    return Rhythm(
        goal=_goal(*goal),
        week_start=week_start,
        started_on=_day(started_on),
        former=tuple((_day(until), _goal(minutes, days)) for until, minutes, days in former),
        breaks=tuple((_day(first), _day(last)) for first, last in breaks),
    )


def _goal(weekly_minutes: int, study_days: str) -> Goal:
    return Goal(weekly_minutes, frozenset(map(int, study_days)))


def _told(fingerprint: str, made_on: str, weeks: int, *rest: Any) -> Told:
    *days, share = rest
    early, middle, late = (_day(day) if day else None for day in days)
    return Told(fingerprint, _day(made_on), weeks, early, middle, late, share)
