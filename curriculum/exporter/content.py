"""Everything an edition is made of, as it is stored now, in as many queries as there are tables."""

from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Prefetch, Q, QuerySet

from curriculum.importer.checks import BUILT_IN, COURSE_HOME
from curriculum.models import (
    Edition,
    Elective,
    Module,
    Outcome,
    Placement,
    Prerequisite,
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


@dataclass(frozen=True)
class UnitRows:
    """A unit at its place, with its parts in order."""

    position: int
    unit: Unit
    prompts: list[str]

    @property
    def steps(self) -> list[Step]:
        return list(self.unit.steps.all())

    @property
    def outcomes(self) -> list[str]:
        return [outcome.text for outcome in self.unit.outcomes.all()]

    @property
    def snags(self) -> list[str]:
        return [snag.text for snag in self.unit.snags.all()]

    @property
    def self_checks(self) -> list[SelfCheck]:
        return list(self.unit.self_checks.all())

    @property
    def resources(self) -> list[UnitResource]:
        return list(self.unit.unit_resources.all())

    @property
    def theory(self) -> list[Theory]:
        return list(self.unit.theory.all())

    @property
    def prerequisites(self) -> list[str]:
        return [row.requires.slug for row in self.unit.prerequisites.all()]


@dataclass(frozen=True)
class EditionContent:
    """An edition with all its rows, and the prompts and posts of its path."""

    edition: Edition
    modules: list[Module]
    placements: list[Placement]
    prompts: list[Prompt]
    tracks: list[Track]
    electives: list[Elective]
    readiness: list[Readiness]
    sample_posts: list[SamplePost]
    resources: list[Resource]

    @classmethod
    def of(cls, edition: Edition) -> Self:
        edition = Edition.objects.select_related("path", "source_article").get(pk=edition.pk)
        units = Placement.objects.filter(edition=edition).values("unit")
        prompts = Prompt.objects.current().filter(path=edition.path_id)
        track_units = TrackUnit.objects.select_related("unit").order_by("position")
        return cls(
            edition=edition,
            modules=list(edition.modules.order_by("position")),
            placements=list(_with_parts(edition.placements.order_by("position"))),
            prompts=list(prompts.filter(Q(unit=None) | Q(unit__in=units)).with_units().in_order()),
            tracks=list(
                edition.tracks.order_by("position").prefetch_related(
                    Prefetch("track_units", track_units)
                )
            ),
            electives=list(
                edition.electives.select_related("resource", "module").order_by("position")
            ),
            readiness=list(edition.readiness.order_by("position")),
            sample_posts=list(edition.path.sample_posts.order_by("position", "pk")),
            resources=list(_resources(edition, units)),
        )

    @property
    def minutes(self) -> int:
        """What its units add up to by today's estimates."""
        return sum(placement.unit.minutes for placement in self.placements)

    def units_of(self, module: Module) -> list[UnitRows]:
        return [
            UnitRows(placement.position, placement.unit, self._prompts_of(placement.unit))
            for placement in self.placements
            if placement.module_id == module.pk
        ]

    def _prompts_of(self, unit: Unit) -> list[str]:
        own = [prompt for prompt in self.prompts if prompt.unit_id == unit.pk]
        own.sort(key=lambda prompt: (prompt.unit_position or len(self.prompts), prompt.pk))
        return [prompt.slug for prompt in own]


def _with_parts(placements: QuerySet[Placement]) -> QuerySet[Placement]:
    uses = UnitResource.objects.select_related("resource").order_by("position")
    theory = Theory.objects.select_related("resource").order_by("position")
    before = Prerequisite.objects.select_related("requires").order_by("pk")
    return placements.select_related("unit").prefetch_related(
        Prefetch("unit__steps", Step.objects.current()),
        Prefetch("unit__outcomes", Outcome.objects.order_by("position")),
        Prefetch("unit__snags", Snag.objects.order_by("position")),
        Prefetch("unit__self_checks", SelfCheck.objects.current()),
        Prefetch("unit__unit_resources", uses),
        Prefetch("unit__theory", theory),
        Prefetch("unit__prerequisites", before),
    )


def _resources(edition: Edition, units: QuerySet[Any]) -> QuerySet[Resource]:
    """Those the edition uses, by name: the catalogue has more, and no order of its own."""
    slugs = [edition.yardstick.get("course", "")]
    if edition.path.slug == BUILT_IN:
        slugs.append(COURSE_HOME)
    return Resource.objects.filter(
        Q(pk__in=UnitResource.objects.filter(unit__in=units).values("resource"))
        | Q(pk__in=Theory.objects.filter(unit__in=units).values("resource"))
        | Q(pk__in=Elective.objects.filter(edition=edition).values("resource"))
        | Q(pk=edition.source_article_id)
        | Q(slug__in=slugs)
    ).order_by("slug")
