"""Where learners stand, many at once: what decides whether something should be said to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from study.pace.rhythm import Rhythm


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

    `days` has the minutes by day of the last five weeks that the database has entries for.
    """

    learner_id: int
    rhythm: Rhythm | None = None
    study_time: time | None = None
    is_finished: bool = False  # no unit of what they follow is open
    days: dict[date, int] = field(default_factory=dict)
    last_studied_on: date | None = None
    studied_minutes: int = 0
    next_unit: UnitBrief | None = None
    completed: tuple[UnitBrief, ...] = ()  # in the last fourteen days, the newest first
    modules: tuple[ModuleBrief, ...] = ()  # finished in the last fourteen days, the newest first
    published_on: date | None = None  # a unit that yields something to show was completed last
    minutes_since_published: int = 0
    notes: tuple[tuple[date, str], ...] = ()  # of entries of the last seven days, the newest first
    timer_id: UUID | None = None
    timer_since: datetime | None = None
    reflected: frozenset[date] = frozenset()  # first days of weeks with an answer, the last few


def situations(people: Sequence[int]) -> dict[int, Situation]:
    """Read where each of these people stands, in one query."""
    return {person: Situation(person) for person in people}
