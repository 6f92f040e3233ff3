"""The page of prompts: those that fit the path somebody is on."""

import pytest
from django.urls import reverse

from curriculum.importer import load_builtin
from curriculum.models import Prompt
from tests.curriculum.files import NOW
from tests.factories import EditionFactory, EnrolmentFactory, UnitFactory

pytestmark = pytest.mark.django_db


def prompt(number, **changes):
    values = {
        "slug": f"prompt-{number}",
        "position": number,
        "text": f"Question {number}?",
        "when": "anytime",
        "audience": "you",
        "format": "how-to",
        "minutes": 45,
    }
    return Prompt.objects.create(**values | changes)


@pytest.mark.parametrize("count", [1, 3])
def test_prompts_runs_the_same_queries_however_long_it_is(client, count, django_assert_num_queries):
    for number in range(count):
        prompt(number, when="after_unit", unit=UnitFactory())

    with django_assert_num_queries(3):  # the path, units to choose from, prompts
        response = client.get(reverse("study:prompts"))

    assert len(response.context["prompts"]) == count


def test_prompts_shows_them_all(client):
    load_builtin(now=NOW)

    response = client.get(reverse("study:prompts"))

    assert len(response.context["prompts"]) == 130
    assert "After 10 hours of study." in response.text
    units = [slug for slug, _ in response.context["form"].fields["unit"].choices]
    assert (len(units), units[:2]) == (41, ["", "first-model-today"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["prompt-1", "prompt-2"]),
        ({"format": "explainer"}, ["prompt-2"]),
        ({"when": "anytime"}, ["prompt-2"]),
        ({"unit": "a-unit"}, ["prompt-1"]),
        ({"minutes": "45"}, ["prompt-1"]),
        ({"minutes": "60"}, ["prompt-1", "prompt-2"]),
        ({"format": "how-to", "when": "anytime"}, []),
        ({"format": "poem"}, ["prompt-1", "prompt-2"]),
        ({"minutes": "-1"}, ["prompt-1", "prompt-2"]),
    ],
)
def test_prompts_can_be_narrowed_down(client, query, found):
    prompt(1, when="after_unit", unit=UnitFactory(slug="a-unit"))
    prompt(2, format="explainer", minutes=60)
    prompt(3, retired_at=NOW)

    response = client.get(reverse("study:prompts"), query)

    assert [row.slug for row in response.context["prompts"]] == found


@pytest.mark.parametrize("is_on_second", [False, True])
def test_prompts_are_those_of_the_path_somebody_is_on(learner, learner_client, is_on_second):
    first, second = (EditionFactory(path__position=position) for position in (1, 2))
    for number, path in enumerate([None, first.path, second.path], start=1):
        prompt(number, when="after_unit", unit=UnitFactory(), path=path)
    if is_on_second:
        EnrolmentFactory(learner=learner, edition=second)

    response = learner_client.get(reverse("study:prompts"))

    found = [row.slug for row in response.context["prompts"]]
    assert found == ["prompt-1", "prompt-3" if is_on_second else "prompt-2"]
    assert len(response.context["form"].fields["unit"].choices) == 3
