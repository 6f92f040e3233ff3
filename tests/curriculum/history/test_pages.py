"""The pages of the history in admin: the list, a change in words, an object's own, and reverting."""

import re

import pytest
from django.urls import reverse

from curriculum.history import Filters, changes
from curriculum.importer import load_builtin
from curriculum.models import Outcome, SamplePost, Step, Unit
from tests.curriculum.history.acts import act, an_editor, newest, save, signed_in
from tests.factories import (
    EnrolmentFactory,
    PlacementFactory,
    ResourceFactory,
    StepFactory,
    TrackFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:curriculum_changes")


@pytest.fixture
def editor():
    return an_editor(display_name="Ines Weber")


@pytest.fixture
def client(editor):
    return signed_in(editor)


def detail(change):
    return reverse("admin:curriculum_change_detail", args=[change.key])


def revert_page(change):
    return reverse("admin:curriculum_change_revert", args=[change.key])


def change_by(editor):
    return changes(Filters(person=editor.pk), skip=0, limit=9)[0]


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_one_save_with_its_inlines_is_one_change(client, editor):
    unit = UnitFactory(title="Gradients", minutes=60)
    outcome = Outcome.objects.create(unit=unit, position=1, text="Can do")
    parts = {
        "outcomes": [
            {"id": outcome.pk, "position": 1, "text": "Can do", "DELETE": "on"},
            {"position": 2, "text": "Can explain it"},
        ],
        "steps": [{"position": 1, "label": "Read it", "minutes": 30}],
    }

    save(client, unit, parts=parts, title="Gradient descent", kind="read")
    found = changes(Filters(person=editor.pk), skip=0, limit=9)

    assert len(found) == 1
    assert [(str(each.noun), each.total) for each in found[0].counts] == [
        ("unit", 1),
        ("step", 1),
        ("outcomes", 2),
    ]
    words = words_of(client.get(detail(found[0])))
    for said in [
        "Changed Unit “Gradient descent”",
        "Title Gradients Gradient descent",
        "Kind Code Read",
        "Added Step “Read it” of Gradient descent",
        "Deleted Outcome “Can do” of Gradient descent",
        "Added Outcome “Can explain it”",
    ]:
        assert said in words


def test_a_change_says_names_and_not_ids(client, editor):
    unit, resource = UnitFactory(pk=987654), ResourceFactory(title="A book", pk=876543)
    with act("edition", by=editor):
        unit.unit_resources.create(resource=resource, position=1, use="core")
        Unit.objects.filter(pk=unit.pk).update(
            summary="One two three four five six seven eight nine ten, eleven and twelve more."
        )
    with act("change", by=editor) as longer:
        Unit.objects.filter(pk=unit.pk).update(
            summary="One two three four five six SEVEN eight nine ten, eleven and twelve more."
        )
    first, second = changes(Filters(person=editor.pk), skip=0, limit=9)
    texts = {str(each.key): client.get(detail(each)) for each in (first, second)}
    page = texts.pop(str(longer.id))
    [before] = texts.values()

    assert "<del>seven</del><ins>SEVEN</ins>" in page.text
    words = words_of(before)
    assert "Added Unit resource “A book” of " + unit.title in words
    assert "Resource A book" in words
    assert "Use Core" in words
    assert not re.search("987654|876543", before.text + page.text)


@pytest.mark.parametrize("count", [1, 3])
def test_list_runs_the_same_queries_however_long_it_is(
    client, editor, count, django_assert_num_queries
):
    unit = UnitFactory()
    for number in range(count):
        with act(by=editor):
            Unit.objects.filter(pk=unit.pk).update(title=f"Title {number}")
    client.get(LIST)

    with django_assert_num_queries(10):
        page = client.get(LIST, {"person": editor.pk})

    assert len(page.context["changes"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_change_runs_the_same_queries_however_much_it_touched(
    client, editor, count, django_assert_num_queries
):
    units = UnitFactory.create_batch(count)
    with act(by=editor):
        Unit.objects.filter(pk__in=[each.pk for each in units]).update(minutes=90)
    change = change_by(editor)
    client.get(detail(change))

    with django_assert_num_queries(32):
        page = client.get(detail(change))

    assert len(page.context["rows"]) == count


def test_list_is_narrowed_by_person_kind_and_time(client, editor):
    other = UserFactory(display_name="Sam Carter")
    with act(by=editor):
        UnitFactory()
    with act(by=other):
        ResourceFactory()

    def listed(**query):
        return [each.who for each in client.get(LIST, query).context["changes"]]

    assert sorted(listed()) == ["Ines Weber", "Sam Carter"]
    assert listed(person=other.pk) == ["Sam Carter"]
    assert listed(kind="unit") == ["Ines Weber"]
    assert len(listed(since="7")) == 2
    assert listed(kind="prompt") == []
    assert len(listed(kind="user", person="x", since="y")) == 2  # nothing to choose


def test_list_has_pages(client, editor):
    unit = UnitFactory()
    for number in range(21):
        with act(by=editor):
            Unit.objects.filter(pk=unit.pk).update(title=f"Title {number}")

    first, second = (client.get(LIST, {"page": page, "kind": "unit"}) for page in (1, 2))

    assert (len(first.context["changes"]), len(second.context["changes"])) == (
        20,
        2,
    )  # one when it was added
    assert "kind=unit&amp;page=2" in first.text


@pytest.mark.parametrize("key", ["nothing", "20260101T101010.000000", "0" * 32])
def test_there_is_no_page_for_what_is_no_change(client, key):
    for name in ("detail", "revert"):
        assert client.get(reverse(f"admin:curriculum_change_{name}", args=[key])).status_code == 404


def test_a_file_that_is_loaded_is_one_change():
    load_builtin()

    change = newest()

    assert (change.what, change.who) == ("Loaded from a file", "no person")
    assert {str(each.noun) for each in change.counts} >= {"units", "resources", "edition"}


def test_an_action_for_a_selection_is_one_change(client, editor):
    posts = [
        SamplePost.objects.create(
            position=n, url=f"https://example.org/{n}", title=f"P{n}", author="A", format="how-to"
        )
        for n in (1, 2)
    ]
    sent = {"action": "delete_selected", "_selected_action": [each.pk for each in posts]}

    client.post(reverse("admin:curriculum_samplepost_changelist"), sent | {"post": "yes"})

    change = change_by(editor)
    assert (change.what, change.detail) == ("Done for a selection", "delete selected")
    assert [(each.gone, str(each.noun)) for each in change.counts] == [(2, "sample posts")]


def test_object_shows_its_own_history_and_that_of_its_parts(client, editor):
    unit, other = UnitFactory(title="Mine"), UnitFactory(title="Not mine")
    with act(by=editor):
        StepFactory(unit=unit, label="Look at it")
        StepFactory(unit=other, label="Look away")
        Unit.objects.update(minutes=77)

    words = words_of(client.get(reverse("admin:curriculum_unit_history", args=[unit.pk])))

    assert "Ines Weber: Changed" in words
    assert "Added Step “Look at it” of Mine" in words
    assert "Minutes 60 77" in words
    assert "Look away" not in words
    assert "Not mine" not in words


def test_revert_shows_what_it_writes_and_writes_it(client, editor):
    unit = UnitFactory(title="Old")
    save(client, unit, title="New")
    change = change_by(editor)

    page = client.get(revert_page(change))
    assert "Title New Old" in words_of(page)
    unit.refresh_from_db()
    assert unit.title == "New"

    response = client.post(revert_page(change), follow=True)

    unit.refresh_from_db()
    assert unit.title == "Old"
    assert "It is as it was before that change." in response.text
    assert "Reverted a change" in response.text


def test_refusal_is_said_in_words_and_nothing_is_written(client, editor):
    unit = UnitFactory(title="Old")
    save(client, unit, title="New")
    change = change_by(editor)
    with act(by=editor):
        Unit.objects.filter(pk=unit.pk).update(title="Newer")

    page = client.post(revert_page(change))

    assert "title was changed since, by Ines Weber" in page.text
    assert "<form method" not in page.text.split("content-main")[1]
    unit.refresh_from_db()
    assert unit.title == "Newer"


def test_facts_of_learners_stay(client, editor):
    enrolled = EnrolmentFactory()
    unit = PlacementFactory(module__edition=enrolled.edition).unit
    with act(by=editor):
        step = StepFactory(unit=unit)
    step.ticks.create(learner=enrolled.learner)

    client.post(revert_page(change_by(editor)))

    assert Step.objects.get().is_retired
    assert step.ticks.count() == 1


def test_a_track_of_a_published_edition_is_not_taken_away():
    client = signed_in(UserFactory(is_staff=True, is_superuser=True))
    track = TrackFactory()

    page = client.post(
        reverse("admin:curriculum_track_delete", args=[track.pk]), {"post": "yes"}, follow=True
    )

    assert page.status_code == 403
    track.refresh_from_db()


def test_who_may_look_may_not_revert(editor):
    UnitFactory()
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="revert_change"))
    client = signed_in(editor)

    change = newest()

    assert "Revert this change" not in client.get(detail(change)).text
    assert client.post(revert_page(change)).status_code == 403


def test_support_sees_no_changes():
    assert signed_in(UserFactory(is_staff=True)).get(LIST).status_code == 403
