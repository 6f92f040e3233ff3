"""How far a learner has come on the path.

Three numbers are never mixed up: *logged* minutes are what entries add up to, *done*
minutes are the estimates of completed units, *planned* minutes the estimates of all units.
Done and planned are those of the track a learner follows, or else of the whole path.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from accounts.models import User
from curriculum.models import ItemKind
from curriculum.queries import current_edition
from study.models import Enrolment


class Status(StrEnum):
    """How a unit stands with a learner."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class UnitState:
    """One unit of an edition, and how it stands with a learner."""

    id: int
    slug: str
    title: str
    kind: str
    minutes: int
    yields: str
    completed_at: datetime | None = None
    is_skipped: bool = False
    is_outside: bool = False  # of the track the learner follows
    questions: int = 0  # that the learner parked, open, and expects to be answered here
    done_on: date | None = None  # the day of its completion

    @property
    def yields_label(self) -> str:
        return str(ItemKind(self.yields).label) if self.yields else ""

    @property
    def status(self) -> Status:
        if self.completed_at:
            return Status.DONE
        return Status.SKIPPED if self.is_skipped else Status.OPEN


@dataclass(frozen=True)
class ModuleState:
    """One module of an edition, with its units in order: of the track, and outside it."""

    slug: str
    title: str
    goal: str
    milestone: str
    position: int
    all_units: list[UnitState]

    @cached_property
    def units(self) -> list[UnitState]:
        return [unit for unit in self.all_units if not unit.is_outside]

    @cached_property
    def outside_units(self) -> list[UnitState]:
        return [unit for unit in self.all_units if unit.is_outside]

    @cached_property
    def planned_minutes(self) -> int:
        return sum(unit.minutes for unit in self.units)

    @cached_property
    def done_minutes(self) -> int:
        return sum(unit.minutes for unit in self.units if unit.status is Status.DONE)


@dataclass(frozen=True)
class PathState:
    """An edition as one learner, or nobody, sees it. What is counted is in their track."""

    all_modules: list[ModuleState]

    @cached_property
    def modules(self) -> list[ModuleState]:
        return [each for each in self.all_modules if each.units or not each.outside_units]

    @property
    def is_whole(self) -> bool:
        """Whether nothing lies outside the track, if one is followed at all."""
        return not any(module.outside_units for module in self.all_modules)

    @cached_property
    def units(self) -> list[UnitState]:
        return [unit for module in self.modules for unit in module.units]

    @cached_property
    def planned_minutes(self) -> int:
        return sum(module.planned_minutes for module in self.modules)

    @cached_property
    def done_minutes(self) -> int:
        return sum(module.done_minutes for module in self.modules)

    @cached_property
    def done_count(self) -> int:
        return sum(unit.status is Status.DONE for unit in self.units)

    @cached_property
    def skipped_count(self) -> int:
        return sum(unit.status is Status.SKIPPED for unit in self.units)

    @property
    def percent(self) -> int:
        """Done of planned minutes, rounded down, so that 100 means every unit is done."""
        return 100 * self.done_minutes // self.planned_minutes if self.planned_minutes else 0

    @cached_property
    def latest_unit(self) -> UnitState | None:
        """The unit completed last."""
        done = [unit for unit in self.units if unit.completed_at]
        return max(done, key=attrgetter("completed_at"), default=None)

    @cached_property
    def done_on(self) -> date | None:
        """The day the last unit was completed; None while one is open, or if none was."""
        if self.next_unit:
            return None
        return max((unit.done_on for unit in self.units if unit.done_on), default=None)

    @cached_property
    def next_unit(self) -> UnitState | None:
        """The first open unit after the one completed last, else the first open one.

        Kind to people who jump about: they go on from where they are (the rule is The
        Odin Project's). Skipped units are passed over.
        """
        start = self.units.index(self.latest_unit) if self.latest_unit else 0
        ahead = self.units[start:] + self.units[:start]
        return next((unit for unit in ahead if unit.status is Status.OPEN), None)

    @cached_property
    def current_module(self) -> ModuleState | None:
        """The module of the next unit."""
        return next((module for module in self.modules if self.next_unit in module.units), None)


# The track that is followed now, or else was last.
_FOLLOWED = """
        SELECT track_id FROM study_enrolment
        WHERE learner_id = {learner} AND edition_id = {edition}
        ORDER BY ended_at DESC NULLS FIRST, id DESC
        LIMIT 1
"""
# Written in SQL because Today asks for it: having it built took longer than having it answered.
# Nobody's id is NULL, which equals nothing, so an edition as nobody sees it has no progress.
_PATH_ROWS = """
    WITH followed AS ({followed}), selection AS (
        SELECT track.id FROM curriculum_track AS track
        JOIN followed ON followed.track_id = track.id
        WHERE NOT track.has_all_units
    )
    SELECT module.slug, module.title, module.goal, module.milestone, module.position,
        unit.id, unit.slug, unit.title, unit.kind,
        coalesce(placement.minutes, unit.minutes), unit.yields,
        completion.completed_at,
        skip.id IS NOT NULL,
        EXISTS (
            SELECT FROM selection WHERE NOT EXISTS (
                SELECT FROM curriculum_trackunit AS selected
                WHERE selected.track_id = selection.id AND selected.unit_id = unit.id
            )
        ),
        (
            SELECT count(*) FROM study_parkedquestion AS question
            WHERE question.learner_id = {learner} AND question.answered_at IS NULL
                AND question.answered_in_id = unit.id
        ),
        completion.day
    FROM curriculum_placement AS placement
    JOIN curriculum_module AS module ON module.id = placement.module_id
    JOIN curriculum_unit AS unit ON unit.id = placement.unit_id
    LEFT JOIN study_completion AS completion ON completion.unit_id = unit.id
        AND completion.learner_id = {learner} AND completion.undone_at IS NULL
    LEFT JOIN study_skip AS skip ON skip.unit_id = unit.id
        AND skip.learner_id = {learner} AND skip.undone_at IS NULL
    WHERE placement.edition_id = {edition}
    ORDER BY placement.position
"""
PATH_COLUMNS = (
    *("module_slug", "module_title", "goal", "milestone", "position"),
    *("id", "slug", "title", "kind", "minutes", "yields", "completed_at", "is_skipped"),
    *("is_outside", "questions", "day"),
)


def path_rows(*, learner: str, edition: str, followed: str = _FOLLOWED) -> str:
    """The SQL that gives an edition's units, in order, as a learner sees them; one row a unit.

    All are SQL themselves, for a query around it. The rows are what `path_of` takes.
    """
    followed = followed.format(learner=learner, edition=edition)
    return _PATH_ROWS.format(learner=learner, edition=edition, followed=followed)


_PATH_STATE = path_rows(learner="%(learner)s", edition="%(edition)s")
_PATH_ON_TRACK = path_rows(
    learner="%(learner)s",
    edition="%(edition)s",
    followed="SELECT %(track)s::bigint AS track_id",
)


def path_state(edition_id: int, learner: User | None) -> PathState:
    """Read an edition, the learner's track of it, and how each unit stands, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PATH_STATE, {"edition": edition_id, "learner": learner.pk if learner else None}
        )
        return path_of(cursor.fetchall())


def path_on_track(edition_id: int, learner: User, track_id: int | None) -> PathState:
    """An edition as a learner would see it on one of its tracks, or on none. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PATH_ON_TRACK, {"edition": edition_id, "learner": learner.pk, "track": track_id}
        )
        return path_of(cursor.fetchall())


def path_of(rows: Iterable[Sequence[Any]]) -> PathState:
    """Make the path of its rows."""
    return PathState(
        [
            ModuleState(
                slug, title, goal, milestone, position, [UnitState(*row[5:]) for row in units]
            )
            for (slug, title, goal, milestone, position), units in groupby(
                rows, key=lambda row: tuple(row[:5])
            )
        ]
    )


def current_enrolment(learner: User) -> Enrolment | None:
    """What the learner is on, with its edition, its track and their domain, in one query."""
    joined = ("edition__path", "track", "learner__background")
    found = Enrolment.objects.current().filter(learner=learner).with_offer()
    return found.select_related(*joined).first()


def reader_path(person: User | AnonymousUser) -> int | None:
    """The id of the path somebody is on; of the one shown first to who is on none."""
    if isinstance(person, User):
        on = Enrolment.objects.current().filter(learner=person).values_list("edition__path")
        if found := on.first():
            return found[0]
    edition = current_edition()
    return edition.path_id if edition else None


def enrolment_for_today(learner: User) -> Enrolment | None:
    """What the learner is on, with its track and their domain, in one query.

    Without the edition and the path, whose long texts Today would read for nothing.
    """
    joined = ("track", "learner__background")
    needed = (
        *(field.name for field in Enrolment._meta.concrete_fields),
        "track__slug",
        "track__title",
        "track__next_steps",
        "learner__background__domain",
    )
    found = Enrolment.objects.current().filter(learner=learner).with_offer()
    return found.select_related(*joined).only(*needed).first()
