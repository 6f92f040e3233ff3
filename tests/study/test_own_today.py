"""Today says when questions wait at the next unit."""

import pytest
from django.urls import reverse

from study.queries import path_state
from tests.factories import CompletionFactory, EnrolmentFactory, PlacementFactory, SkipFactory
from tests.own_factories import ParkedQuestionFactory


@pytest.fixture
def units(learner):
    first = PlacementFactory(position=1)
    EnrolmentFactory(learner=learner, edition=first.edition)
    rest = [PlacementFactory(module=first.module, position=number) for number in (2, 3)]
    return [placement.unit for placement in (first, *rest)]


@pytest.mark.parametrize(
    ("count", "words"), [(1, "A question you parked waits"), (3, "3 questions you parked wait")]
)
def test_today_says_how_many_wait(
    learner_client, learner, units, count, words, django_assert_num_queries
):
    CompletionFactory(learner=learner, unit=units[0])
    ParkedQuestionFactory.create_batch(count, learner=learner, answered_in=units[1])

    with django_assert_num_queries(7):  # and the prepared one, which is not counted
        page = learner_client.get(reverse("home"))

    assert words in page.text


def test_today_is_silent_about_what_waits_elsewhere(learner_client, learner, units):
    ParkedQuestionFactory(answered_in=units[0])
    ParkedQuestionFactory(learner=learner, answered_in=units[1])
    ParkedQuestionFactory(learner=learner, parked_in=units[0])
    ParkedQuestionFactory(learner=learner, answered_in=units[0], answered_at=learner.joined_at)

    assert "you parked" not in learner_client.get(reverse("home")).text


def test_waiting_questions_count_no_unit_twice(learner, units):
    CompletionFactory(learner=learner, unit=units[0])
    SkipFactory(learner=learner, unit=units[1])
    for unit in units:
        ParkedQuestionFactory.create_batch(2, learner=learner, answered_in=unit)

    path = path_state(units[0].placements.get().edition_id, learner)

    assert [unit.questions for unit in path.units] == [2, 2, 2]
    assert (path.done_count, path.skipped_count, path.planned_minutes) == (1, 1, 180)
