"""Write the three files into the tables, in one transaction."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from curriculum.actions import publish
from curriculum.importer import hype_rows, path_rows, unit_rows
from curriculum.importer.hype_schema import HypeCheckFile
from curriculum.importer.parsing import Parsed
from curriculum.importer.schema import CurriculumFile, PromptsFile
from curriculum.importer.scope import Scope, retired_since
from curriculum.importer.sync import Changes, Sync, by
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
    Prerequisite,
    Readiness,
    Resource,
    SelfCheck,
    Snag,
    Step,
    Theory,
    Track,
    TrackUnit,
    Unit,
    UnitResource,
)

type Ids = Mapping[str, int]

# Any number will do, as long as two imports at once use the same.
LOCK = 70_2026


@transaction.atomic
def write(parsed: Parsed, *, now: datetime, publishes: bool) -> Changes:
    """Bring the tables in line with the files; an edition that is a draft is published now.

    Unless `publishes` is false: then it stays a draft, and nothing retires.
    A published edition stays as it is: the database refuses to arrange it anew."""
    file = parsed.curriculum.said
    sync = Sync(now)
    path = _write_path(sync, file)
    scope = Scope.of(file, path, publishes=publishes)
    resources = _write_resources(sync, scope)
    edition = _write_edition(sync, file, path, resources)
    units = _write_units(sync, scope, resources)
    _write_parts(sync, file, edition, units, resources)
    if edition.is_draft and publishes:
        publish(edition=edition, now=now)
    _write_library(sync, scope, parsed.prompts.said if parsed.prompts else None, units)
    if parsed.hype:
        _write_hype_check(sync, parsed.hype.said)
    return sync.changes


def take_turns() -> None:
    """Wait until no other import runs, to the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _write_path(sync: Sync, file: CurriculumFile) -> Path:
    [path] = sync.rows(
        Path.objects.filter(slug=file.meta.slug),
        [path_rows.path(file)],
        match=by("slug"),
        ignore=["position"],
    )
    return path


def _write_resources(sync: Sync, scope: Scope) -> Ids:
    forms = scope.file.resources
    retired = [slug for slug, form in forms.items() if form.retired]
    stored = sync.rows(
        scope.resources(),
        path_rows.resources(scope.file, retired_since(Resource.objects.all(), retired, sync.now)),
        match=by("slug"),
        vanished=Sync.retire,
        ignore=["alternative_id"],
    )
    return {row.slug: row.pk for row in stored}


def _write_edition(sync: Sync, file: CurriculumFile, path: Path, resources: Ids) -> Edition:
    [edition] = sync.rows(
        Edition.objects.filter(path=path, version=file.meta.version),
        [path_rows.edition(file, path, resources)],
        match=by("version"),
        ignore=["published_at", "retired_at", "preview_key", "preview_until"],
    )
    return edition


def _write_units(sync: Sync, scope: Scope, resources: Ids) -> Ids:
    """Write the units and what they are made of. Those that are gone from the path retire."""
    file = scope.file
    retired = [unit.slug for unit in file.units if unit.retired]
    stored = sync.rows(
        scope.units(),
        unit_rows.units(file, retired_since(Unit.objects.all(), retired, sync.now)),
        match=by("slug"),
        vanished=Sync.retire,
    )
    ids = {unit.slug: unit.pk for unit in stored}
    of_units = {"unit__in": [*ids.values()]}
    sync.rows(
        Step.objects.filter(**of_units),
        unit_rows.steps(file, ids),
        match=unit_rows.match_steps,
        vanished=Sync.retire_parts,
    )
    place = by("unit_id", "position")
    sync.rows(Outcome.objects.filter(**of_units), unit_rows.outcomes(file, ids), match=place)
    sync.rows(
        SelfCheck.objects.filter(**of_units),
        unit_rows.self_checks(file, ids),
        match=unit_rows.match_self_checks,
        vanished=Sync.retire_parts,
    )
    sync.rows(Snag.objects.filter(**of_units), unit_rows.snags(file, ids), match=place)
    sync.rows(
        Theory.objects.filter(**of_units), unit_rows.theory(file, ids, resources), match=place
    )
    sync.rows(
        UnitResource.objects.filter(**of_units),
        unit_rows.unit_resources(file, ids, resources),
        match=by("unit_id", "resource_id"),
    )
    sync.rows(
        Prerequisite.objects.filter(**of_units),
        unit_rows.prerequisites(file, ids),
        match=by("unit_id", "requires_id"),
    )
    return ids


def _write_parts(
    sync: Sync, file: CurriculumFile, edition: Edition, units: Ids, resources: Ids
) -> None:
    """Write what belongs to the edition alone: its modules, tracks, electives, statements."""
    slug = by("slug")
    stored = sync.rows(
        Module.objects.filter(edition=edition), path_rows.modules(file, edition), match=slug
    )
    modules = {module.slug: module.pk for module in stored}
    sync.rows(
        Placement.objects.filter(edition=edition),
        path_rows.placements(file, edition, modules, units),
        match=by("unit_id"),
        ignore=["minutes"],
    )
    tracks = sync.rows(
        Track.objects.filter(edition=edition), path_rows.tracks(file, edition), match=slug
    )
    sync.rows(
        TrackUnit.objects.filter(track__edition=edition),
        path_rows.track_units(file, {track.slug: track.pk for track in tracks}, units),
        match=by("track_id", "unit_id"),
    )
    sync.rows(
        Elective.objects.filter(edition=edition),
        path_rows.electives(file, edition, modules, resources),
        match=slug,
    )
    sync.rows(
        Readiness.objects.filter(edition=edition), path_rows.readiness(file, edition), match=slug
    )


def _write_library(sync: Sync, scope: Scope, prompts: PromptsFile | None, units: Ids) -> None:
    """Write prompts, if any were given, and posts. They are no edition's but the path's."""
    if prompts is not None:
        slugs = [form.slug for form in prompts.prompts]
        taken = scope.taken_positions(slugs)
        sync.rows(
            scope.prompts(slugs),
            unit_rows.prompts(scope.file, prompts, scope.path, units, taken),
            match=by("slug"),
            vanished=Sync.keep if scope.is_draft else Sync.retire,
        )
    sync.rows(
        scope.sample_posts(),
        path_rows.sample_posts(scope.file, scope.path),
        match=by("url"),
        vanished=Sync.keep if scope.is_draft else None,
    )


def _write_hype_check(sync: Sync, hype: HypeCheckFile) -> None:
    [check] = sync.rows(
        HypeCheck.objects.filter(slug=hype.meta.slug),
        [hype_rows.hype_check(hype)],
        match=by("slug"),
    )
    sections = sync.rows(
        HypeSection.objects.filter(hype_check=check),
        hype_rows.sections(hype, check),
        match=by("slug"),
        vanished=Sync.retire,
    )
    sync.rows(
        HypeQuestion.objects.filter(section__hype_check=check),
        hype_rows.questions(hype, {section.slug: section.pk for section in sections}),
        match=by("slug"),
        vanished=Sync.retire,
    )
