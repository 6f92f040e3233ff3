"""What pages about the path show: a unit, an edition's guide, the hype check."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import JSONObject

from curriculum.models import (
    Edition,
    Elective,
    HypeCheck,
    HypeQuestion,
    HypeSection,
    Module,
    Outcome,
    Path,
    Placement,
    Prompt,
    Readiness,
    Resource,
    SamplePost,
    SelfCheck,
    Snag,
    Step,
    Theory,
    Track,
    TrackUnit,
    Unit,
    UnitResource,
)

CAREER_ADVICE = "art-career-change"


@dataclass(frozen=True)
class UnitContent:
    """Everything there is to read about a unit, and where it stands in an edition."""

    unit: Unit
    edition: Edition
    placements: list[Placement]
    outcomes: list[str]
    snags: list[str]
    self_checks: list[dict[str, Any]]
    steps: list[Step]
    unit_resources: list[UnitResource]
    theory: list[Theory]
    prerequisites: list[Unit]
    prompts: list[Prompt]

    @cached_property
    def _index(self) -> int | None:
        units = [placement.unit_id for placement in self.placements]
        return units.index(self.unit.pk) if self.unit.pk in units else None

    @property
    def number(self) -> int | None:
        """Where it stands among the units of the edition, or of the track that is followed."""
        return None if self._index is None else self._index + 1

    @property
    def placement(self) -> Placement | None:
        """Its place in the edition, with module and position; none if it has no place there."""
        return None if self._index is None else self.placements[self._index]

    @property
    def minutes(self) -> int:
        """Its estimate as it counts in the edition, or else as it is today."""
        return self.placement.estimate if self.placement else self.unit.minutes

    @property
    def previous_unit(self) -> Unit | None:
        return self.placements[self._index - 1].unit if self._index else None

    @property
    def next_unit(self) -> Unit | None:
        if self._index is None or self._index + 1 == len(self.placements):
            return None
        return self.placements[self._index + 1].unit

    @property
    def unit_count(self) -> int:
        return len(self.placements)

    @property
    def core_resources(self) -> list[UnitResource]:
        return [used for used in self.unit_resources if used.use == UnitResource.Use.CORE]

    @property
    def optional_resources(self) -> list[UnitResource]:
        return [used for used in self.unit_resources if used.use == UnitResource.Use.OPTIONAL]


def current_edition(*, path: str = "", unit: str = "") -> Edition | None:
    """The edition somebody who starts today would follow; none before one is published.

    Of the path with this slug; or else of the first that has the unit; or else of the first.
    """
    offered = Edition.objects.offered().select_related("path", "source_article")
    if path:
        offered = offered.filter(path__slug=path)
    if unit:
        has_it = Exists(Placement.objects.filter(edition=OuterRef("pk"), unit__slug=unit))
        offered = offered.order_by(has_it.desc())
    firsts = [*offered.query.order_by, "path__position", "path", "-published_at", "-pk"]
    return offered.order_by(*firsts).first()


def offered_paths() -> list[Path]:
    """The paths somebody could start on, the first first."""
    editions = Edition.objects.offered().filter(path=OuterRef("pk"))
    return list(Path.objects.filter(Exists(editions)).order_by("position", "pk"))


def unit_page(slug: str, edition: Edition, track: Track | None = None) -> UnitContent:
    """Everything a unit's page shows, in seven queries. Raises `Unit.DoesNotExist`.

    A retired unit, or one of another edition or outside `track`, has content too, only no place.
    """
    unit = (
        Unit.objects.annotate(
            outcome_texts=_texts(Outcome.objects.order_by("position"), "text"),
            snag_texts=_texts(Snag.objects.order_by("position"), "text"),
            self_check_rows=_texts(
                SelfCheck.objects.current(),
                JSONObject(id="pk", question="question", answer="answer"),
            ),
        )
        .filter(slug=slug)
        .get()
    )
    return UnitContent(
        unit=unit,
        edition=edition,
        placements=_placements(edition, track),
        outcomes=unit.outcome_texts,
        snags=unit.snag_texts,
        self_checks=unit.self_check_rows,
        steps=list(unit.steps.current()),
        unit_resources=list(unit.unit_resources.select_related("resource").order_by("position")),
        theory=list(unit.theory.select_related("resource").order_by("position")),
        prerequisites=[
            row.requires for row in unit.prerequisites.select_related("requires").order_by("pk")
        ],
        prompts=list(
            unit.prompts.current().fitting(edition.path_id).order_by("unit_position", "pk")
        ),
    )


def prompt_of_the_day(unit_id: int, edition_id: int, today: date) -> Prompt | None:
    """One of the prompts that follow a unit; another one every day, until they come round."""
    fits = Q(path=None) | Q(path__editions=edition_id)
    found = Prompt.objects.current().filter(fits, unit=unit_id)
    prompts = list(found.order_by("unit_position", "pk"))
    return prompts[today.toordinal() % len(prompts)] if prompts else None


@dataclass(frozen=True)
class LessonOf2017:
    """A lesson of the course of 2017, and the module that has its subject today."""

    number: int
    topic: str
    module: Module | None


@dataclass(frozen=True)
class EditionGuide:
    """What an edition is for, how it was made, for whom, and what comes after it."""

    edition: Edition
    course_of_2017: Resource | None
    career_advice: Resource | None
    lessons_of_2017: list[LessonOf2017]
    tracks: list[Track]
    electives: list[Elective]
    readiness: list[Readiness]
    sample_posts: list[SamplePost]


def edition_guide(edition: Edition) -> EditionGuide:
    modules = {module.slug: module for module in edition.modules.all()}
    yardstick = edition.yardstick
    named = sources(yardstick.get("course", ""), CAREER_ADVICE)
    track_units = TrackUnit.objects.select_related("unit").order_by("position")
    return EditionGuide(
        edition=edition,
        course_of_2017=named.get(_low(yardstick.get("course", ""))),
        career_advice=named.get(_low(CAREER_ADVICE)),
        lessons_of_2017=[
            LessonOf2017(row["lesson_2017"], row["topic_2017"], modules.get(row["module"]))
            for row in yardstick.get("mapping", [])
        ],
        tracks=list(
            edition.tracks.prefetch_related(Prefetch("track_units", track_units)).order_by(
                "position"
            )
        ),
        electives=list(edition.electives.select_related("module", "resource").order_by("position")),
        readiness=list(edition.readiness.order_by("position")),
        sample_posts=list(SamplePost.objects.fitting(edition.path_id).in_order()),
    )


def sources(*slugs: str) -> dict[str, Resource]:
    """Resources that a page's own words refer to, by slug with low lines, for templates."""
    found = Resource.objects.current().filter(slug__in=slugs)
    return {_low(resource.slug): resource for resource in found}


def _low(slug: str) -> str:
    return slug.replace("-", "_")


def hype_check() -> HypeCheck | None:
    """The hype check with its sections and their questions."""
    sections = HypeSection.objects.filter(retired_at=None).order_by("position")
    questions = HypeQuestion.objects.current()
    return (
        HypeCheck.objects.order_by("pk")
        .prefetch_related(
            Prefetch("sections", sections), Prefetch("sections__questions", questions)
        )
        .first()
    )


def _placements(edition: Edition, track: Track | None) -> list[Placement]:
    """The places of an edition, or of a track of it, in order, with no more than names."""
    selected = {} if track is None or track.has_all_units else {"unit__track_units__track": track}
    return list(
        edition.placements.filter(**selected)
        .select_related("module", "unit")
        .only(
            "edition_id",
            "position",
            "minutes",
            "module__slug",
            "module__title",
            "module__position",
            "unit__slug",
            "unit__title",
            "unit__minutes",
        )
        .order_by("position")
    )


def _texts(parts: QuerySet[Any], value: str | JSONObject) -> ArraySubquery:
    """Gather one value of each of a unit's parts, in order, within the unit's own query."""
    return ArraySubquery(parts.filter(unit=OuterRef("pk")).values_list(value))
