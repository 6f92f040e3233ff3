"""A newer edition: the offer, the comparison, moving, staying, and moving back."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from curriculum import actions as editing
from study import actions
from study.models import EditionMove, Enrolment
from study.queries import (
    compare_editions,
    current_enrolment,
    enrolment_for_today,
    path_state,
)
from tests.factories import (
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    EntryFactory,
    PathFactory,
    PlacementFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

LATER = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
LATER_STILL = LATER + dt.timedelta(days=60)


@pytest.fixture
def newer(enrolment):
    """Edition 2: the first unit again, now at 90 minutes, and another instead of the second."""
    first, second = enrolment.edition.placements.order_by("position")
    enrolment.edition.placements.get(pk=first.pk)
    draft = editing.draft_from(edition=enrolment.edition, version="2")
    draft.placements.filter(unit=second.unit_id).delete()
    module = draft.modules.get()
    for position, unit in ((2, UnitFactory(title="A new one", minutes=120)),):
        PlacementFactory(module=module, position=position, unit=unit)
    first.unit.minutes = 90
    first.unit.save(update_fields=["minutes"])
    editing.publish(edition=draft, now=LATER)
    return draft


@pytest.fixture
def units(enrolment):
    return [place.unit for place in enrolment.edition.placements.order_by("position")]


def offer_to(learner):
    assert enrolment_for_today(learner).offer == current_enrolment(learner).offer
    return current_enrolment(learner).offer


def test_a_newer_edition_is_offered(learner, enrolment):
    assert offer_to(learner) is None
    place = PlacementFactory(
        module__edition__path=enrolment.edition.path,
        module__edition__version="2",
        module__edition__published_at=LATER,
    )

    assert offer_to(learner) == "2"
    editing.retire(edition=place.edition, now=LATER)
    assert offer_to(learner) is None


def test_no_other_path_and_no_draft_is_offered(learner, enrolment):
    EditionFactory(path=PathFactory(), version="2", published_at=LATER)
    EditionFactory(path=enrolment.edition.path, version="2", published_at=None)

    assert offer_to(learner) is None


def test_a_no_is_kept_until_one_newer_still(learner, enrolment, newer):
    actions.keep_edition(learner=learner, version="2")
    assert offer_to(learner) is None

    EditionFactory(path=enrolment.edition.path, version="3", published_at=LATER_STILL)
    assert offer_to(learner) == "3"

    actions.keep_edition(learner=learner, version="3")
    assert offer_to(learner) is None


def test_before_and_after(learner, enrolment, units, newer, django_assert_num_queries):
    _first, second = units
    for unit in units:
        CompletionFactory(learner=learner, unit=unit)

    with django_assert_num_queries(2):
        comparison = compare_editions(learner, enrolment, newer)

    assert (comparison.before.percent, comparison.before.planned_minutes) == (100, 90 + 60)
    assert (comparison.after.percent, comparison.after.planned_minutes) == (42, 90 + 120)
    assert [unit.title for unit in comparison.new] == ["A new one"]
    assert [unit.id for unit in comparison.gone] == [second.pk]
    assert [unit.id for unit in comparison.gone_but_done] == [second.pk]
    assert (comparison.open_before, comparison.open_after) == (0, 120)
    assert comparison.loses_track is False


def test_a_published_estimate_stays_when_the_unit_is_mended(learner, enrolment, newer):
    unit = newer.placements.order_by("position").first().unit
    unit.minutes = 30
    unit.save(update_fields=["minutes"])

    assert path_state(newer.pk, learner).planned_minutes == 90 + 120
    comparison = compare_editions(learner, enrolment, newer)
    assert [(old.minutes, new.minutes) for old, new in comparison.retimed] == [(30, 90)]


def test_moving_there_and_back_loses_nothing(learner, enrolment, units, newer):
    track = enrolment.edition.tracks.get(slug="short")
    Enrolment.objects.update(track=track)
    CompletionFactory(learner=learner, unit=units[1])
    EntryFactory(learner=learner, unit=units[1], minutes=70)
    before = path_state(enrolment.edition_id, learner)

    actions.move_to_edition(learner=learner, version="2", now=LATER)

    moved = current_enrolment(learner)
    assert (moved.edition, moved.track.slug, moved.track.edition_id) == (newer, "short", newer.pk)
    assert moved.offer is None
    assert EditionMove.objects.get().from_track == track

    actions.move_to_edition(learner=learner, version="1", now=LATER_STILL)

    back = current_enrolment(learner)
    assert (back.edition, back.track, back.offer) == (enrolment.edition, track, None)
    assert path_state(back.edition_id, learner) == before
    assert learner.entries.get().minutes == 70
    assert EditionMove.objects.count() == 2


def test_without_a_like_track_it_is_the_whole_path(learner, enrolment):
    Enrolment.objects.update(track=enrolment.edition.tracks.get(slug="short"))
    EditionFactory(path=enrolment.edition.path, version="2", published_at=LATER)
    current = current_enrolment(learner)
    newer = current.edition.path.editions.get(version="2")
    assert compare_editions(learner, current, newer).loses_track

    actions.move_to_edition(learner=learner, version="2", now=LATER)

    assert current_enrolment(learner).track is None


def test_nobody_moves_to_what_is_not_offered(learner, enrolment, newer):
    EditionFactory(path=PathFactory(), version="other")
    EditionFactory(path=enrolment.edition.path, version="draft", published_at=None)
    editing.retire(edition=newer, now=LATER)

    for version in ("other", "draft", "2", "1", "nothing"):
        with pytest.raises(actions.NoSuchEditionError):
            actions.move_to_edition(learner=learner, version=version, now=LATER)
        with pytest.raises(actions.NoSuchEditionError):
            actions.keep_edition(learner=learner, version=version)


def test_the_way_back_stays_open_when_it_retires(learner, enrolment, newer):
    actions.move_to_edition(learner=learner, version="2", now=LATER)
    editing.retire(edition=enrolment.edition, now=LATER)

    actions.move_to_edition(learner=learner, version="1", now=LATER_STILL)

    assert current_enrolment(learner).edition == enrolment.edition


def test_a_move_goes_elsewhere(enrolment):
    with pytest.raises(IntegrityError, match="edition_move_goes_elsewhere"):
        EditionMove.objects.create(
            enrolment=enrolment,
            from_edition=enrolment.edition,
            to_edition=enrolment.edition,
            moved_at=LATER,
        )


@pytest.mark.parametrize("page", ["home", "study:path"])
def test_pages_say_that_there_is_one(learner_client, learner, enrolment, newer, page):
    assert "Edition 2 of your path is out." in learner_client.get(reverse(page)).text

    actions.keep_edition(learner=learner, version="2")

    assert "Edition 2 of your path is out." not in learner_client.get(reverse(page)).text


def test_the_page_of_an_edition(learner_client, learner, enrolment, units, newer):
    CompletionFactory(learner=learner, unit=units[1])

    page = learner_client.get(reverse("study:edition", args=["2"])).text

    assert "1 unit is new" in page
    assert "A new one" in page
    assert "You did 1 of them. It stays done" in page
    assert "Follow edition 2" in page
    assert "Keep mine" in page


def test_accepting_and_declining_by_the_page(learner_client, learner, enrolment, newer):
    declined = learner_client.post(reverse("study:decline-edition", args=["2"]), follow=True)
    assert "You stay on your edition." in declined.text

    accepted = learner_client.post(reverse("study:accept-edition", args=["2"]), follow=True)
    assert "You follow edition 2 now." in accepted.text
    assert "Change back to edition 1" in accepted.text
    own = learner_client.get(reverse("study:edition", args=["2"]))
    assert own.url == reverse("study:path")


@pytest.mark.parametrize("version", ["9", "2"])
@pytest.mark.parametrize(
    ("name", "method"),
    [("edition", "get"), ("accept-edition", "post"), ("decline-edition", "post")],
)
def test_an_edition_that_is_not_there(learner_client, learner, version, name, method):
    if version == "9":
        EnrolmentFactory(learner=learner)

    response = getattr(learner_client, method)(reverse(f"study:{name}", args=[version]))

    assert response.status_code == 404


def test_the_unit_page_has_the_estimate_of_the_edition(learner_client, learner, newer):
    actions.move_to_edition(learner=learner, version="2", now=LATER)
    unit = newer.placements.order_by("position").first().unit
    unit.minutes = 15
    unit.save(update_fields=["minutes"])

    assert "about 1 h 30 min" in learner_client.get(unit.get_absolute_url()).text


def test_a_preview_shows_the_draft_to_whoever_has_the_link(client, db):

    draft = PlacementFactory(module__edition__published_at=None, unit__title="To come").edition
    key = editing.preview(edition=draft, now=timezone.now())

    response = client.get(reverse("study:preview", args=[key]))

    assert "To come" in response.text
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    editing.end_preview(edition=draft)
    assert client.get(reverse("study:preview", args=[key])).status_code == 404
