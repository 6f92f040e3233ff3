"""The desk in admin: arranging a draft, the dry run, publishing, retiring."""

import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum import actions as editing
from curriculum.models import Edition, Release, Unit
from study.queries import effects_of
from tests.factories import (
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    TrackFactory,
    UnitFactory,
    UserFactory,
)
from tests.study.editions.forms import posted, save

pytestmark = pytest.mark.django_db


def order_of(edition):
    places = edition.placements.order_by("position")
    return list(places.values_list("unit__title", "module__position", "position"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"placements-0-position": 2}, ["Two", "One", "Three"]),
        ({"placements-1-position": 1}, ["Two", "One", "Three"]),
        ({"placements-0-position": ""}, ["Two", "One", "Three"]),
        ({"placements-0-position": 2, "placements-1-position": 1}, ["Two", "One", "Three"]),
        ({"placements-2-position": 1}, ["One", "Two", "Three"]),  # of a later module
        ({"modules-0-position": 2, "modules-1-position": 1}, ["Three", "One", "Two"]),
        ({"placements-1-DELETE": "on"}, ["One", "Three"]),
    ],
)
def test_rows_go_where_their_numbers_say(desk, draft, changes, expected):
    response = save(desk, draft, changes)

    assert response.status_code == 302, response.context["errors"]
    assert [title for title, _module, _position in order_of(draft)] == expected
    assert [position for *_rest, position in order_of(draft)] == [*range(1, len(expected) + 1)]


def test_a_unit_goes_to_another_module_and_stays_that_unit(desk, draft):
    second = draft.modules.get(position=2)
    other = UnitFactory()

    save(desk, draft, {"placements-0-module": second.pk, "placements-0-unit": other.pk})

    assert order_of(draft) == [("Two", 1, 1), ("One", 2, 2), ("Three", 2, 3)]


def test_a_module_of_another_edition_is_refused(desk, draft):
    response = save(desk, draft, {"placements-0-module": ModuleFactory().pk})

    assert "Select a valid choice" in response.text
    assert len(order_of(draft)) == 3


def test_a_unit_is_added_at_the_end(desk, draft):
    unit = UnitFactory(title="Four")
    new = {
        "placements-TOTAL_FORMS": 4,
        "placements-3-edition": draft.pk,
        "placements-3-module": draft.modules.get(position=2).pk,
        "placements-3-unit": unit.pk,
    }

    save(desk, draft, new)

    assert order_of(draft)[-1] == ("Four", 2, 4)


def test_a_published_edition_shows_its_places_and_takes_words(desk, draft):
    editing.publish(edition=draft, now=timezone.now())
    data = posted(draft, {"modules-0-title": "Clearer"})

    page = desk.get(reverse("admin:curriculum_edition_change", args=[draft.pk]))
    response = desk.post(reverse("admin:curriculum_edition_change", args=[draft.pk]), data)

    assert "Published: it stays as it is" in page.text
    assert "placements-0-position" not in page.text
    assert response.status_code == 302, response.context["errors"]
    assert draft.modules.get(position=1).title == "Clearer"


def test_a_draft_from_an_edition(desk, draft):
    address = reverse("admin:curriculum_edition_draft", args=[draft.pk])
    assert "A copy of edition 2" in desk.get(address).text

    taken = desk.post(address, {"version": "2"})
    odd = desk.post(address, {"version": "a/b"})
    made = desk.post(address, {"version": "2.1"})

    assert "Another edition of the path has this version." in taken.text
    assert "A version has letters, digits" in odd.text
    new = Edition.objects.get(version="2.1")
    assert made.url == reverse("admin:curriculum_edition_change", args=[new.pk])
    assert order_of(new) == order_of(draft)


def test_dry_run_and_release(desk, admin, draft):
    old = PlacementFactory(
        module__edition__path=draft.path, module__edition__version="1", unit__title="Old"
    )
    track = TrackFactory(edition=old.edition)
    someone = EnrolmentFactory(edition=old.edition, track=track).learner
    EnrolmentFactory.create_batch(4, edition=old.edition)
    EnrolmentFactory()  # on another path
    CompletionFactory(learner=someone, unit=old.unit)
    EntryFactory(learner=someone, unit=old.unit, minutes=75)
    EntryFactory(learner=someone, unit=None, minutes=15)

    page = desk.get(reverse("admin:curriculum_edition_dry-run", args=[draft.pk])).text

    assert "Held against edition 1" in page
    assert "- unit Old" in page
    assert "+ unit Three" in page
    effects = effects_of(draft, old.edition)
    assert effects.as_dict() == {
        "learners": 5,
        "logged_minutes": None,  # of one learner
        "completions": 1,
        "with_target": 0,
        "on_lost_track": 1,
        "finished": 1,
        "touched_learners": 1,
        "touched_minutes": None,  # of one learner
        "touched_completions": 1,
    }

    address = reverse("admin:curriculum_edition_publish", args=[draft.pk])
    response = desk.post(address, follow=True)

    release = Release.objects.get()
    assert (release.edition, release.by, release.before) == (draft, admin, old.edition)
    assert release.effects == effects.as_dict()
    assert release.diff.splitlines()[0] == f"+ module {draft.modules.get(position=1).title}"
    assert "Edition 2 is out." in response.text
    assert f"Published by {admin.display_name}" in response.text
    assert desk.post(address).status_code == 404  # no draft any more


def test_what_many_logged_is_told(draft):
    old = PlacementFactory(module__edition__path=draft.path, module__edition__version="1")
    for enrolment in EnrolmentFactory.create_batch(5, edition=old.edition):
        EntryFactory(learner=enrolment.learner, unit=old.unit, minutes=20)

    effects = effects_of(draft, old.edition)

    assert (effects.logged_minutes, effects.touched_minutes) == (100, 100)


def test_an_empty_draft_is_not_published(desk):
    draft = EditionFactory(published_at=None)

    response = desk.post(reverse("admin:curriculum_edition_publish", args=[draft.pk]), follow=True)

    assert "nothing to publish" in response.text
    assert not Release.objects.exists()


def test_a_track_without_a_unit_is_named_and_nothing_is_published(desk, draft):
    TrackFactory(edition=draft, title="Short", units=[UnitFactory()])

    response = desk.post(reverse("admin:curriculum_edition_publish", args=[draft.pk]), follow=True)

    assert "The track “Short” has no unit of this edition" in response.text
    draft.refresh_from_db()
    assert draft.is_draft


def test_preview_retire_and_put_back(desk, client, draft):
    made = desk.post(reverse("admin:curriculum_edition_preview", args=[draft.pk]), follow=True)
    draft.refresh_from_db()
    assert reverse("study:preview", args=[draft.preview_key]) in made.text
    desk.post(reverse("admin:curriculum_edition_end-preview", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.preview_key == ""

    editing.publish(edition=draft, now=timezone.now())
    desk.post(reverse("admin:curriculum_edition_retire", args=[draft.pk]))
    assert not Edition.objects.offered().exists()
    desk.post(reverse("admin:curriculum_edition_put-back", args=[draft.pk]))
    assert Edition.objects.offered().get() == draft


@pytest.mark.parametrize("name", ["draft", "publish", "preview", "retire", "put-back"])
def test_who_may_not_change_editions_does_not(client, draft, name):
    client.force_login(UserFactory(is_staff=True))

    response = client.post(reverse(f"admin:curriculum_edition_{name}", args=[draft.pk]))

    assert response.status_code in (403, 404)
    assert Edition.objects.count() == 1
    assert desk_unchanged(draft)


def desk_unchanged(draft):
    draft.refresh_from_db()
    return (draft.published_at, draft.preview_key, draft.retired_at) == (None, "", None)


def test_drafts_may_go_and_published_editions_not(desk, draft):
    address = reverse("admin:curriculum_edition_delete", args=[draft.pk])
    out = PlacementFactory().edition

    desk.post(address, {"post": "yes"})
    refused = desk.post(reverse("admin:curriculum_edition_delete", args=[out.pk]), {"post": "yes"})

    assert refused.status_code == 403
    assert list(Edition.objects.all()) == [out]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (60, "1 h in all, as its target says. 1. Charts: 1 h"),
        (50, "1 h in all, 10 min over the target of 50 min. 1. Charts: 1 h"),
        (90, "1 h in all, 30 min under the target of 1 h 30 min. 1. Charts: 1 h"),
    ],
)
def test_a_published_edition_says_what_it_adds_up_to(desk, target, said):
    edition = EditionFactory(target_minutes=target)
    module = ModuleFactory(edition=edition, position=1, title="Charts")
    place = PlacementFactory(module=module, position=1, minutes=60)
    Unit.objects.filter(pk=place.unit_id).update(minutes=999)

    page = desk.get(reverse("admin:curriculum_edition_change", args=[edition.pk]))

    assert f">{said}</p>" in page.text
