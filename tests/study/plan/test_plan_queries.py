"""What is planned follows from what is open, ticked and logged."""

from datetime import timedelta

import pytest

from study.models import StepTick
from study.queries import current_enrolment, path_state, plan, standing
from tests.factories import (
    BreakFactory,
    CompletionFactory,
    EntryFactory,
    PlacementFactory,
    SkipFactory,
    StepFactory,
    TrackFactory,
)
from tests.study.plan.pages import unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(learner, enrolment, today):
    """Plan what the learner is on, and give the minutes of each unit in the plan."""

    def look():
        found = plan(learner, current_enrolment(learner), today)
        minutes = {}
        for piece in (piece for week in found.weeks for piece in week.pieces):
            key = piece.task.unit
            minutes[key] = minutes.get(key, 0) + piece.minutes
        return found, list(minutes.values())

    return look


def tick(learner, unit, *numbers):
    steps = list(unit.steps.current())
    for number in numbers:
        StepTick.objects.create(learner=learner, step=steps[number - 1])


def test_what_is_done_or_left_out_is_not_planned(learner, enrolment, planned):
    CompletionFactory(learner=learner, unit=unit(enrolment, 0))
    SkipFactory(learner=learner, unit=unit(enrolment, 1))
    CompletionFactory(unit=unit(enrolment, 2))  # somebody else's

    found, minutes = planned()

    assert minutes == [300] * 4
    assert list(found.units) == [unit(enrolment, n).pk for n in range(2, 6)]


def test_only_the_track_is_planned(learner, enrolment, planned):
    track = TrackFactory(edition=enrolment.edition, units=[unit(enrolment, 4)])
    enrolment.track = track
    enrolment.save(update_fields=["track"])

    found, minutes = planned()

    assert minutes == [300]
    assert list(found.units) == [unit(enrolment, 4).pk]


@pytest.mark.parametrize(
    ("ticked", "logged", "steps", "minutes"),
    [
        ((), 0, [1, 2, 3, 4, 5], 300),
        ((1, 2), 0, [3, 4, 5], 180),
        ((2,), 0, [1, 3, 4, 5], 240),
        ((), 90, [2, 3, 4, 5], 210),
        ((1,), 60, [2, 3, 4, 5], 240),
        ((1,), 90, [2, 3, 4, 5], 210),
        ((1, 2, 3, 4, 5), 10, [5], 0),
        ((), 900, [5], 0),
    ],
    ids=["nothing", "first ticked", "one ticked", "logged", "logged what is ticked",
         "logged beyond", "all ticked", "logged too much"],
)  # fmt: skip
def test_ticks_and_time_make_a_unit_shorter(
    learner, enrolment, today, planned, ticked, logged, steps, minutes
):
    first = unit(enrolment, 0)
    tick(learner, first, *ticked)
    StepFactory(unit=first, position=None, is_retired=True, minutes=500)
    EntryFactory(unit=first, day=today)  # somebody else's
    if logged:
        EntryFactory(learner=learner, unit=first, day=today - timedelta(days=30), minutes=logged)
        deleted = {"minutes": 100, "deleted_at": "2026-03-02T12:00Z"}
        EntryFactory(learner=learner, unit=first, day=today, **deleted)

    found, by_unit = planned()

    assert found.steps[first.pk] == (steps, 5)
    assert by_unit[0] == minutes


@pytest.mark.parametrize(("lengths", "shares"), [((), [100]), ((1, 1, 1), [33, 34, 33])])
def test_minutes_are_spread_over_steps_that_do_not_add_up(
    learner, enrolment, planned, lengths, shares
):
    module = enrolment.edition.modules.order_by("position").last()
    other = PlacementFactory(module=module, position=99, unit__minutes=100).unit
    for minutes in lengths:
        StepFactory(unit=other, minutes=minutes)

    found, by_unit = planned()

    tasks = {piece.task.unit: piece.task for week in found.weeks for piece in week.pieces}
    assert list(tasks[other.pk].steps) == shares
    assert by_unit[-1] == 100


def test_the_present_week_asks_for_less_by_what_was_logged_in_it(
    learner, enrolment, today, planned
):
    EntryFactory(learner=learner, day=today, minutes=100)
    EntryFactory(learner=learner, day=today - timedelta(days=7), minutes=500)
    whole = standing(learner, enrolment).rhythm.week(today)

    found, _minutes = planned()

    assert found.studied == 100
    assert found.weeks[0].asked == whole.minutes - 100


@pytest.mark.parametrize("count", [1, 3])
def test_plan_is_one_query_besides_path_and_standing(
    learner, enrolment, today, count, django_assert_num_queries
):
    for n in range(count):
        tick(learner, unit(enrolment, n), 1)
        BreakFactory(
            learner=learner,
            first_day=today + timedelta(weeks=n),
            last_day=today + timedelta(weeks=n),
        )
    path, known = path_state(enrolment.edition_id, learner), standing(learner, enrolment)

    with django_assert_num_queries(1):
        plan(learner, enrolment, today, path=path, standing_now=known)
    with django_assert_num_queries(3):
        plan(learner, enrolment, today)


def test_nothing_open_has_no_end(learner, enrolment, planned):
    for n in range(6):
        CompletionFactory(learner=learner, unit=unit(enrolment, n))

    found, _minutes = planned()

    assert (found.weeks, found.last_week, found.free_week_hint) == ([], None, None)


@pytest.mark.parametrize(("done", "hinted"), [(0, True), (3, True), (4, False)])
def test_free_week_follows_the_fourth_module(learner, enrolment, today, planned, done, hinted):
    for n in range(done):
        CompletionFactory(learner=learner, unit=unit(enrolment, n))

    found, _minutes = planned()

    (last,) = (
        week.first_day
        for week in found.weeks
        for piece in week.pieces
        if piece.task.module == 5 and piece.begins
    )
    assert found.free_week_hint == (last if hinted else None)


def test_no_free_week_is_suggested_beside_a_break(learner, enrolment, planned):
    found, _minutes = planned()
    hint = found.free_week_hint
    BreakFactory(learner=learner, first_day=hint - timedelta(days=5), last_day=hint)

    assert planned()[0].free_week_hint is None


def test_no_free_week_is_suggested_at_the_end(learner, enrolment, planned):
    for n in (4, 5):
        SkipFactory(learner=learner, unit=unit(enrolment, n))

    assert planned()[0].free_week_hint is None
