"""Which prompt fits what was just done."""

import datetime as dt

import pytest
from django.utils import timezone

from curriculum.models import Prompt
from nudges import prompts
from nudges.models import Nudge
from nudges.prompts import Library, Used
from nudges.rules import Owed
from tests.factories import PromptFactory, UserFactory

TODAY = dt.date(2026, 5, 20)
LONG_AGO = TODAY - dt.timedelta(days=30)


def prompt(slug, when="after_unit", unit_id=None, **fields):
    return Prompt(slug=slug, when=when, unit_id=unit_id, text="What?", minutes=45, **fields)


SHELF = Library([
    prompt("one", unit_id=7, format="how-to"),
    prompt("two", unit_id=7, format="explainer"),
    prompt("tried", "after_experiment", format="experiment-report"),
    prompt("ten", "after_hours", hours=10, format="how-to"),
    prompt("fifty", "after_hours", hours=50, format="how-to"),
    prompt("any", "anytime", format="explainer"),
])  # fmt: skip


def choose(key, used=(), minutes=0):
    found = prompts.chosen(Owed(key, "Why.", {"a": 1}), used, SHELF, minutes, TODAY)
    return found and found.facts["prompt"]


@pytest.mark.parametrize(
    ("key", "minutes", "slug"),
    [
        ("unit:7", 0, "one"),
        ("unit:8", 0, "any"),
        ("experiment:7", 0, "tried"),
        ("hours:never:1", 9 * 60, "any"),
        ("hours:never:1", 10 * 60, "ten"),
        ("hours:2026-01-01:6", 70 * 60, "fifty"),
    ],
)
def test_the_first_that_fits_the_fact_is_chosen(key, minutes, slug):
    assert choose(key, minutes=minutes) == slug


def test_what_is_owed_gets_the_facts_of_the_prompt():
    found = prompts.chosen(Owed("unit:7", "Why.", {"a": 1}), [], SHELF, 0, TODAY)

    facts = {"a": 1, "prompt": "one", "text": "What?", "format": "how-to", "audience": ""}
    assert found == Owed("unit:7", "Why.", facts | {"minutes": 45})


def test_none_is_given_twice_and_in_the_end_none_is_left():
    first, second = Used("one", "how-to", LONG_AGO), Used("two", "explainer", LONG_AGO)

    assert choose("unit:7", [first]) == "two"
    assert choose("unit:7", [first, second]) == "any"
    assert choose("unit:7", [first, second, Used("any", "how-to", LONG_AGO)]) is None


def test_a_format_not_given_lately_goes_first():
    assert choose("unit:7", [Used("other", "how-to", LONG_AGO)]) == "two"
    both = [Used("a", "how-to", LONG_AGO), Used("b", "explainer", LONG_AGO)]
    assert choose("unit:7", both) == "one"


def test_a_week_lies_between_two():
    assert choose("unit:7", [Used("x", "x", TODAY - dt.timedelta(days=6))]) is None
    assert choose("unit:7", [Used("x", "x", TODAY - dt.timedelta(days=7))]) == "one"


def test_the_same_day_chooses_the_same_again():
    assert choose("unit:7", [Used("one", "how-to", TODAY)]) == "one"


def test_a_prompt_of_another_path_never_fits():
    shelf = Library([
        prompt("theirs", unit_id=7, format="how-to", path_id=1),
        prompt("ours", unit_id=7, format="explainer", path_id=2),
        prompt("all", "anytime", format="how-to"),
    ])  # fmt: skip

    found = {
        path: [each.slug for each in shelf.fitting("unit:7", 0, path)] for path in (1, 2, None)
    }

    assert found == {1: ["theirs", "all"], 2: ["ours", "all"], None: ["all"]}


@pytest.mark.django_db
def test_the_shelf_is_read_in_one_query_without_what_is_retired(django_assert_num_queries):
    kept = PromptFactory()
    PromptFactory(unit=kept.unit, retired_at=timezone.now())

    with django_assert_num_queries(1):
        shelf = prompts.library()

    assert shelf.fitting(f"unit:{kept.unit_id}", 0) == [kept]


@pytest.mark.django_db
def test_what_was_given_is_read_for_many(django_assert_num_queries):
    person = UserFactory()
    for number, (slug, channel) in enumerate([("a", "email"), ("b", "email"), ("b", "in_app")]):
        give(person, slug, channel, TODAY + dt.timedelta(days=min(number, 1)))

    with django_assert_num_queries(1):
        found = prompts.used_by([person.pk, 0])

    newest = Used("b", "how-to", TODAY + dt.timedelta(days=1))
    assert found == {person.pk: [newest, Used("a", "how-to", TODAY)]}


def give(person, slug, channel, day):
    moment = dt.datetime.combine(day, dt.time(12), dt.UTC)
    Nudge.objects.create(
        recipient_id=person.pk,
        kind="blog_prompt",
        channel=channel,
        slot_key=f"unit:{slug}",
        local_date=day,
        due_at=moment,
        next_attempt_at=moment,
        priority=70,
        expires_at=moment + dt.timedelta(days=1),
        reason={"prompt": slug, "format": "how-to"},
    )
