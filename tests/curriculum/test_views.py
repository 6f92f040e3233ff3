import datetime as dt

import pytest
from django.urls import reverse

from curriculum.importer import load_builtin
from curriculum.models import (
    Elective,
    HypeCheck,
    HypeQuestion,
    HypeSection,
    Readiness,
    SamplePost,
)
from tests.curriculum.files import NOW
from tests.factories import (
    EditionFactory,
    ModuleFactory,
    ResourceFactory,
    TrackFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_resources_runs_the_same_queries_however_long_it_is(
    client, count, django_assert_num_queries
):
    unit = UnitFactory()
    for position, resource in enumerate(ResourceFactory.create_batch(count)):
        resource.unit_resources.create(unit=unit, position=position, use="optional")
        resource.theory.create(unit=unit, position=position, when="if you wonder")

    with django_assert_num_queries(5):  # types, resources, units and theory that use them, states
        response = client.get(reverse("study:resources"))

    assert len(response.context["rows"]) == count
    assert response.text.count(unit.get_absolute_url()) == 2 * count


def test_resources_shows_the_whole_catalogue(client):
    load_builtin(now=NOW)

    response = client.get(reverse("study:resources"))

    assert len(response.context["rows"]) == 113
    assert "course.fast.ai" in response.text
    assert 'rel="noopener noreferrer"' in response.text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["Bees", "Ants"]),
        ({"type": "video"}, ["Ants"]),
        ({"q": "bee"}, ["Bees"]),
        ({"q": "howard"}, ["Ants"]),
        ({"type": "video", "q": "bee"}, []),
        ({"type": "no-such-type"}, ["Bees", "Ants"]),
        ({"q": "x" * 101}, ["Bees", "Ants"]),
    ],
)
def test_resources_can_be_narrowed_down(client, query, titles):
    ResourceFactory(title="Ants", type="video", author="Jeremy Howard")
    ResourceFactory(title="Bees", type="article")
    ResourceFactory(title="Cats", retired_at=NOW)

    response = client.get(reverse("study:resources"), query)

    assert [resource.title for resource, _shown in response.context["rows"]] == titles


def hype_check(sections, questions):
    check = HypeCheck.objects.create(
        slug="check", title="A check", sources=[], verdicts=[{"label": "Good", "min_share": 0.7}]
    )
    for s in range(sections):
        section = HypeSection.objects.create(hype_check=check, slug=f"s-{s}", position=s)
        for q in range(questions):
            HypeQuestion.objects.create(section=section, slug=f"q-{s}-{q}", position=q)


@pytest.mark.parametrize("count", [1, 3])
def test_hype_check_runs_the_same_queries_however_long_it_is(
    client, count, django_assert_num_queries
):
    hype_check(count, count)

    with django_assert_num_queries(3):  # the check, its sections, their questions
        response = client.get(reverse("curriculum:hype-check"))

    assert response.text.count("<details") == count * count


def test_hype_check_shows_questions_with_credit(client):
    load_builtin(now=NOW)
    HypeQuestion.objects.filter(slug="stop-rule").update(retired_at=NOW)

    response = client.get(reverse("curriculum:hype-check"))

    assert response.text.count("<details") == 21
    for text in ("after Dan Simonson", "after Stephen Merity", "smerity.com", "from 70 %"):
        assert text in response.text


def test_hype_check_is_not_found_before_it_is_loaded(client):
    assert client.get(reverse("curriculum:hype-check")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_about_runs_the_same_queries_however_long_it_is(client, count, django_assert_num_queries):
    edition = EditionFactory(compiled_on=dt.date(2026, 3, 2), source_article=ResourceFactory())
    for position in range(count):
        module = ModuleFactory(edition=edition)
        place = {"edition": edition, "slug": f"row-{position}", "position": position}
        TrackFactory(**place, units=[UnitFactory()])
        Readiness.objects.create(**place, text="I can.")
        Elective.objects.create(**place, module=module, resource=ResourceFactory())
        SamplePost.objects.create(
            url=f"https://example.org/post/{position}", position=position, format="how-to"
        )

    with django_assert_num_queries(8):
        response = client.get(reverse("study:about"))

    assert response.text.count("I can.") == count


def test_about_shows_what_the_path_is(client):
    load_builtin(now=NOW)

    response = client.get(reverse("study:about"))

    for text in (
        "Edition 2026.11, 70 hours",
        "About one year of coding experience",
        "Product builder",
        "19 h 35 min",
        "2017 view",
        "Collaborative filtering, with a spreadsheet",
        "I can write a training loop",
        "Picking an optimizer for Style Transfer",
        "named in the article",
        "For a change of career:",
        "https://www.fast.ai/2017/03/01/changing-careers/",
    ):
        assert text in response.text


def test_about_is_not_found_before_an_edition_is_published(client):
    assert client.get(reverse("study:about")).status_code == 404


WORDS = ["not-needed", "two-stories", "history"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("not-needed", ["No doctorate", "No CUDA or MPI by hand", "Thomas", "course.fast.ai"]),
        ("two-stories", ["It is all automated", "Only geniuses", "Google Cloud", "Hacker News"]),
        ("two-stories", ["A Super Harsh Guide to Machine Learning", "Who gains:"]),
        ("history", ["Alchemy API", "Saffron", "Metamind", "Bradford Cross", "Data Collective"]),
        ("history", ["TensorFlow", "13 May 2019", "Advice for Better Blog Posts"]),
    ],
)
def test_pages_of_words_name_things_with_source_and_year(
    client, name, words, django_assert_num_queries
):
    load_builtin(now=NOW)

    with django_assert_num_queries(1):
        response = client.get(reverse(f"curriculum:{name}"))

    for text in (*words, "2017 view", "topbots.com", ", 2017,"):
        assert text in response.text


@pytest.mark.parametrize("name", WORDS)
def test_pages_of_words_do_without_their_sources(client, name):
    ResourceFactory(slug="art-topbots", title="Taken away", retired_at=NOW)

    response = client.get(reverse(f"curriculum:{name}"))

    assert response.status_code == 200
    assert "Taken away" not in response.text
    assert "()" not in response.text


@pytest.mark.parametrize(
    ("fields", "marked"),
    [
        ({"year": 2017, "type": "article"}, True),
        ({"year": 2017, "type": "forum-thread"}, True),
        ({"year": 2017, "type": "course"}, False),
        ({"year": 2018, "type": "article"}, False),
        ({"year": None, "type": "article"}, False),
    ],
)
def test_what_somebody_said_in_2017_is_marked(client, fields, marked):
    ResourceFactory(**fields)

    assert ("2017 view" in client.get(reverse("study:resources")).text) is marked


@pytest.mark.parametrize("name", ["hype-check", *WORDS])
def test_the_library_is_only_read(client, name):
    assert client.post(reverse(f"curriculum:{name}")).status_code == 405
