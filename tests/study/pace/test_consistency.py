"""Weeks in a row: what counts, what is kept, what is passed over."""

from datetime import date, timedelta

import pytest

from study.pace.consistency import Verdict, consistency, days_in_a_row, run_of
from study.pace.rhythm import Asked, Goal, Rhythm

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MONDAY = date(2026, 3, 2)  # the first of five Mondays in March
FRIDAY = MONDAY + 4 * DAY
FIVE_DAYS = Goal(300, frozenset(range(1, 6)))  # an hour a day


def rhythm(started_on=MONDAY, **fields):
    return Rhythm(**{"goal": FIVE_DAYS, "week_start": 1, "started_on": started_on} | fields)


def studied(*weeks, start=MONDAY):
    """Minutes by day: each week is the minutes of its days from the first."""
    return {
        start + n * WEEK + k * DAY: minutes
        for n, days in enumerate(weeks)
        for k, minutes in enumerate(days)
        if minutes
    }


FULL, NOTHING = (60,) * 5, ()
SHORT_BY_ONE, SHORT_BY_TWO, SHORT_BY_THREE = (60,) * 4, (60,) * 3, (60,) * 2


def judge(*weeks, on=None, **fields):
    """The weeks as judged in the middle of the week after them, oldest first, without it."""
    today = on or MONDAY + len(weeks) * WEEK + 3 * DAY
    judged = consistency(studied(*weeks), rhythm(**fields), today)
    return judged, [(week.verdict.value, week.reserves) for week in judged.weeks[:0:-1]]


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        ((300,), "met"),
        ((299,), "missed"),
        ((10, 10, 10, 10, 10), "met"),
        ((10, 10, 10, 10, 9), "missed"),
        ((10, 10, 10, 10, 0, 10), "met"),  # a rest day does as well
        ((), "missed"),
    ],
)
def test_week_is_met_by_its_minutes_or_by_its_days(days, verdict):
    assert judge(days)[1] == [(verdict, 0)]


def test_week_that_began_in_the_middle_asks_for_less():
    judged, weeks = judge((0, 0, 0, 60, 60), started_on=MONDAY + 3 * DAY)

    assert weeks == [("met", 0)]
    assert judged.weeks[1].asked == Asked(120, 2)


def test_week_with_a_break_asks_for_less_and_a_whole_break_is_passed_over():
    breaks = ((MONDAY + WEEK + 3 * DAY, MONDAY + 3 * WEEK - DAY),)

    judged, weeks = judge(FULL, (60,) * 3, (300,), FULL, breaks=breaks)

    assert weeks == [("met", 0), ("met", 0), ("passed", 0), ("met", 0)]
    assert [week.run for week in judged.weeks[:0:-1]] == [1, 2, 2, 3]


def test_weeks_are_judged_by_the_goal_they_had():
    small = Goal(60, frozenset({1}))

    _judged, weeks = judge((60,), FULL, former=((MONDAY + WEEK, small),))

    assert weeks == [("met", 0), ("met", 0)]


def test_week_in_which_the_goal_changed_asks_for_some_of_both():
    small = Goal(50, frozenset(range(1, 6)))

    judged, weeks = judge(
        (10, 10, 60, 60, 60), former=((MONDAY + 2 * DAY, small),), started_on=MONDAY
    )

    assert weeks == [("met", 0)]
    assert judged.weeks[1].asked == Asked(200, 5)


def test_reserves_keep_weeks_that_are_short_by_as_many_days():
    judged, weeks = judge(FULL, SHORT_BY_ONE, SHORT_BY_ONE, FULL)

    assert weeks == [("met", 0), ("kept", 1), ("kept", 1), ("met", 0)]
    assert judged.run.weeks == 4
    assert judged.run.reserves_left == 0


def test_one_week_may_use_both_reserves():
    assert judge(FULL, SHORT_BY_TWO)[1] == [("met", 0), ("kept", 2)]


def test_minutes_that_are_missing_are_counted_in_days_of_the_goal():
    assert judge(FULL, (190,))[1] == [("met", 0), ("kept", 2)]
    assert judge(FULL, (240,))[1] == [("met", 0), ("kept", 1)]
    assert judge(FULL, (170,))[1] == [("met", 0), ("missed", 0)]


def test_week_that_misses_by_more_than_is_left_ends_the_run_and_uses_none():
    judged, weeks = judge(FULL, SHORT_BY_THREE)

    assert weeks == [("met", 0), ("missed", 0)]
    assert judged.run == (0, 2, False)
    assert judged.ended_run == 1


def test_reserves_are_used_only_where_there_is_a_run_to_keep():
    judged, weeks = judge(SHORT_BY_ONE, FULL)

    assert weeks == [("missed", 0), ("met", 0)]
    assert judged.run == (1, 2, False)
    assert judged.ended_run == 0


def test_reserves_come_back_with_each_month():
    weeks = [FULL, SHORT_BY_ONE, SHORT_BY_ONE, FULL, FULL, SHORT_BY_TWO]  # five begin in March

    judged, verdicts = judge(*weeks, on=MONDAY + 6 * WEEK + 3 * DAY)

    assert verdicts[-1] == ("kept", 2)
    assert judged.run.weeks == 6


def test_reserves_of_a_week_are_of_the_month_it_begins_in():
    start = date(2026, 3, 16)
    minutes = studied(FULL, FULL, SHORT_BY_TWO, SHORT_BY_TWO, start=start)  # 30 March and 6 April

    judged = consistency(minutes, rhythm(start), start + 4 * WEEK + 3 * DAY)

    assert [week.reserves for week in judged.weeks[:0:-1]] == [0, 0, 2, 2]


def test_a_third_day_in_a_month_ends_the_run_at_the_oldest_week_that_needs_it():
    # The newest go first: the run since then is the longest there can be.
    judged, weeks = judge(FULL, SHORT_BY_ONE, FULL, SHORT_BY_TWO, FULL)

    assert weeks == [("met", 0), ("missed", 0), ("met", 0), ("kept", 2), ("met", 0)]
    assert judged.run.weeks == 3


def test_reserves_that_keep_nothing_go_to_the_run_before():
    # The third and the fourth week need three of two, so the run ends with one of them.
    judged, weeks = judge(FULL, SHORT_BY_ONE, SHORT_BY_TWO, FULL)

    assert weeks == [("met", 0), ("kept", 1), ("missed", 0), ("met", 0)]
    assert judged.run == (1, 1, False)


@pytest.mark.parametrize(("days", "verdict"), [(0, "open"), (1, "open"), (2, "missed")])
def test_week_is_not_judged_until_two_days_after_it(days, verdict):
    judged = consistency(studied(FULL, NOTHING), rhythm(), MONDAY + 2 * WEEK + days * DAY)

    assert judged.weeks[1].verdict.value == verdict
    assert judged.run.weeks == (1 if verdict == "open" else 0)
    assert judged.weeks[1].judged_on == MONDAY + 2 * WEEK + 2 * DAY


def test_no_reserve_is_used_before_a_week_is_judged():
    minutes = studied(FULL, SHORT_BY_ONE)

    before, after = (consistency(minutes, rhythm(), MONDAY + 2 * WEEK + n * DAY) for n in (1, 2))

    assert (before.run, before.weeks[1].reserves) == ((1, 2, False), 0)
    assert (after.run, after.weeks[1].reserves) == ((2, 1, False), 1)


def test_present_week_counts_once_met_and_never_ends_a_run():
    friday = MONDAY + WEEK + 4 * DAY

    assert consistency(studied(FULL), rhythm(), friday).run.weeks == 1
    assert consistency(studied(FULL, (300,)), rhythm(), friday).run.weeks == 2


def test_time_logged_later_mends_a_week_of_long_ago():
    ago = judge(FULL, NOTHING, FULL, FULL)[0]
    mended = judge(FULL, (300,), FULL, FULL)[0]

    assert (ago.run.weeks, mended.run.weeks) == (2, 4)


def test_nothing_before_the_start_is_judged():
    judged = consistency(studied(FULL, FULL, FULL), rhythm(MONDAY + 2 * WEEK), MONDAY + 3 * WEEK)

    assert [week.first_day for week in judged.weeks] == [MONDAY + 3 * WEEK, MONDAY + 2 * WEEK]


def test_start_that_lies_ahead_leaves_the_present_week():
    judged = consistency({}, rhythm(MONDAY + WEEK), MONDAY)  # after a flight west

    assert [(week.first_day, week.verdict) for week in judged.weeks] == [(MONDAY, Verdict.PASSED)]


def test_run_goes_on_over_the_end_of_the_year():
    start = date(2025, 12, 15)
    minutes = studied(FULL, FULL, SHORT_BY_TWO, FULL, start=start)

    judged = consistency(minutes, rhythm(start), date(2026, 1, 15))

    assert judged.run.weeks == 4
    assert judged.weeks[2].reserves == 2  # of December: it began on the 29th
    assert judged.run.reserves_left == 2


def test_history_may_be_longer_than_a_year():
    judged, weeks = judge(*[FULL] * 120)

    assert judged.run == (120, 2, False)
    assert len(weeks) == 120


def test_run_of_says_when_it_may_be_longer():
    minutes, today = studied(*[FULL] * 10), MONDAY + 10 * WEEK + 3 * DAY

    assert run_of(minutes, rhythm(), today, since=MONDAY) == (10, 2, False)
    assert run_of(minutes, rhythm(), today, since=MONDAY + 2 * WEEK) == (8, 2, True)
    broken = minutes | {MONDAY + 4 * WEEK + n * DAY: 0 for n in range(5)}
    assert run_of(broken, rhythm(), today, since=MONDAY + 2 * WEEK) == (5, 2, False)


def test_run_of_does_not_count_a_week_that_may_have_had_nothing_to_keep():
    minutes = studied(FULL, SHORT_BY_ONE, FULL)
    today = MONDAY + 3 * WEEK + 3 * DAY

    assert run_of(minutes, rhythm(), today, since=MONDAY).weeks == 3
    assert run_of(minutes, rhythm(), today, since=MONDAY + WEEK) == (1, 2, True)


@pytest.mark.parametrize(
    ("days", "count"),
    [
        ({}, 0),
        ({FRIDAY: 10}, 1),
        ({FRIDAY: 9}, 0),
        ({FRIDAY - DAY: 10}, 1),  # today is open until it ends
        ({FRIDAY: 10, FRIDAY - DAY: 30, FRIDAY - 2 * DAY: 10}, 3),
        ({FRIDAY: 10, FRIDAY - 2 * DAY: 10}, 1),
    ],
)
def test_days_in_a_row_are_days_with_ten_minutes(days, count):
    assert days_in_a_row(days, rhythm(), FRIDAY) == count


def test_days_in_a_row_pass_over_rest_days_and_breaks():
    monday = MONDAY + WEEK
    breaks = ((monday + DAY, monday + 2 * DAY),)
    days = {FRIDAY: 60, monday: 60, monday + 3 * DAY: 60}

    assert days_in_a_row(days, rhythm(breaks=breaks), monday + 3 * DAY) == 3
    assert days_in_a_row(days, rhythm(), monday + 3 * DAY) == 1
    assert days_in_a_row(days | {FRIDAY + DAY: 10}, rhythm(), monday) == 3  # a rest day studied


def test_days_in_a_row_begin_with_the_start():
    days = {MONDAY - DAY: 60, MONDAY: 60}

    assert days_in_a_row(days, rhythm(), MONDAY) == 1
