"""Where learners stand, many at once: what decides whether something should be said to them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from study.pace.rhythm import Rhythm
from study.prepared import rows_of
from study.queries.path import PATH_COLUMNS, PathState, Status, UnitState, path_of, path_rows
from study.queries.standing import rhythm_of

_day = date.fromisoformat
LOOKED_BACK_DAYS = 36  # by day: five weeks, and a day for zones that are ahead
NEWS_DAYS, NOTES_DAYS = 15, 8
MOST_NOTES = 5


@dataclass(frozen=True)
class UnitBrief:
    """A unit in a few words; `day` is that of its completion, if it is completed."""

    id: int
    slug: str
    title: str
    minutes: int
    kind: str
    yields: str
    day: date | None = None


@dataclass(frozen=True)
class ModuleBrief:
    """A module whose units are all done or left out, and the day of the last completion."""

    slug: str
    title: str
    milestone: str
    day: date


@dataclass(frozen=True)
class Situation:
    """What is known of one learner. Without an enrolment `rhythm` is None.

    `days` has the minutes of the last five weeks by day. Nothing here depends on the day it
    is asked for, so that the same situation can be judged for days ahead.
    """

    learner_id: int
    rhythm: Rhythm | None = None
    study_time: time | None = None
    is_finished: bool = False  # no unit of what they follow is open
    days: dict[date, int] = field(default_factory=dict)
    last_studied_on: date | None = None
    studied_minutes: int = 0
    next_unit: UnitBrief | None = None
    completed: tuple[UnitBrief, ...] = ()  # in the last fortnight, the newest first
    modules: tuple[ModuleBrief, ...] = ()  # finished in the last fortnight, the newest first
    published_on: date | None = None  # a unit that yields something to show was completed last
    minutes_since_published: int = 0
    notes: tuple[tuple[date, str], ...] = ()  # of entries of the last week, the newest first
    timer_id: UUID | None = None
    timer_since: datetime | None = None
    path_id: int | None = None
    reflected: frozenset[date] = frozenset()  # first days of weeks with an answer, the last few


# The path's columns without the modules' goals, which are long and said nowhere here.
_UNIT = ", ".join("''" if name == "goal" else f"row.{name}" for name in PATH_COLUMNS)
_MINE = "learner_id = person.id AND deleted_at IS NULL"
_SITUATIONS = f"""
    SELECT person.id, json_build_object(
        'week_start', person.week_start,
        'enrolment', CASE WHEN enrolment.id IS NOT NULL THEN json_build_array(
            enrolment.weekly_minutes, enrolment.study_days, enrolment.started_on,
            enrolment.study_time
        ) END,
        'path', (SELECT path_id FROM curriculum_edition WHERE id = enrolment.edition_id),
        'former', (
            SELECT json_agg(json_build_array(until, weekly_minutes, study_days) ORDER BY until)
            FROM study_formergoal WHERE enrolment_id = enrolment.id
        ),
        'breaks', (
            SELECT json_agg(json_build_array(first_day, last_day) ORDER BY first_day)
            FROM study_break WHERE learner_id = person.id
        ),
        'units', (
            SELECT json_agg(json_build_array({_UNIT}))
            FROM ({path_rows(learner="person.id", edition="enrolment.edition_id")})
                AS row ({", ".join(PATH_COLUMNS)})
        ),
        'days', (
            SELECT json_agg(json_build_array(day, minutes)) FROM (
                SELECT day, sum(minutes) AS minutes FROM study_entry
                WHERE {_MINE} AND day > current_date - {LOOKED_BACK_DAYS} GROUP BY day
            ) AS each
        ),
        'last', (SELECT max(day) FROM study_entry WHERE {_MINE}),
        'studied', (SELECT coalesce(sum(minutes), 0) FROM study_entry WHERE {_MINE}),
        'published', published.day,
        'since', (
            SELECT coalesce(sum(minutes), 0) FROM study_entry
            WHERE {_MINE} AND (published.day IS NULL OR day > published.day)
        ),
        'notes', (
            SELECT json_agg(json_build_array(day, note)) FROM (
                SELECT day, note FROM study_entry
                WHERE {_MINE} AND note <> '' AND day > current_date - {NOTES_DAYS}
                ORDER BY day DESC, logged_at DESC, id LIMIT {MOST_NOTES}
            ) AS each
        ),
        'timer', (
            SELECT json_build_array(id, running_since) FROM study_timer
            WHERE learner_id = person.id AND running_since IS NOT NULL
        ),
        'reflected', (
            SELECT json_agg(first_day) FROM study_reflection
            WHERE learner_id = person.id AND first_day > current_date - {LOOKED_BACK_DAYS}
        )
    )::text, current_date
    FROM accounts_user AS person
    LEFT JOIN study_enrolment AS enrolment
        ON enrolment.learner_id = person.id AND enrolment.ended_at IS NULL
    LEFT JOIN LATERAL (
        SELECT max(completion.day) AS day FROM study_completion AS completion
        JOIN curriculum_unit AS unit ON unit.id = completion.unit_id
        WHERE completion.learner_id = person.id AND completion.undone_at IS NULL
            AND unit.yields <> ''
    ) AS published ON true
    WHERE person.id = ANY(%s::bigint[])
"""  # noqa: S608  nothing in it comes from outside


def situations(people: Sequence[int]) -> dict[int, Situation]:
    """Read where each of these people stands, in one query."""
    rows = rows_of(_SITUATIONS, [list(people)])
    return {person: _situation(person, json.loads(found), today) for person, found, today in rows}


def _situation(person: int, found: dict[str, Any], today: date) -> Situation:
    path = path_of([_timed(row) for row in found["units"] or []])
    timer_id, timer_since = found["timer"] or (None, None)
    rhythm = study_time = None
    if found["enrolment"]:
        *goal, started_on, study_time = found["enrolment"]
        former, breaks = found["former"] or [], found["breaks"] or []
        rhythm = rhythm_of(goal, former, breaks, started_on, found["week_start"])
    return Situation(
        learner_id=person,
        path_id=found["path"],
        rhythm=rhythm,
        study_time=study_time and time.fromisoformat(study_time),
        is_finished=bool(path.units) and path.next_unit is None,
        days={_day(day): minutes for day, minutes in found["days"] or []},
        last_studied_on=found["last"] and _day(found["last"]),
        studied_minutes=found["studied"],
        next_unit=_brief(path.next_unit) if path.next_unit else None,
        completed=_completed(path, today),
        modules=_modules(path, today),
        published_on=found["published"] and _day(found["published"]),
        minutes_since_published=found["since"],
        notes=tuple((_day(day), note) for day, note in found["notes"] or []),
        timer_id=timer_id and UUID(timer_id),
        timer_since=timer_since and datetime.fromisoformat(timer_since),
        reflected=frozenset(map(_day, found["reflected"] or [])),
    )


def _timed(row: list[Any]) -> list[Any]:
    """A row of the path as Postgres gives it without JSON: moments and days are no text."""
    *others, completed_at, is_skipped, is_outside, questions, day = row
    moment = completed_at and datetime.fromisoformat(completed_at)
    return [*others, moment, is_skipped, is_outside, questions, day and _day(day)]


def _completed(path: PathState, today: date) -> tuple[UnitBrief, ...]:
    done = [unit for unit in path.units if unit.done_on and (today - unit.done_on).days < NEWS_DAYS]
    newest_first = sorted(done, key=lambda unit: (unit.done_on, unit.completed_at), reverse=True)
    return tuple(map(_brief, newest_first))


def _modules(path: PathState, today: date) -> tuple[ModuleBrief, ...]:
    finished = []
    for module in path.modules:
        days = [unit.done_on for unit in module.units if unit.done_on]
        is_open = any(unit.status is Status.OPEN for unit in module.units)
        if days and not is_open and (today - max(days)).days < NEWS_DAYS:
            finished.append(ModuleBrief(module.slug, module.title, module.milestone, max(days)))
    return tuple(sorted(finished, key=lambda module: module.day, reverse=True))


def _brief(unit: UnitState) -> UnitBrief:
    return UnitBrief(
        unit.id, unit.slug, unit.title, unit.minutes, unit.kind, unit.yields, unit.done_on
    )
