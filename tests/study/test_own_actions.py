from datetime import UTC, date, datetime
from functools import partial

import pytest

from study import actions
from study.models import Completion, Entry, Link, ParkedQuestion, Pass, SelfCheckRating
from study.queries import path_state
from tests.factories import PlacementFactory, UnitFactory, UserFactory
from tests.own_factories import LinkFactory, ParkedQuestionFactory, PassFactory, SelfCheckFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 4, 12, tzinfo=UTC)


def park(learner, unit, text="Why?", now=NOW):
    return actions.park_question(learner=learner, text=text, parked_in=unit, now=now)


@pytest.mark.parametrize("somewhere", [True, False])
def test_park_question_twice_is_once(learner, somewhere):
    unit = UnitFactory() if somewhere else None

    first, second = park(learner, unit), park(learner, unit, now=LATER)

    assert first.pk == second.pk
    assert ParkedQuestion.objects.get().parked_at == NOW


@pytest.mark.django_db(transaction=True)
def test_park_question_at_once_is_once():
    learner, unit = UserFactory(), UnitFactory()

    found = at_once(*[lambda: park(learner, unit).pk] * 3)

    assert found == [ParkedQuestion.objects.get().pk] * 3


def test_question_may_be_parked_again_once_it_is_answered(learner):
    unit = UnitFactory()
    first = park(learner, unit)
    actions.answer_question(question=first, answer="So", now=NOW)

    second = park(learner, unit, now=LATER)

    assert second.pk != first.pk
    assert second.answered_at is None


def test_answer_question_twice_keeps_the_first_answer():
    question = ParkedQuestionFactory()

    actions.answer_question(question=question, answer="First", now=NOW)
    actions.answer_question(question=question, answer="", now=LATER)

    question.refresh_from_db()
    assert (question.answer, question.answered_at) == ("First", NOW)


def test_move_question_leaves_an_answered_one_where_it_was():
    here, there = UnitFactory(), UnitFactory()
    question = ParkedQuestionFactory(answered_in=here, answered_at=NOW)

    actions.move_question(question=question, unit=there)

    assert ParkedQuestion.objects.get().answered_in == here


def test_move_question_to_no_unit():
    question = ParkedQuestionFactory(answered_in=UnitFactory())

    actions.move_question(question=question, unit=None)

    assert ParkedQuestion.objects.get().answered_in is None


def test_reopen_question_takes_the_answer_back():
    question = ParkedQuestionFactory(answer="So", answered_at=NOW)

    actions.reopen_question(question=question)

    question.refresh_from_db()
    assert (question.answer, question.answered_at) == ("", None)


def test_reopen_question_leaves_one_that_was_parked_again(learner):
    old = ParkedQuestionFactory(learner=learner, answer="So", answered_at=NOW, parked_at=NOW)
    new = park(learner, None, old.text)

    actions.reopen_question(question=old)

    assert list(ParkedQuestion.objects.open()) == [new]
    assert ParkedQuestion.objects.get(pk=old.pk).answer == "So"


def rate(learner, check, rating, now=NOW):
    actions.rate_self_check(learner=learner, self_check=check, rating=rating, now=now)


def test_the_last_rating_counts_and_the_earlier_are_kept(learner):
    check = SelfCheckFactory()

    rate(learner, check, "not_yet")
    rate(learner, check, "yes", LATER)

    ratings = SelfCheckRating.objects.order_by("pk").values_list(
        "rating", "rated_at", "replaced_at"
    )
    assert list(ratings) == [("not_yet", NOW, LATER), ("yes", LATER, None)]
    assert SelfCheckRating.objects.for_learner(learner).get().rating == "yes"


def test_the_same_rating_again_changes_nothing(learner):
    check = SelfCheckFactory()

    for now in (NOW, LATER):
        rate(learner, check, "partly", now)

    assert SelfCheckRating.objects.get().rated_at == NOW


def test_rating_survives_a_clock_that_is_set_back(learner):
    check = SelfCheckFactory()
    rate(learner, check, "not_yet", LATER)

    rate(learner, check, "yes", NOW)

    assert SelfCheckRating.objects.for_learner(learner).get().rating == "yes"


@pytest.mark.django_db(transaction=True)
def test_of_ratings_at_once_one_counts():
    learner, check = UserFactory(), SelfCheckFactory()

    ratings = ["yes", "yes", "not_yet", "partly"]
    results = at_once(*(partial(rate, learner, check, rating) for rating in ratings))

    assert results == [None] * 4
    assert SelfCheckRating.objects.for_learner(learner).count() == 1


def test_keep_link_twice_keeps_the_first():
    first = LinkFactory(title="First")
    again = Link(learner=first.learner, unit=first.unit, url=first.url, title="Second")

    actions.keep_link(link=again)

    assert Link.objects.get().title == "First"


def do_pass(learner, unit, now=NOW, kind="explained"):
    actions.record_pass(learner=learner, unit=unit, kind=kind, now=now)


def test_record_pass_has_the_learners_own_date():
    learner, unit = UserFactory(time_zone="Asia/Tokyo"), UnitFactory()

    do_pass(learner, unit)
    do_pass(learner, unit, LATER)

    found = Pass.objects.get()
    assert (found.kind, found.day, found.passed_at) == ("explained", date(2026, 3, 3), NOW)


def test_undone_pass_is_kept_and_may_be_repeated(learner):
    unit = UnitFactory()
    do_pass(learner, unit)
    for _again in range(2):
        actions.undo_pass(learner=learner, unit=unit, kind="explained", now=LATER)

    do_pass(learner, unit, LATER)

    times = Pass.objects.order_by("pk").values_list("passed_at", "undone_at")
    assert list(times) == [(NOW, LATER), (LATER, None)]


def test_undo_pass_leaves_others_alone(learner):
    theirs, other = PassFactory(), PassFactory(learner=learner, kind="own_data")

    for row in (theirs, other):
        actions.undo_pass(learner=learner, unit=row.unit, kind="watched", now=LATER)

    assert Pass.objects.filter(undone_at=None).count() == 2


def test_passes_are_no_progress_and_no_hours(learner):
    placement = PlacementFactory()

    for kind in Pass.Kind.values:
        do_pass(learner, placement.unit, kind=kind)

    path = path_state(placement.edition_id, learner)
    assert (path.done_count, path.done_minutes) == (0, 0)
    assert not Entry.objects.exists()
    assert not Completion.objects.exists()
