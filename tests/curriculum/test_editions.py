"""Drafts, previews, publishing, retiring; and what a published edition refuses."""

import datetime as dt

import pgtrigger
import pytest
from django.db import IntegrityError, transaction

from curriculum import actions
from curriculum.importer import load_builtin
from curriculum.models import Edition, Module, Placement, Track, TrackUnit, Unit
from curriculum.models.frozen import is_frozen
from curriculum.queries import current_edition
from tests.curriculum.files import LATER, NOW
from tests.factories import (
    EditionFactory,
    ModuleFactory,
    PathFactory,
    PlacementFactory,
    TrackFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

PARTS = ("modules", "placements", "tracks", "electives", "readiness")


def said(edition, part):
    """What the rows of a part say, without the ids that differ from edition to edition."""
    left_out = {"id", "edition_id", "module_id", "minutes"}
    rows = getattr(edition, part).order_by("position").values()
    return [{name: row[name] for name in row.keys() - left_out} for row in rows]


def test_a_draft_is_a_copy_that_shares_its_units():
    load_builtin(now=NOW)
    edition = Edition.objects.get()
    units = Unit.objects.count()

    draft = actions.draft_from(edition=edition, version="2027.1")

    assert (draft.version, draft.published_at, draft.target_minutes) == ("2027.1", None, 4200)
    assert {part: said(draft, part) for part in PARTS} == {
        part: said(edition, part) for part in PARTS
    }
    places = draft.placements.select_related("module").order_by("position")
    assert {place.module.edition_id for place in places} == {draft.pk}
    assert set(places.values_list("minutes", flat=True)) == {None}
    for track in edition.tracks.all():
        chosen = track.track_units.order_by("position").values_list("unit", "position")
        copy = draft.tracks.get(slug=track.slug).track_units.order_by("position")
        assert list(copy.values_list("unit", "position")) == list(chosen)
    assert Unit.objects.count() == units
    assert current_edition() == edition


def test_a_version_is_there_once():
    edition = EditionFactory(version="1")

    with pytest.raises(actions.VersionTakenError):
        actions.draft_from(edition=edition, version="1")

    assert Edition.objects.get() == edition


def test_publishing_fixes_the_minutes():
    placement = PlacementFactory(module__edition__published_at=None, unit__minutes=90)
    draft = placement.edition
    key = actions.preview(edition=draft, now=NOW)

    actions.publish(edition=draft, now=LATER)

    draft.refresh_from_db()
    placement.refresh_from_db()
    assert (draft.published_at, placement.minutes) == (LATER, 90)
    assert not Edition.objects.previewed(key, NOW).exists()
    with pytest.raises(actions.AlreadyPublishedError):
        actions.publish(edition=draft, now=LATER)
    with pytest.raises(actions.AlreadyPublishedError):
        actions.preview(edition=draft, now=LATER)


def test_a_draft_without_units_is_not_published():
    draft = ModuleFactory(edition__published_at=None).edition

    with pytest.raises(actions.NothingToPublishError):
        actions.publish(edition=draft, now=NOW)


def test_a_draft_with_a_track_of_no_unit_of_it_is_not_published():
    draft = PlacementFactory(module__edition__published_at=None).edition
    TrackFactory(edition=draft, title="Short", units=[UnitFactory()])

    with pytest.raises(actions.NothingToPublishError, match="Short"):
        actions.publish(edition=draft, now=NOW)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_preview_ends_by_itself_by_a_new_one_and_by_hand():
    draft = EditionFactory(published_at=None)

    first = actions.preview(edition=draft, now=NOW)
    assert list(Edition.objects.previewed(first, NOW)) == [draft]
    assert not Edition.objects.previewed(first, NOW + dt.timedelta(days=7)).exists()
    assert not Edition.objects.previewed("", NOW).exists()

    second = actions.preview(edition=draft, now=NOW)
    assert not Edition.objects.previewed(first, NOW).exists()
    assert list(Edition.objects.previewed(second, NOW)) == [draft]

    actions.end_preview(edition=draft)
    assert not Edition.objects.previewed(second, NOW).exists()


def test_a_retired_edition_is_offered_to_nobody_until_it_is_put_back():
    edition = EditionFactory()

    actions.retire(edition=edition, now=LATER)
    assert current_edition() is None

    actions.put_back(edition=edition)
    assert current_edition() == edition


def test_a_draft_is_not_retired():
    draft = EditionFactory(published_at=None)

    actions.retire(edition=draft, now=NOW)

    draft.refresh_from_db()
    assert draft.retired_at is None
    with pytest.raises(IntegrityError, match="edition_retired_after_it_was_published"):
        Edition.objects.update(retired_at=NOW)


def test_a_preview_has_an_end():
    EditionFactory(published_at=None)

    with pytest.raises(IntegrityError, match="edition_preview_ends"):
        Edition.objects.update(preview_key="x")


def test_newcomers_follow_the_first_path():
    second, first = (PathFactory(position=position) for position in (2, 1))
    EditionFactory(path=second, published_at=LATER)
    edition = EditionFactory(path=first, published_at=NOW)

    assert current_edition() == edition


@pytest.fixture
def published(db):
    module = ModuleFactory()
    PlacementFactory(module=module, position=1)
    TrackFactory(edition=module.edition, units=[UnitFactory()])
    return module.edition


@pytest.mark.parametrize(
    "change",
    [
        lambda edition: edition.placements.all().delete(),
        lambda edition: edition.placements.update(position=7),
        lambda edition: edition.placements.update(minutes=7),
        lambda edition: edition.placements.update(unit=UnitFactory()),
        lambda edition: Placement.objects.create(
            edition=edition, module=edition.modules.get(), unit=UnitFactory(), position=9
        ),
        lambda edition: edition.placements.update(edition=EditionFactory(published_at=None)),
        lambda edition: edition.modules.update(position=7),
        lambda edition: edition.modules.update(slug="other"),
        lambda edition: Module.objects.create(edition=edition, slug="new", position=9),
        lambda edition: Track.objects.create(
            edition=edition, slug="new", position=9, target_minutes=60
        ),
        lambda edition: edition.tracks.update(target_minutes=61),
        lambda edition: TrackUnit.objects.filter(track__edition=edition).delete(),
        lambda edition: TrackUnit.objects.update(position=9),
        lambda edition: TrackUnit.objects.create(
            track=edition.tracks.get(), unit=UnitFactory(), position=9
        ),
        lambda edition: Edition.objects.filter(pk=edition.pk).update(published_at=None),
        lambda edition: Edition.objects.filter(pk=edition.pk).update(version="9"),
        lambda edition: Edition.objects.filter(pk=edition.pk).update(target_minutes=9),
        lambda edition: Edition.objects.filter(pk=edition.pk).update(path=PathFactory()),
    ],
)
def test_a_published_edition_stays_as_it_is(published, change):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        change(published)

    assert is_frozen(refused.value)


def test_the_words_of_a_published_edition_may_be_mended(published):
    published.modules.update(title="Better", goal="Clearer.")
    published.tracks.update(description="Clearer.")
    Edition.objects.update(design_rules=["Doing first."])

    assert published.modules.get().title == "Better"


def test_a_draft_may_be_arranged_and_taken_away():
    placement = PlacementFactory(module__edition__published_at=None)
    track = TrackFactory(edition=placement.edition, units=[placement.unit])

    placement.edition.placements.update(position=5)
    track.track_units.update(position=5)
    placement.edition.delete()

    assert not Edition.objects.exists()
    assert not Module.objects.exists()


def test_other_refusals_are_not_taken_for_this_one():
    EditionFactory(version="1")

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Edition.objects.update(target_minutes=0)

    assert is_frozen(refused.value)  # the trigger comes first
    with (
        pgtrigger.ignore("curriculum.Edition:frozen"),
        pytest.raises(IntegrityError) as refused,
        transaction.atomic(),
    ):
        Edition.objects.update(target_minutes=0)
    assert not is_frozen(refused.value)
