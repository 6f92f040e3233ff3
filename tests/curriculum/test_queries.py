import datetime as dt

import pytest

from curriculum import queries
from curriculum.importer import load_builtin
from curriculum.models import Edition, Outcome, Prompt, Snag, UnitResource
from tests.curriculum.files import NOW
from tests.factories import (
    EditionFactory,
    ModuleFactory,
    PathFactory,
    PlacementFactory,
    ResourceFactory,
    StepFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def test_current_edition_is_the_newest_that_is_published():
    path = PathFactory()
    EditionFactory(path=path, version="1", published_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    newest = EditionFactory(
        path=path, version="2", published_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    )
    EditionFactory(path=path, version="3", published_at=None)

    assert queries.current_edition() == newest


def test_no_edition_is_current_before_one_is_published():
    EditionFactory(published_at=None)

    assert queries.current_edition() is None


def test_unit_page_has_all_that_the_file_says(django_assert_num_queries):
    load_builtin(now=NOW)
    edition = Edition.objects.get()

    with django_assert_num_queries(7):
        content = queries.unit_page("lesson-1-watch", edition)
        shown = (
            content.unit.title,
            content.placement.module.title,
            content.placement.position,
            content.unit_count,
            content.previous_unit.slug,
            content.next_unit.title,
        )
        resources = [used.resource.slug for used in content.core_resources]
        optional = [used.resource.slug for used in content.optional_resources]
        theory = [(hint.resource.slug, hint.when) for hint in content.theory]

    assert shown == (
        "Watch lesson 1: a working model in minutes",
        "The whole game",
        3,
        40,
        "orient-your-path",
        "Train a classifier on your own pictures",
    )
    assert [(step.label, step.minutes) for step in content.steps] == [
        ("Video", 83),
        ("Pauses, notes, three questions for the forum", 22),
    ]
    assert content.outcomes[0] == "Can describe the steps from raw images to a trained classifier"
    assert (len(content.outcomes), content.snags) == (3, [])
    assert (resources, optional) == (["pdl-l1"], ["art-teaching-philosophy"])
    assert theory == [("math-nn1", "if 'what is a neural network?' keeps nagging")]
    assert [check["question"] for check in content.self_checks] == [
        "Why does so little data suffice in the demonstration?"
    ]
    assert content.self_checks[0]["answer"].startswith("The network was already trained")
    assert [unit.slug for unit in content.prerequisites] == ["first-model-today"]
    assert [prompt.slug for prompt in content.prompts] == [
        "lesson-1-three-surprises",
        "explain-finetuning-to-a-friend",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_unit_page_runs_the_same_queries_however_much_there_is(count, django_assert_num_queries):
    module = ModuleFactory()
    units = [PlacementFactory(module=module).unit for _ in range(count)]
    unit = units[0]
    StepFactory.create_batch(count, unit=unit)
    for position in range(count):
        Outcome.objects.create(unit=unit, position=position, text="Can do it")
        Snag.objects.create(unit=unit, position=position, text="Mind the gap")
        UnitResource.objects.create(
            unit=unit, resource=ResourceFactory(), position=position, use="core"
        )
        unit.theory.create(resource=ResourceFactory(), position=position, when="if you wonder")
        unit.prerequisites.create(requires=UnitFactory())

    with django_assert_num_queries(7):
        content = queries.unit_page(unit.slug, module.edition)
        names = [used.resource.title for used in content.core_resources]
        hints = [hint.resource.title for hint in content.theory]

    assert len(names) == len(hints) == len(content.prerequisites) == len(content.steps) == count
    assert (len(content.outcomes), len(content.snags)) == (count, count)


def test_the_first_and_the_last_unit_have_one_neighbour():
    module = ModuleFactory()
    first, last = (PlacementFactory(module=module).unit for _ in range(2))

    opening = queries.unit_page(first.slug, module.edition)
    ending = queries.unit_page(last.slug, module.edition)

    assert (opening.previous_unit, opening.next_unit) == (None, last)
    assert (ending.previous_unit, ending.next_unit) == (first, None)


def test_a_unit_of_no_edition_has_content_but_no_place():
    edition = PlacementFactory().edition
    unit = UnitFactory(retired_at=NOW)

    content = queries.unit_page(unit.slug, edition)

    assert content.unit == unit
    assert (content.placement, content.previous_unit, content.next_unit) == (None, None, None)


def test_unit_page_leaves_out_what_is_retired():
    placement = PlacementFactory()
    unit = placement.unit
    StepFactory(unit=unit, is_retired=True)
    Prompt.objects.create(
        slug="old",
        position=1,
        when="after_unit",
        unit=unit,
        format="how-to",
        minutes=45,
        retired_at=NOW,
    )

    content = queries.unit_page(unit.slug, placement.edition)

    assert (content.steps, content.prompts) == ([], [])


def test_edition_guide_without_a_yardstick_compares_nothing():
    guide = queries.edition_guide(EditionFactory())

    assert (guide.course_of_2017, guide.lessons_of_2017) == (None, [])
