from datetime import UTC, date, datetime

import pytest

from study import actions
from study.models import Completion, Skip, StepTick
from tests.factories import CompletionFactory, SkipFactory, StepFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_complete_unit_records_the_learners_own_date():
    learner, unit = UserFactory(time_zone="Asia/Tokyo"), UnitFactory()

    actions.complete_unit(learner=learner, unit=unit, now=NOW)

    completion = Completion.objects.get()
    assert (completion.learner, completion.unit) == (learner, unit)
    assert (completion.day, completion.completed_at) == (date(2026, 3, 3), NOW)


def test_complete_unit_twice_is_once(learner):
    unit = UnitFactory()

    for now in (NOW, LATER):
        actions.complete_unit(learner=learner, unit=unit, now=now)

    assert Completion.objects.get().completed_at == NOW


def test_undone_completion_is_kept_and_may_be_repeated(learner):
    unit = UnitFactory()
    actions.complete_unit(learner=learner, unit=unit, now=NOW)
    actions.undo_completion(learner=learner, unit=unit, now=LATER)

    actions.complete_unit(learner=learner, unit=unit, now=LATER)

    times = Completion.objects.order_by("pk").values_list("completed_at", "undone_at")
    assert list(times) == [(NOW, LATER), (LATER, None)]


def test_undo_completion_survives_a_clock_that_is_set_back(learner):
    unit = UnitFactory()
    actions.complete_unit(learner=learner, unit=unit, now=LATER)

    actions.undo_completion(learner=learner, unit=unit, now=NOW)

    assert Completion.objects.get().undone_at == LATER


def test_undo_completion_leaves_other_learners_alone(learner):
    theirs = CompletionFactory()

    actions.undo_completion(learner=learner, unit=theirs.unit, now=LATER)

    assert Completion.objects.get().undone_at is None


def test_complete_unit_takes_back_a_skip(learner):
    unit = UnitFactory()
    actions.skip_unit(learner=learner, unit=unit, reason="Known", now=NOW)

    actions.complete_unit(learner=learner, unit=unit, now=LATER)

    assert not Skip.objects.for_learner(learner).exists()
    assert Skip.objects.get().reason == "Known"


def test_skip_unit_refuses_a_completed_one(learner):
    unit = UnitFactory()
    actions.complete_unit(learner=learner, unit=unit, now=NOW)

    with pytest.raises(actions.AlreadyDoneError):
        actions.skip_unit(learner=learner, unit=unit, reason="Known", now=LATER)

    assert not Skip.objects.exists()


def test_skip_unit_twice_keeps_the_first_reason(learner):
    unit = UnitFactory()

    for reason in ("First", "Second"):
        actions.skip_unit(learner=learner, unit=unit, reason=reason, now=NOW)

    assert Skip.objects.get().reason == "First"


def test_undo_skip_takes_the_unit_back_in(learner):
    skip = SkipFactory(learner=learner)

    actions.undo_skip(learner=learner, unit=skip.unit, now=datetime.now(UTC))

    assert not Skip.objects.for_learner(learner).exists()


def test_ticks_can_be_set_and_taken_back(learner):
    step = StepFactory()

    for _again in range(2):
        actions.tick_step(learner=learner, step=step)
    assert StepTick.objects.get().step == step

    for _again in range(2):
        actions.untick_step(learner=learner, step=step)
    assert not StepTick.objects.exists()
