"""The rows that a curriculum file wants for the path, its edition and the catalogue."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import Max

from curriculum.importer.schema import CurriculumFile
from curriculum.models import (
    Edition,
    Elective,
    Module,
    Path,
    Placement,
    Readiness,
    Resource,
    SamplePost,
    Track,
    TrackUnit,
)

type Ids = Mapping[str, int]
type Since = Callable[[str], datetime]
"""When what a slug names retired; now, if that is news."""


def path(file: CurriculumFile) -> Path:
    """The path; one that is new comes after those there are, and stays at its position."""
    last = Path.objects.aggregate(last=Max("position"))["last"] or 0
    meta = file.meta
    return Path(slug=meta.slug, title=meta.title, language=meta.language, position=last + 1)


def edition(file: CurriculumFile, path: Path, resources: Ids) -> Edition:
    meta = file.meta
    return Edition(
        path=path,
        version=meta.version,
        compiled_on=meta.compiled,
        target_minutes=meta.target_minutes or meta.total_minutes,
        prerequisites=meta.prerequisites,
        design_rules=meta.design_rules,
        study_cycle=meta.study_cycle,
        yardstick=meta.yardstick_2017.model_dump() if meta.yardstick_2017 else {},
        source_article_id=resources[meta.source_article] if meta.source_article else None,
    )


def resources(file: CurriculumFile, since: Since) -> list[Resource]:
    return [
        Resource(
            slug=slug,
            repo_url=form.repo,
            retired_at=since(slug) if form.retired else None,
            **form.model_dump(exclude={"repo", "retired"}),
        )
        for slug, form in file.resources.items()
    ]


def modules(file: CurriculumFile, edition: Edition) -> list[Module]:
    return [
        Module(
            edition=edition,
            slug=form.slug,
            position=form.order,
            title=form.title,
            goal=form.goal,
            milestone=form.milestone,
        )
        for form in file.modules
    ]


def placements(file: CurriculumFile, edition: Edition, modules: Ids, units: Ids) -> list[Placement]:
    return [
        Placement(
            edition=edition,
            module_id=modules[module.slug],
            unit_id=units[unit.slug],
            position=unit.order,
        )
        for module in file.modules
        for unit in module.units
    ]


def tracks(file: CurriculumFile, edition: Edition) -> list[Track]:
    return [
        Track(
            edition=edition,
            slug=form.slug,
            position=position,
            title=form.title,
            description=form.description,
            target_minutes=form.target_minutes or form.minutes,
            has_all_units=form.units is None,
            skipped_prerequisites_are=form.skipped_prerequisites_are,
            next_steps=form.next_steps,
        )
        for position, form in enumerate(file.tracks, start=1)
    ]


def track_units(file: CurriculumFile, tracks: Ids, units: Ids) -> list[TrackUnit]:
    return [
        TrackUnit(track_id=tracks[form.slug], unit_id=units[slug], position=position)
        for form in file.tracks
        for position, slug in enumerate(form.units or [], start=1)
    ]


def electives(
    file: CurriculumFile, edition: Edition, modules: Ids, resources: Ids
) -> list[Elective]:
    return [
        Elective(
            edition=edition,
            module_id=modules[form.fits_after],
            resource_id=resources[form.ref],
            slug=form.slug,
            position=position,
            title=form.title,
            effort_note=form.effort_note,
            why=form.why,
        )
        for position, form in enumerate(file.electives, start=1)
    ]


def readiness(file: CurriculumFile, edition: Edition) -> list[Readiness]:
    return [
        Readiness(edition=edition, slug=form.slug, position=position, text=form.text)
        for position, form in enumerate(file.exit_check, start=1)
    ]


def sample_posts(file: CurriculumFile, path: Path) -> list[SamplePost]:
    return [
        SamplePost(
            url=form.url,
            path=path,
            position=position,
            title=form.title,
            author=form.author,
            format=form.format,
            is_named_in_article=form.named_in_article,
        )
        for position, form in enumerate(file.sample_posts, start=1)
    ]
