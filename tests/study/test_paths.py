"""More than one path: which one is shown, and which one a learner starts."""

import pytest
from django.urls import reverse

from curriculum.importer import load, load_builtin
from learnpath.demo.paths import SQL_QUESTIONS
from study.models import Enrolment
from tests.curriculum.files import NOW
from tests.factories import EditionFactory, EnrolmentFactory, PlacementFactory

pytestmark = pytest.mark.django_db
PATH = reverse("study:path")


@pytest.fixture
def paths():
    return [
        EditionFactory(path__position=n, path__slug=slug, path__title=f"The path {slug}").path
        for n, slug in enumerate(["one", "two"], start=1)
    ]


def test_the_first_path_is_shown_with_a_link_to_the_other(client, paths):
    first, second = client.get(PATH), client.get(PATH, {"path": "two"})

    assert first.context["edition"].path == paths[0]
    assert f'href="{PATH}?path=two"' in first.text
    assert second.context["edition"].path == paths[1]
    assert f'href="{PATH}?path=one"' in second.text
    assert client.get(PATH, {"path": "three"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_path_runs_the_same_queries_however_many_there_are(
    client, count, django_assert_num_queries
):
    for position in range(count):
        EditionFactory(path__position=position)

    with django_assert_num_queries(3):  # the edition, its units, the paths
        response = client.get(PATH)

    assert len(response.context["other_paths"]) == count - 1


def test_a_single_path_has_no_other(client, paths):
    paths[1].editions.update(retired_at=NOW)

    response = client.get(PATH)

    assert response.context["other_paths"] == []
    assert "Other paths:" not in response.text


def test_a_learner_is_shown_their_own_path(learner, learner_client, paths):
    EnrolmentFactory(learner=learner, edition=paths[1].editions.get())

    response = learner_client.get(PATH, {"path": "one"})

    assert response.context["edition"].path == paths[1]
    assert "Other paths:" not in response.text


def test_a_unit_is_shown_at_its_place_in_the_path_that_has_it(client, paths):
    PlacementFactory(edition=paths[0].editions.get())
    place = PlacementFactory(edition=paths[1].editions.get())

    response = client.get(place.unit.get_absolute_url())

    assert response.context["content"].edition.path == paths[1]
    assert response.context["content"].number == 1


@pytest.mark.parametrize(("chosen", "slug"), [({}, "one"), ({"path": "two"}, "two")])
def test_a_learner_starts_the_path_they_choose(learner, learner_client, paths, chosen, slug):
    today = learner_client.get(reverse("home"))
    assert "Which path?" in today.text

    learner_client.post(reverse("study:start"), chosen)

    assert Enrolment.objects.get(learner=learner).edition.path.slug == slug


def test_a_path_that_is_not_offered_cannot_be_started(learner_client, paths):
    assert learner_client.post(reverse("study:start"), {"path": "x"}).status_code == 404


def test_one_path_is_no_choice(learner_client):
    EditionFactory()

    assert "Which path?" not in learner_client.get(reverse("home")).text


def test_every_page_of_the_second_path_opens(learner, learner_client):
    load_builtin(now=NOW)
    load(SQL_QUESTIONS, now=NOW)
    learner_client.post(reverse("study:start"), {"path": "sql-questions", "questions": "yes"})

    steps = ("background", "track", "domain", "goal")
    pages = [PATH, "/", *(reverse("study:welcome", args=[step]) for step in steps)]
    pages += [
        reverse("study:unit", args=["sql-two-tables"]),
        reverse("study:about") + "?path=sql-questions",
    ]
    shown = {page: learner_client.get(page) for page in pages}

    assert {response.status_code for response in shown.values()} == {200}
    assert "Ask your data" in shown[PATH].text
    about = shown[pages[-1]].text
    assert "I can find my way in a database I have never seen." in about
    assert "2017" not in about.partition("<footer")[0].partition("Notes from 2017")[2]
