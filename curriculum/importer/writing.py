"""Write the three files into the tables, in one transaction."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from curriculum.actions import publish
from curriculum.importer import hype_rows, path_rows, unit_rows
from curriculum.importer.hype_schema import HypeCheckFile
from curriculum.importer.schema import CurriculumFile, PromptsFile
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

type Ids = Mapping[str, int]

# Any number will do, as long as two imports at once use the same.
LOCK = 70_2026


@transaction.atomic
def write(
    file: CurriculumFile, prompts: PromptsFile, hype: HypeCheckFile, *, now: datetime
) -> Changes:
    """Bring all tables in line with the files; an edition that is new is published now.

    A published edition stays as it is: the database refuses to arrange it anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    sync = Sync(now)
    stored = sync.rows(
        Resource.objects.all(),
        path_rows.resources(file),
        match=by("slug"),
        vanished=Sync.retire,
        ignore=["alternative_id"],
    )
    resources = {row.slug: row.pk for row in stored}
    edition = _write_edition(sync, file, resources)
    units = _write_units(sync, file, edition, resources)
    _write_parts(sync, file, edition, units, resources)
    if edition.is_draft:
        publish(edition=edition, now=now)
    _write_library(sync, file, prompts, units)
    _write_hype_check(sync, hype)
    return sync.changes


def _write_edition(sync: Sync, file: CurriculumFile, resources: Ids) -> Edition:
    [path] = sync.rows(
        Path.objects.filter(slug=file.meta.slug),
        [path_rows.path(file)],
        match=by("slug"),
        ignore=["position"],
    )
    [edition] = sync.rows(
        Edition.objects.filter(path=path, version=file.meta.version),
        [path_rows.edition(file, path, resources)],
        match=by("version"),
        ignore=["published_at", "retired_at", "preview_key", "preview_until"],
    )
    return edition


def _write_units(sync: Sync, file: CurriculumFile, edition: Edition, resources: Ids) -> Ids:
    """Write the units and what they are made of. Those that are gone from the path retire."""
    elsewhere = Placement.objects.exclude(edition__path=edition.path_id).values("unit")
    gone = Q(placements__edition__path=edition.path_id) & ~Q(pk__in=elsewhere)
    stored = sync.rows(
        Unit.objects.filter(Q(slug__in=[unit.slug for unit in file.units]) | gone).distinct(),
        unit_rows.units(file),
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


def _write_library(sync: Sync, file: CurriculumFile, prompts: PromptsFile, units: Ids) -> None:
    sync.rows(
        Prompt.objects.all(),
        unit_rows.prompts(file, prompts, units),
        match=by("slug"),
        vanished=Sync.retire,
    )
    sync.rows(SamplePost.objects.all(), path_rows.sample_posts(file), match=by("url"))


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
