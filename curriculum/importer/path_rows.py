"""The rows that a curriculum file wants for the path, its edition and the catalogue."""

from collections.abc import Mapping

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


def path(file: CurriculumFile) -> Path:
    return Path(slug=file.meta.slug, title=file.meta.title, language=file.meta.language)


def edition(file: CurriculumFile, path: Path, resources: Ids) -> Edition:
    return Edition(
        path=path,
        version=file.meta.version,
        compiled_on=file.meta.compiled,
        target_minutes=file.meta.total_minutes,
        prerequisites=file.meta.prerequisites,
        design_rules=file.meta.design_rules,
        study_cycle=file.meta.study_cycle,
        yardstick=file.meta.yardstick_2017.model_dump(),
        source_article_id=resources[file.meta.source_article],
    )


def resources(file: CurriculumFile) -> list[Resource]:
    return [
        Resource(slug=slug, repo_url=form.repo, **form.model_dump(exclude={"repo"}))
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
            target_minutes=form.minutes,
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


def sample_posts(file: CurriculumFile) -> list[SamplePost]:
    return [
        SamplePost(
            url=form.url,
            position=position,
            title=form.title,
            author=form.author,
            format=form.format,
            is_named_in_article=form.named_in_article,
        )
        for position, form in enumerate(file.sample_posts, start=1)
    ]
