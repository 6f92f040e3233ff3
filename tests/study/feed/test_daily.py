"""A week's minutes, spread over its days."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from study.pace.daily import Share, study_days
from tests.study.feed.plans import MONDAY, rhythm, week

DAY = dt.timedelta(days=1)


def test_a_week_is_spread_over_its_study_days_in_order():
    days = study_days([week(MONDAY, (7, 100), (8, 200))], rhythm(days="135"), MONDAY)

    assert [(day.day.isoweekday(), day.shares) for day in days] == [
        (1, (Share(7, 100),)),
        (3, (Share(8, 100),)),
        (5, (Share(8, 100),)),
    ]


def test_the_present_week_has_only_the_days_that_are_left():
    days = study_days([week(MONDAY, (7, 90))], rhythm(), MONDAY + 5 * DAY)

    assert [(day.day, day.minutes) for day in days] == [
        (MONDAY + 5 * DAY, 45),
        (MONDAY + 6 * DAY, 45),
    ]


def test_days_of_a_break_and_days_of_rest_have_nothing():
    pause = (MONDAY, MONDAY + DAY)
    days = study_days([week(MONDAY, (7, 60))], rhythm(days="1235", breaks=(pause,)), MONDAY)

    assert [day.day.isoweekday() for day in days] == [3, 5]


def test_a_week_with_little_in_it_takes_few_days():
    days = study_days([week(MONDAY, (7, 40))], rhythm(), MONDAY)

    assert [day.minutes for day in days] == [20, 20]


def test_a_week_with_nothing_in_it_has_no_day():
    assert study_days([week(MONDAY)], rhythm(), MONDAY) == []


@given(
    minutes=st.lists(st.integers(1, 900), min_size=1, max_size=8),
    days=st.sets(st.integers(1, 7), min_size=1),
    passed=st.integers(0, 6),
)
def test_no_minute_is_lost_and_days_are_even(minutes, days, passed):
    kept = rhythm(days="".join(map(str, sorted(days))))
    planned = week(MONDAY, *enumerate(minutes))

    spread = study_days([planned], kept, MONDAY + passed * DAY)

    if any(day > passed for day in days):
        by_unit = dict.fromkeys(range(len(minutes)), 0)
        for share in (share for day in spread for share in day.shares):
            by_unit[share.unit] += share.minutes
        assert list(by_unit.values()) == minutes
        assert max(day.minutes for day in spread) - min(day.minutes for day in spread) <= 1
        units = [share.unit for day in spread for share in day.shares]
        assert units == sorted(units)
    assert all(day.day >= MONDAY + passed * DAY and day.day.isoweekday() in days for day in spread)
