"""The desk in admin: arranging a draft, the dry run, publishing, retiring."""

import pytest
from django.urls import reverse
from django.utils import timezone

from curriculum import actions as editing
from curriculum.models import Edition, Prerequisite, Release, Unit
from curriculum.queries import changes_between, warnings_of
from study import actions
from study.queries import effects_of
from tests.factories import (
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    ResourceFactory,
    StepFactory,
    TrackFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def desk(admin, client):
    client.force_login(admin)
    return client


@pytest.fixture
def draft():
    """Two modules, three units."""
    edition = EditionFactory(version="2", published_at=None, target_minutes=180)
    first, second = (ModuleFactory(edition=edition, position=n) for n in (1, 2))
    for position, (module, title) in enumerate(
        [(first, "One"), (first, "Two"), (second, "Three")], start=1
    ):
        PlacementFactory(module=module, position=position, unit__title=title)
    return edition


def order_of(edition):
    places = edition.placements.order_by("position")
    return list(places.values_list("unit__title", "module__position", "position"))


def posted(edition, changes=()):
    """The form of an edition as a browser would send it, with changes to the fields of rows."""
    data = {
        "path": edition.path_id,
        "version": edition.version,
        "target_minutes": edition.target_minutes,
        "prerequisites": "[]",
        "design_rules": "[]",
        "study_cycle": "[]",
        "yardstick": "{}",
    }
    inlines = {
        "modules": ("position", "title", "slug", "goal", "milestone"),
        "placements": ("position", "module_id", "unit_id"),
        "electives": (),
        "readiness": (),
    }
    for prefix, names in inlines.items():
        rows = list(getattr(edition, prefix).order_by("position"))
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for n, row in enumerate(rows):
            data |= {f"{prefix}-{n}-id": row.pk, f"{prefix}-{n}-edition": edition.pk}
            data |= {
                f"{prefix}-{n}-{name.removesuffix('_id')}": getattr(row, name) for name in names
            }
    return data | dict(changes)


def save(desk, edition, changes):
    address = reverse("admin:curriculum_edition_change", args=[edition.pk])
    return desk.post(address, posted(edition, changes))


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


def test_the_parts_of_a_unit_are_ordered_and_summed(desk):
    unit = UnitFactory(minutes=10)
    steps = [StepFactory(unit=unit, position=n, minutes=30) for n in (1, 2)]
    retired = StepFactory(unit=unit, position=None, is_retired=True, minutes=99)
    prefixes = (
        "steps", "outcomes", "unit_resources", "theory", "prerequisites", "self_checks", "snags",
        "prompts",
    )  # fmt: skip
    data = {f"{p}-{n}": 0 for p in prefixes for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    rows = [*steps, retired]
    data |= {"steps-TOTAL_FORMS": 3, "steps-INITIAL_FORMS": 3}
    for n, (step, position) in enumerate(zip(rows, (2, 1, ""), strict=True)):
        row = {"id": step.pk, "unit": unit.pk, "label": step.label, "minutes": step.minutes}
        data |= {f"steps-{n}-{name}": value for name, value in row.items()}
        data |= {f"steps-{n}-position": position}
    data["steps-2-is_retired"] = "on"
    resources = [ResourceFactory(), ResourceFactory()]
    data |= {"unit_resources-TOTAL_FORMS": 2}
    for n, resource in enumerate(resources):
        data |= {
            f"unit_resources-{n}-unit": unit.pk,
            f"unit_resources-{n}-resource": resource.pk,
            f"unit_resources-{n}-use": "core",
            f"unit_resources-{n}-position": 2 - n,
        }
    data |= {"slug": unit.slug, "title": "T", "summary": "S", "kind": "code", "minutes": 10}

    response = desk.post(
        reverse("admin:curriculum_unit_change", args=[unit.pk]), data | {"yields_instead": "[]"}
    )

    assert response.status_code == 302, response.context["errors"]
    assert list(unit.steps.current()) == steps[::-1]
    assert Unit.objects.get(pk=unit.pk).minutes == 60
    used = unit.unit_resources.order_by("position").values_list("resource", flat=True)
    assert list(used) == [resource.pk for resource in resources[::-1]]


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
    EnrolmentFactory(edition=old.edition)
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
        "learners": 2,
        "logged_minutes": 90,
        "completions": 1,
        "with_target": 0,
        "on_lost_track": 1,
        "finished": 1,
        "touched_learners": 1,
        "touched_minutes": 75,
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


def test_an_empty_draft_is_not_published(desk):
    draft = EditionFactory(published_at=None)

    response = desk.post(reverse("admin:curriculum_edition_publish", args=[draft.pk]), follow=True)

    assert "nothing to publish" in response.text
    assert not Release.objects.exists()


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


def test_a_unit_that_learners_touched_is_refused_with_the_numbers(desk):
    unit = UnitFactory()
    for minutes in (60, 90):
        EntryFactory(unit=unit, minutes=minutes)
    CompletionFactory(unit=unit)
    address = reverse("admin:curriculum_unit_delete", args=[unit.pk])

    response = desk.post(address, {"post": "yes"}, follow=True)

    assert "3 learners, 2 h 30 min touch this. Retire it instead." in response.text
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_a_unit_in_an_edition_is_not_deleted_and_one_nowhere_is(desk):
    placed, unit = PlacementFactory().unit, UnitFactory()

    refused = desk.post(
        reverse("admin:curriculum_unit_delete", args=[placed.pk]), {"post": "yes"}, follow=True
    )
    desk.post(reverse("admin:curriculum_unit_delete", args=[unit.pk]), {"post": "yes"})

    assert "An edition has it." in refused.text
    assert list(Unit.objects.all()) == [placed]


def test_warnings(draft, django_assert_num_queries):
    one, two, three = (place.unit for place in draft.placements.order_by("position"))
    Prerequisite.objects.create(unit=one, requires=two)
    Prerequisite.objects.create(unit=two, requires=one)
    Prerequisite.objects.create(unit=three, requires=UnitFactory(title="Elsewhere"))
    Unit.objects.filter(pk=three.pk).update(kind="build", retired_at=timezone.now())
    StepFactory(unit=two, minutes=60)
    two.unit_resources.create(resource=ResourceFactory(), position=1, use="core")
    ModuleFactory(edition=draft, title="Empty", position=3)
    TrackFactory(edition=draft, title="Short", units=[one, UnitFactory(title="Else")])
    draft.target_minutes = 200

    with django_assert_num_queries(8):
        said = [warning.text for warning in warnings_of(draft)]

    module = draft.modules.get(position=1).title
    assert said == [
        "The units add up to 180 minutes; the target is 200.",
        "The track “Short” has “Else”, which the edition has not.",
        f"The module “{module}” has no unit that builds or publishes something.",
        "The module “Empty” has no unit.",
        "“One” builds on “Two”, which comes after it.",
        "“Three” builds on “Elsewhere”, which the edition has not.",
        "“One” builds on itself, by way of others.",
        "“Two” builds on itself, by way of others.",
        "The steps of “One” add up to 0 minutes, not 60.",
        "“One” has no resource.",
        "“Three” is retired.",
        "The steps of “Three” add up to 0 minutes, not 60.",
        "“Three” has no resource.",
    ]


def test_changes_in_words(draft):
    new = editing.draft_from(edition=draft, version="3")
    places = list(new.placements.order_by("position"))
    new.placements.filter(pk=places[0].pk).update(position=9)
    draft.placements.filter(unit=places[1].unit_id).update(minutes=30)
    TrackFactory(edition=draft, title="Old track")
    TrackFactory(edition=new, title="New track")

    assert changes_between(draft, new).lines == [
        "~ unit moved: Two",
        "~ unit moved: One",
        "+ track New track",
        "- track Old track",
        "~ Two: 30 min, then 60 min",
        "~ in all: 150 min, then 180 min",
    ]
    assert changes_between(draft, draft).lines == []


def test_releasing_twice_is_refused(admin, draft):
    actions.release_edition(draft=draft, by=admin, now=timezone.now())

    with pytest.raises(editing.AlreadyPublishedError):
        actions.release_edition(draft=draft, by=admin, now=timezone.now())
    assert Release.objects.count() == 1
