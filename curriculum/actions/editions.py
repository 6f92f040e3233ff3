"""The life of an edition: a draft made from another, a preview, out, and retired."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Exists, OuterRef

from curriculum.models import (
    Edition,
    Elective,
    Module,
    Placement,
    Readiness,
    Track,
    TrackUnit,
)

PREVIEW_LASTS = timedelta(days=7)


class AlreadyPublishedError(Exception):
    """It is out: what was to be done can only be done with a draft."""


class NothingToPublishError(Exception):
    """A path without a unit teaches nothing; nor does a track, whose title is the argument then."""


class VersionTakenError(Exception):
    """Another edition of the path has this version."""


@transaction.atomic
def draft_from(*, edition: Edition, version: str) -> Edition:
    """Copy an edition as a draft of another version: modules, places, tracks, and the rest.

    Units are shared, not copied. Raises `VersionTakenError`.
    """
    draft = Edition.objects.get(pk=edition.pk)
    draft.pk, draft.version, draft.compiled_on = None, version, None
    draft.published_at = draft.retired_at = draft.preview_until = None
    draft.preview_key = ""
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        raise VersionTakenError(version) from error
    modules = _copied(Module.objects.filter(edition=edition), edition=draft)
    places = _copies(Placement.objects.filter(edition=edition), edition=draft, minutes=None)
    electives = _copies(Elective.objects.filter(edition=edition), edition=draft)
    for place in places:
        place.module_id = modules[place.module_id].pk
    for elective in electives:
        elective.module_id = modules[elective.module_id].pk
    Placement.objects.bulk_create(places)
    Elective.objects.bulk_create(electives)
    _copied(Readiness.objects.filter(edition=edition), edition=draft)
    tracks = _copied(Track.objects.filter(edition=edition), edition=draft)
    chosen = _copies(TrackUnit.objects.filter(track__edition=edition))
    for copy in chosen:
        copy.track_id = tracks[copy.track_id].pk
    TrackUnit.objects.bulk_create(chosen)
    return draft


def _copies[M: models.Model](rows: models.QuerySet[M], **fields: object) -> list[M]:
    """The rows as new ones, not yet saved, with these fields instead of their own."""
    copies = list(rows.order_by("pk"))
    for copy in copies:
        copy.pk = None
        copy._state.adding = True
        for name, value in fields.items():
            setattr(copy, name, value)
    return copies


def _copied[M: models.Model](rows: models.QuerySet[M], **fields: object) -> dict[int, M]:
    """The rows saved as new ones, by the ids of those they were copied from."""
    old: Sequence[int] = list(rows.order_by("pk").values_list("pk", flat=True))
    new = rows.model._default_manager.bulk_create(_copies(rows, **fields))
    return dict(zip(old, new, strict=True))


_FIX_MINUTES = """
    UPDATE curriculum_placement AS placement SET minutes = unit.minutes
    FROM curriculum_unit AS unit
    WHERE unit.id = placement.unit_id AND placement.edition_id = %s
"""


@transaction.atomic
def publish(*, edition: Edition, now: datetime) -> None:
    """Offer a draft to learners. From now on it stays as it is, its estimates included.

    Raises `AlreadyPublishedError` and `NothingToPublishError`.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if not locked.is_draft:
        raise AlreadyPublishedError
    if not locked.placements.exists():
        raise NothingToPublishError
    if empty := _empty_track(locked):
        raise NothingToPublishError(empty.title)
    with connection.cursor() as cursor:
        cursor.execute(_FIX_MINUTES, [edition.pk])
    edition.published_at = now
    edition.preview_key, edition.preview_until = "", None
    edition.save(update_fields=["published_at", "preview_key", "preview_until"])


def _empty_track(edition: Edition) -> Track | None:
    """A track of which the edition has no unit: nobody could finish it."""
    on_path = TrackUnit.objects.filter(track=OuterRef("pk"), unit__placements__edition=edition)
    chosen = edition.tracks.filter(has_all_units=False)
    return chosen.exclude(Exists(on_path)).order_by("position").first()


def retire(*, edition: Edition, now: datetime) -> None:
    """Offer a published edition to nobody any more. Whoever is on it stays."""
    Edition.objects.offered().filter(pk=edition.pk).update(retired_at=now)


def put_back(*, edition: Edition) -> None:
    """Offer a retired edition again."""
    Edition.objects.filter(pk=edition.pk).update(retired_at=None)


def preview(*, edition: Edition, now: datetime) -> str:
    """Make a link's key that shows a draft for a week; one made before shows it no more.

    Raises `AlreadyPublishedError`: anybody may look at what is published.
    """
    key = secrets.token_urlsafe(32)  # 256 random bits
    changed = Edition.objects.drafts().filter(pk=edition.pk)
    if not changed.update(preview_key=key, preview_until=now + PREVIEW_LASTS):
        raise AlreadyPublishedError
    return key


def end_preview(*, edition: Edition) -> None:
    """Let the link show nothing any more."""
    Edition.objects.filter(pk=edition.pk).update(preview_key="", preview_until=None)
