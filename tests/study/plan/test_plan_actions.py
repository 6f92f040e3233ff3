"""The rhythm, breaks and shifts: what changes, what is kept, and two tabs at once."""

from datetime import date, time, timedelta

import pytest

from study import actions
from study.models import Break, Entry, FormerGoal, Shift
from study.queries import path_state, shift_offer, standing
from tests.factories import (
    BreakFactory,
    CompletionFactory,
    EnrolmentFactory,
    EntryFactory,
    PlacementFactory,
    UserFactory,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def former(enrolment):
    return list(
        enrolment.former_goals.order_by("until").values_list(
            "until", "weekly_minutes", "study_days"
        )
    )


# --- The rhythm ---------------------------------------------------------------------------


def test_set_rhythm_changes_what_it_names(learner):
    enrolment = EnrolmentFactory(learner=learner, weekly_minutes=300)
    other = EnrolmentFactory()

    actions.set_rhythm(
        learner=learner, today=MONDAY, study_time=time(19, 30), target_on=date(2026, 9, 1)
    )

    enrolment.refresh_from_db()
    other.refresh_from_db()
    assert (enrolment.study_time, enrolment.target_on) == (time(19, 30), date(2026, 9, 1))
    assert (enrolment.weekly_minutes, enrolment.study_days) == (300, "1234567")
    assert (other.study_time, other.target_on) == (None, None)
    assert former(enrolment) == []


def test_the_first_goal_of_a_day_is_the_one_that_held_before(learner):
    enrolment = EnrolmentFactory(learner=learner, weekly_minutes=300, study_days="135")

    actions.set_rhythm(learner=learner, today=MONDAY, weekly_minutes=420)
    actions.set_rhythm(learner=learner, today=MONDAY, weekly_minutes=240, study_days="246")
    actions.set_rhythm(learner=learner, today=day(9), study_days="7")
    actions.set_rhythm(learner=learner, today=day(10), study_days="7")

    assert former(enrolment) == [(MONDAY, 300, "135"), (day(9), 240, "246")]
    enrolment.refresh_from_db()
    rhythm = standing(learner, enrolment).rhythm
    goals = [rhythm.goal_on(on).weekly_minutes for on in (day(-1), MONDAY, day(9))]
    assert goals == [300, 240, 240]


def test_no_goal_held_before_the_start(learner):
    enrolment = EnrolmentFactory(learner=learner, started_on=MONDAY)

    actions.set_rhythm(learner=learner, today=MONDAY, weekly_minutes=600)

    assert former(enrolment) == []


def test_the_questions_of_the_start_keep_the_former_goal(learner):
    enrolment = EnrolmentFactory(learner=learner, weekly_minutes=300)

    answers = {"coding": "year", "python": "", "mathematics": ""}
    actions.set_background(learner=learner, today=MONDAY, weekly_minutes=120, **answers)

    assert former(enrolment) == [(MONDAY, 300, "1234567")]


def test_who_is_on_no_path_has_no_rhythm(learner):
    actions.set_rhythm(learner=learner, today=MONDAY, weekly_minutes=600)

    assert not FormerGoal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_change_the_goal_and_the_one_that_held_is_kept():
    enrolment = EnrolmentFactory(weekly_minutes=300)

    def change(minutes):
        learner = enrolment.learner
        return lambda: actions.set_rhythm(learner=learner, today=MONDAY, weekly_minutes=minutes)

    assert at_once(*map(change, (60, 120, 180))) == [None] * 3

    assert former(enrolment) == [(MONDAY, 300, "1234567")]


# --- Breaks -------------------------------------------------------------------------------


def test_declare_break_refuses_days_that_are_off_already(learner):
    off = actions.declare_break(learner=learner, first_day=MONDAY, last_day=day(6))

    with pytest.raises(actions.BreaksOverlapError):
        actions.declare_break(learner=learner, first_day=day(6), last_day=day(8))

    assert Break.objects.get() == off


@pytest.mark.django_db(transaction=True)
def test_two_tabs_declare_one_break():
    learner = UserFactory()

    def declare(first):
        days = {"first_day": day(first), "last_day": day(first + 3)}
        return lambda: actions.declare_break(learner=learner, **days)

    results = at_once(*map(declare, (0, 1, 2)))

    assert results.count(actions.BreaksOverlapError) == 2
    assert Break.objects.for_learner(learner).count() == 1


@pytest.mark.parametrize(
    ("today", "last_day"),
    [(-1, None), (0, None), (1, 0), (6, 5), (7, 6), (30, 6)],
    ids=["to come", "first day", "second day", "last day", "day after", "long after"],
)
def test_a_break_ends_yesterday(learner, today, last_day):
    off = BreakFactory(learner=learner, first_day=MONDAY, last_day=day(6))

    for _again in range(2):
        actions.end_break(learner=learner, pk=off.pk, today=day(today))

    kept = Break.objects.values_list("first_day", "last_day").first()
    assert kept == (None if last_day is None else (MONDAY, day(last_day)))


def test_breaks_of_others_stay(learner):
    off = BreakFactory(first_day=MONDAY, last_day=day(6))

    actions.end_break(learner=learner, pk=off.pk, today=day(3))
    actions.delete_break(learner=learner, pk=off.pk)

    off.refresh_from_db()
    assert off.last_day == day(6)


# --- Shifting -----------------------------------------------------------------------------


@pytest.fixture
def behind(learner):
    """Ten minutes a day for ten days, and 35 of a hundred minutes studied."""
    enrolment = EnrolmentFactory(
        learner=learner,
        edition=PlacementFactory(unit__minutes=600).module.edition,
        weekly_minutes=70,
        started_on=MONDAY,
        target_on=day(100),
    )
    EntryFactory(learner=learner, day=MONDAY, minutes=35)
    return enrolment


def offers(learner, enrolment, *days):
    """Study days behind, and days by which the target moves; None where no shift is offered."""
    path, known = path_state(enrolment.edition_id, learner), standing(learner, enrolment)
    found = (shift_offer(learner, enrolment, path, known, day(n)) for n in days)
    return [offer and (offer.behind, (offer.target_on - day(100)).days) for offer in found]


def test_a_shift_makes_good_the_days_the_line_is_past_what_is_studied(learner, behind):
    assert offers(learner, behind, 0, 3, 4, 5, 10) == [None, None, (1, 0), (2, 1), (7, 6)]


def test_days_off_and_days_of_rest_are_no_days_behind_and_move_no_target(learner, behind):
    EntryFactory(learner=learner, day=MONDAY, minutes=5)
    BreakFactory(learner=learner, first_day=day(5), last_day=day(27))

    # One day missed, and three weeks off.
    assert offers(learner, behind, 4, 5, 28, 29) == [None, (1, 1), (1, 1), (2, 2)]

    behind.study_days = "12345"  # 14 minutes a day: what is studied covers Tuesday
    Break.objects.all().delete()
    assert offers(learner, behind, 3, 5, 6, 7) == [(1, 0), (3, 2), (3, 2), (3, 2)]


def test_nothing_is_moved_once_nothing_is_open(learner, behind):
    CompletionFactory(learner=learner, unit=behind.edition.placements.get().unit)

    assert offers(learner, behind, 10) == [None]


def test_shift_begins_the_line_today_and_moves_the_target(learner, behind):
    EntryFactory(learner=learner, day=day(10), minutes=5)
    EntryFactory(learner=learner, day=MONDAY, minutes=20, deleted_at="2026-03-03T12:00Z")
    EntryFactory(day=MONDAY, minutes=60)

    actions.shift_plan(learner=learner, today=day(10))

    behind.refresh_from_db()
    assert standing(learner, behind).line_from == (day(10), 35)
    assert behind.target_on == day(107)
    assert offers(learner, behind, 10) == [None]


def test_what_is_put_right_later_counts_before_the_shift(learner, behind):
    for on in (day(10), day(15)):
        actions.shift_plan(learner=learner, today=on)
    EntryFactory(learner=learner, day=day(2), minutes=60)
    EntryFactory(learner=learner, day=day(15), minutes=7)
    Entry.objects.filter(minutes=35).update(minutes=5)

    assert standing(learner, behind).line_from == (day(15), 65)


def test_shift_is_undone_with_the_target(learner, behind):
    actions.shift_plan(learner=learner, today=day(10))
    shift = Shift.objects.get()

    for _again in range(2):
        actions.undo_shift(learner=learner, pk=shift.pk)

    behind.refresh_from_db()
    assert behind.target_on == day(100)
    assert standing(learner, behind).line_from == (MONDAY, 0)


def test_a_target_that_was_set_since_stays_when_the_shift_is_undone(learner, behind):
    actions.shift_plan(learner=learner, today=day(10))
    actions.set_rhythm(learner=learner, today=day(11), target_on=day(300))

    actions.undo_shift(learner=learner, pk=Shift.objects.get().pk)

    behind.refresh_from_db()
    assert behind.target_on == day(300)


def test_only_the_last_shift_is_undone(learner, behind):
    actions.shift_plan(learner=learner, today=day(10))
    first = Shift.objects.get()
    actions.shift_plan(learner=learner, today=day(15))

    actions.undo_shift(learner=learner, pk=first.pk)
    actions.undo_shift(learner=UserFactory(), pk=Shift.objects.latest("day").pk)

    assert Shift.objects.count() == 2


def test_a_plan_that_is_not_behind_is_not_shifted(learner, behind):
    with pytest.raises(actions.NotBehindError):
        actions.shift_plan(learner=learner, today=day(3))
    with pytest.raises(actions.NotBehindError):
        actions.shift_plan(learner=UserFactory(), today=day(3))

    assert not Shift.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_shift_once():
    edition = PlacementFactory().module.edition
    goal = {"weekly_minutes": 70, "started_on": MONDAY, "target_on": day(100)}
    enrolment = EnrolmentFactory(edition=edition, **goal)

    def shift():
        actions.shift_plan(learner=enrolment.learner, today=day(10))

    results = at_once(shift, shift, shift)

    assert results.count(actions.NotBehindError) == 2
    enrolment.refresh_from_db()
    assert enrolment.target_on == day(110)
