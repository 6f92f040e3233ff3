"""The database refuses what must not be planned."""

from datetime import date, timedelta

import pytest

from study.models import Break, FormerGoal, Shift
from tests.factories import BreakFactory, EnrolmentFactory
from tests.study.test_models import assert_refused

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("constraint", "last_day"),
    [
        ("break_ends_after_it_begins", DAY - timedelta(days=1)),
        ("break_of_a_year_at_most", DAY + timedelta(days=366)),
    ],
)
def test_break_refuses(constraint, last_day):
    assert_refused(constraint, BreakFactory, first_day=DAY, last_day=last_day)


def test_break_may_be_a_day_or_a_year():
    BreakFactory(first_day=DAY, last_day=DAY)
    BreakFactory(first_day=DAY, last_day=DAY + timedelta(days=365))


def test_break_refuses_days_of_another_of_the_same_learner(learner):
    BreakFactory(learner=learner, first_day=DAY, last_day=DAY + timedelta(days=6))
    BreakFactory(first_day=DAY, last_day=DAY)  # somebody else's

    for first, last in [(-3, 0), (6, 9), (2, 3), (-1, 7)]:
        days = {
            "first_day": DAY + timedelta(days=first),
            "last_day": DAY + timedelta(days=last),
        }
        assert_refused("break_days_are_in_one_break", BreakFactory, learner=learner, **days)
    after = DAY + timedelta(days=7)
    BreakFactory(learner=learner, first_day=after, last_day=after)
    assert Break.objects.for_learner(learner).count() == 2


def test_break_on_a_day(learner):
    off = BreakFactory(learner=learner, first_day=DAY, last_day=DAY + timedelta(days=1))
    days = [DAY + timedelta(days=n) for n in range(-1, 3)]

    found = [list(Break.objects.for_learner(learner).on(day)) for day in days]

    assert found == [[], [off], [off], []]


@pytest.mark.parametrize("study_days", ["", "0", "8", "11", "21"])
def test_study_days_are_weekdays_in_order(study_days):
    constraint = "enrolment_study_days_are_weekdays"
    assert_refused(constraint, EnrolmentFactory, study_days=study_days)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("former_goal_minutes_in_range", {"weekly_minutes": 29}),
        ("former_goal_minutes_in_range", {"weekly_minutes": 10081}),
        ("former_goal_study_days_are_weekdays", {"study_days": ""}),
        ("former_goal_study_days_are_weekdays", {"study_days": "76"}),
    ],
)
def test_former_goal_refuses(constraint, fields):
    known = {"until": DAY, "weekly_minutes": 300, "study_days": "135"}
    make = FormerGoal.objects.create

    assert_refused(constraint, make, enrolment=EnrolmentFactory(), **known | fields)


def test_former_goal_is_one_a_day():
    goal = {"enrolment": EnrolmentFactory(), "weekly_minutes": 300, "study_days": "135"}
    FormerGoal.objects.create(until=DAY, **goal)

    assert_refused("former_goal_one_change_a_day", FormerGoal.objects.create, until=DAY, **goal)


def test_shift_is_one_a_day():
    shift = {"enrolment": EnrolmentFactory()}
    Shift.objects.create(day=DAY, **shift)

    assert_refused("shift_once_a_day", Shift.objects.create, day=DAY, **shift)
