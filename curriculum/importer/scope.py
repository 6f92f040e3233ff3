"""Which rows a file speaks for: those of its path, unless something else needs them.

A unit, a resource, may be shared. It retires when the path of the file had it, the file does
not name it, and no edition needs it that stays as it is: one of another path, a draft, one
that was published later than the file's. A draft takes nothing away from anybody.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from curriculum.importer.path_rows import Since
from curriculum.importer.schema import CurriculumFile
from curriculum.models import (
    Edition,
    Elective,
    Path,
    Placement,
    Prompt,
    Resource,
    SamplePost,
    Theory,
    Unit,
    UnitResource,
)


@dataclass(frozen=True)
class Scope:
    """The path of a file, and which other editions keep what the file leaves out."""

    path: Path
    slugs: list[str]
    file: CurriculumFile
    of_path: QuerySet[Edition]
    others: QuerySet[Edition]
    is_draft: bool

    @classmethod
    def of(cls, file: CurriculumFile, path: Path, *, publishes: bool) -> Self:
        of_path = Edition.objects.filter(path=path)
        edition = of_path.filter(version=file.meta.version).first()
        others = Edition.objects.exclude(pk=edition.pk) if edition else Edition.objects.all()
        is_draft = not publishes and (edition is None or edition.is_draft)
        if not is_draft:
            newer = Q(published_at__gt=edition.published_at if edition else None)
            stays = ~Q(path=path) | Q(published_at=None)
            others = others.filter(stays | newer if edition and edition.published_at else stays)
        return cls(path, [unit.slug for unit in file.units], file, of_path, others, is_draft)

    def units(self) -> QuerySet[Unit]:
        """Those the file names, and those to retire."""
        needed = Placement.objects.filter(edition__in=self.others).values("unit")
        gone = Q(placements__edition__in=self.of_path) & ~Q(pk__in=needed)
        return Unit.objects.filter(Q(slug__in=self.slugs) | gone).distinct()

    def resources(self) -> QuerySet[Resource]:
        """Those the file names, and those to retire."""
        named = Q(slug__in=[*self.file.resources])
        before = _used_in(self.of_path, Unit.objects.all())
        needed = _used_in(self.others, Unit.objects.exclude(slug__in=self.slugs))
        return Resource.objects.filter(named | (before & ~needed))

    def prompts(self, slugs: list[str]) -> QuerySet[Prompt]:
        """Those of the path, and those of none that a file now claims.

        Prompts after units that another edition of the path keeps are not the file's to name.
        """
        own = Q(path=self.path) & ~self._elsewhere
        return Prompt.objects.filter(own | Q(slug__in=slugs))

    def taken_positions(self, slugs: list[str]) -> set[int]:
        """Where prompts of the path stand that the file does not name and does not retire."""
        others = Prompt.objects.current().filter(self._elsewhere, path=self.path)
        return set(others.exclude(slug__in=slugs).values_list("position", flat=True))

    @property
    def _elsewhere(self) -> Q:
        kept = Placement.objects.filter(edition__in=self.of_path & self.others)
        return Q(unit__in=kept.exclude(unit__slug__in=self.slugs).values("unit"))

    def sample_posts(self) -> QuerySet[SamplePost]:
        urls = [post.url for post in self.file.sample_posts]
        return SamplePost.objects.filter(Q(path=self.path) | Q(path=None, url__in=urls))


def _used_in(editions: QuerySet[Edition], units: QuerySet[Unit]) -> Q:
    """The resources that these editions use: in these units of theirs, or besides."""
    placed = units.filter(placements__edition__in=editions)
    named = editions.exclude(source_article=None)
    courses = editions.annotate(course=KeyTextTransform("course", "yardstick"))
    return (
        Q(pk__in=UnitResource.objects.filter(unit__in=placed).values("resource"))
        | Q(pk__in=Theory.objects.filter(unit__in=placed).values("resource"))
        | Q(pk__in=Elective.objects.filter(edition__in=editions).values("resource"))
        | Q(pk__in=named.values("source_article"))
        | Q(slug__in=courses.exclude(course__isnull=True).values("course"))
    )


def retired_since(
    rows: QuerySet[Unit] | QuerySet[Resource], retired: list[str], now: datetime
) -> Since:
    """When those that a file calls retired did so: what is stored stays."""
    known: dict[str, datetime] = {}
    if retired:
        stored = rows.filter(slug__in=retired).exclude(retired_at=None)
        known = {slug: at for slug, at in stored.values_list("slug", "retired_at") if at}
    return lambda slug: known.get(slug, now)
