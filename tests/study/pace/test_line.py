"""The plan's line, against the rhythm it comes from, a day at a time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.pace.line import SLACK, Line, minutes_a_week
from study.pace.rhythm import Goal, Rhythm

MONDAY = date(2026, 1, 5)
A_DAY = timedelta(days=1)
DAILY, WEEKEND = frozenset(range(1, 8)), frozenset({6, 7})


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def rhythm(
    weekly_minutes: int = 420,
    study_days: frozenset[int] = DAILY,
    breaks: tuple[tuple[date, date], ...] = (),
) -> Rhythm:
    return Rhythm(Goal(weekly_minutes, study_days), 1, MONDAY, breaks=breaks)


goals = st.builds(
    Goal, st.integers(30, 3000), st.frozensets(st.integers(1, 7), min_size=1, max_size=7)
)


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    """A rhythm with changes of the goal and breaks, some before its start."""
    changes = sorted(draw(st.sets(st.integers(-20, 300), max_size=3)))
    ends = sorted(draw(st.sets(st.integers(-30, 400), max_size=6)))
    breaks = zip(ends[::2], ends[1::2], strict=False)
    return Rhythm(
        draw(goals),
        draw(st.integers(1, 7)),
        MONDAY,
        former=tuple((day(number), draw(goals)) for number in changes),
        breaks=tuple((day(first), day(last)) for first, last in breaks),
    )


@st.composite
def lines(draw: st.DrawFn) -> Line:
    return Line(draw(rhythms()), day(draw(st.integers(-10, 200))), draw(st.integers(0, 5000)))


@given(lines(), st.integers(-30, 500))
def test_line_adds_up_what_each_day_asks_for(line, number):
    days = (day(n) for n in range(-30, number + 1))
    asked = sum(line.rhythm.minutes_on(each) for each in days if each >= line.first_day)

    assert line.at(day(number)) == pytest.approx(line.minutes + asked)


@given(lines(), st.integers(-30, 300), st.integers(0, 200))
def test_study_days_are_those_that_ask_for_something(line, number, length):
    first, last = day(number), day(number + length)
    days = (first + timedelta(days=n) for n in range(length + 1))

    assert line.study_days(first, last) == sum(
        each >= line.first_day and line.rhythm.minutes_on(each) > 0 for each in days
    )


@given(lines(), st.integers(0, 100_000))
def test_line_goes_above_on_the_day_it_says_and_not_before(line, more):
    minutes = line.minutes + more

    above = line.day_above(minutes)

    assert line.at(above) > minutes
    assert above == line.first_day or line.at(above - A_DAY) <= minutes + 2 * SLACK


@given(lines(), st.integers(1, 100_000))
def test_line_reaches_a_total_on_the_day_it_says(line, more):
    total = line.minutes + more

    reached = line.day_at(total)

    assert line.at(reached) >= total - 1e-5
    assert line.at(reached - A_DAY) < total


@given(lines(), st.integers(0, 200), st.integers(0, 20_000))
def test_ahead_counts_the_study_days_between_today_and_the_line(line, number, studied):
    today = day(number)
    covered = [d for n in range(-30, 400) if line.at(d := day(n)) <= studied + SLACK]
    last_covered = max(covered, default=line.first_day - A_DAY)

    found = line.ahead(studied, today)

    if found.days > 0:
        assert found.until > today
    if last_covered < day(399):
        ahead = line.study_days(today + A_DAY, last_covered)
        behind = line.study_days(max(last_covered + A_DAY, line.first_day), today - A_DAY)
        assert found.days == (ahead if last_covered >= today else -behind)


@given(lines(), st.integers(0, 200), st.integers(0, 20_000), st.integers(0, 2_000))
def test_more_study_never_leaves_somebody_further_behind(line, number, studied, more):
    today = day(number)

    assert line.ahead(studied + more, today).days >= line.ahead(studied, today).days


def test_who_has_not_studied_yet_today_is_not_behind_for_today():
    line = Line(rhythm(), MONDAY)

    assert line.ahead(0, MONDAY).days == 0
    assert line.ahead(60, day(1)).days == 0
    assert line.ahead(59, day(1)).days == -1
    assert line.ahead(0, day(3)).behind == 3


def test_who_has_done_todays_share_is_with_the_plan_and_more_is_ahead():
    line = Line(rhythm(), MONDAY)

    assert line.ahead(60, MONDAY).days == 0
    assert line.ahead(120, MONDAY).days == 1
    assert line.ahead(179, MONDAY).days == 1
    assert line.ahead(180, MONDAY).until == day(3)


def test_rest_days_put_nobody_ahead():
    """Sunday's share is done: the five days until Saturday ask for nothing and are no lead."""
    line = Line(rhythm(120, WEEKEND), MONDAY)

    on_sunday = line.ahead(120, day(6))

    assert (on_sunday.days, on_sunday.until) == (0, day(12))


def test_one_missed_study_day_is_one_however_many_rest_days_follow():
    line = Line(rhythm(120, WEEKEND), MONDAY)

    assert line.ahead(60, day(11)).days == -1


def test_breaks_are_flat():
    line = Line(rhythm(breaks=((day(2), day(400)),)), MONDAY)

    assert line.at(day(300)) == 120
    assert line.ahead(120, day(300)).days == 0
    assert line.day_at(180) == day(401)


def test_line_begins_anew_at_a_shift():
    line = Line(rhythm(), day(30), 100)

    assert line.at(day(29)) == 100
    assert line.ahead(100, day(30)).days == 0
    assert line.ahead(100, day(31)).days == -1


def test_minutes_taken_back_since_a_shift_leave_a_plan_that_is_behind():
    line = Line(rhythm(), day(30), 100)

    assert line.ahead(40, day(30)).days == 0
    assert line.ahead(40, day(32)).days == -2


def test_ten_years_take_no_longer_than_a_week():
    line = Line(rhythm(420, breaks=((day(40), day(50)),)), MONDAY)

    assert line.at(day(3652)) == pytest.approx(60 * (3653 - 11))
    assert line.day_at(60 * (3653 - 11)) == day(3652)
    assert len(line._stretches) == 3


def test_hours_needed_are_spread_over_the_days_left_less_breaks():
    plain, away = rhythm(), rhythm(breaks=((day(3), day(9)), (day(13), day(30))))

    assert minutes_a_week(600, plain, MONDAY, day(13)) == 300
    assert minutes_a_week(600, away, MONDAY, day(13)) == 700
    assert minutes_a_week(600, plain, MONDAY, MONDAY) == 4200


def test_no_hours_are_needed_for_a_day_that_is_over_or_behind_a_break():
    assert minutes_a_week(600, rhythm(), MONDAY, day(-1)) is None
    assert minutes_a_week(600, rhythm(breaks=((day(-3), day(9)),)), MONDAY, day(9)) is None
