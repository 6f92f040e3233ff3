"""The finish window: what it is made of, and how it answers to what goes in."""

from datetime import date, timedelta
from statistics import NormalDist, mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from study.pace.forecast import HORIZON_DAYS, Window, forecast, history, level_sigma
from study.pace.rhythm import Goal, Rhythm

MONDAY = date(2026, 3, 2)
STEADY = (300.0,) * 12
NEVER = date.max


def rhythm(
    *breaks: tuple[date, date], week_start: int = 1, started: date = date(2024, 1, 1)
) -> Rhythm:
    goal = Goal(300, frozenset(range(1, 8)))
    return Rhythm(goal, week_start, started, breaks=tuple(sorted(breaks)))


def days_of(*weeks: int, before: date = MONDAY) -> dict[date, int]:
    """Days with that many minutes a week, on its first two days; the last week is the latest."""
    return {
        before - timedelta(weeks=age) + timedelta(days=n): minutes // 2
        for age, minutes in enumerate(reversed(weeks), 1)
        for n in range(2)
        if minutes
    }


def tell(weeks=STEADY, remaining=3000, breaks=(), today=MONDAY, seed=1):
    return forecast(weeks, remaining, rhythm(*breaks), today, seed)


def days_ahead(window: Window, today: date = MONDAY) -> list[int | None]:
    found = (window.early_on, window.middle_on, window.late_on)
    return [(day - today).days if day else None for day in found]


def order(window: Window) -> list[date]:
    return [day or NEVER for day in (window.early_on, window.middle_on, window.late_on)]


# --- History ----------------------------------------------------------------------------


def test_history_has_the_complete_weeks_oldest_first_and_keeps_empty_ones():
    days = days_of(100, 0, 300)

    assert history(days, rhythm(started=MONDAY - timedelta(weeks=3)), MONDAY) == (100, 0, 300)


def test_history_is_twelve_weeks_at_most():
    days = days_of(*range(100, 1600, 100))

    assert history(days, rhythm(), MONDAY) == tuple(range(400, 1600, 100))


def test_history_has_neither_the_present_week_nor_days_after_today():
    days = days_of(100, 300)
    later = {MONDAY: 500, MONDAY + timedelta(days=3): 500, MONDAY + timedelta(days=9): 500}
    started = rhythm(started=MONDAY - timedelta(weeks=2))

    for today in range(7):
        assert history(days | later, started, MONDAY + timedelta(days=today)) == (100, 300)


def test_history_leaves_out_the_week_in_which_the_learner_started_unless_it_is_whole():
    days = days_of(100, 200, 300)
    monday = MONDAY - timedelta(weeks=3)

    assert history(days, rhythm(started=monday), MONDAY) == (100, 200, 300)
    assert history(days, rhythm(started=monday + timedelta(days=1)), MONDAY) == (200, 300)


def test_history_follows_the_learners_start_of_the_week():
    days = {MONDAY - timedelta(days=n): 10 for n in range(1, 22)}  # until Sunday

    weeks = history(days, rhythm(week_start=7, started=MONDAY - timedelta(weeks=3)), MONDAY)

    assert weeks == (70, 70)  # Sundays to Saturdays: the last Sunday is in the present week


def test_history_leaves_out_weeks_in_a_break_and_reaches_further_back():
    days = days_of(100, 200, 300, 400)
    away = (MONDAY - timedelta(weeks=2), MONDAY - timedelta(weeks=1, days=1))

    assert history(days, rhythm(away, started=MONDAY - timedelta(weeks=4)), MONDAY) == (
        100,
        200,
        400,
    )


@pytest.mark.parametrize(("days_away", "week"), [(1, 70), (2, 70), (3, 70), (4, None)])
def test_history_scales_a_week_that_a_break_cuts_into_or_leaves_it_out(days_away, week):
    days = {MONDAY - timedelta(days=n): 10 for n in range(1, 22)}
    cut = MONDAY - timedelta(weeks=2)
    away = (cut, cut + timedelta(days=days_away - 1))

    weeks = history(days, rhythm(away, started=MONDAY - timedelta(weeks=3)), MONDAY)

    assert weeks == tuple(each for each in (70, week, 70) if each)


def test_history_reaches_no_further_back_than_a_calendar_does():
    days = days_of(*[100] * 60)
    away = (MONDAY - timedelta(weeks=50), MONDAY - timedelta(days=1))

    assert history(days, rhythm(away), MONDAY) == (100, 100)


@pytest.mark.parametrize(
    ("weeks", "enough"),
    [((300,), False), ((300, 0), False), ((300, 300), True), ((0, 0, 300, 0, 300), True)],
)
def test_history_is_empty_below_two_weeks_or_four_active_days(weeks, enough):
    started = rhythm(started=MONDAY - timedelta(weeks=len(weeks)))

    assert bool(history(days_of(*weeks), started, MONDAY)) == enough


def test_history_counts_active_days_of_its_own_weeks_only():
    days = days_of(300, *[0] * 11, 300) | {MONDAY: 60, MONDAY + timedelta(days=1): 60}

    assert history(days, rhythm(), MONDAY + timedelta(days=2)) == ()


# --- The window -------------------------------------------------------------------------


def test_window_of_a_steady_learner_lies_around_what_is_left_over_the_pace():
    early, middle, late = days_ahead(tell(remaining=3000))

    assert early < 69 < late
    assert 67 <= middle <= 71  # ten weeks, from today on


def test_window_has_the_percentiles_of_the_level():
    """Equal weeks leave only the level to chance, whose percentiles are known."""
    sigma = level_sigma(STEADY)
    tails = [NormalDist(0, sigma).inv_cdf(share) for share in (0.1, 0.5, 0.9)]

    found = days_ahead(tell(remaining=3000))

    expected = [70 * 2.718281828**tail for tail in tails]
    assert all(abs(days + 1 - wanted) < 4 for days, wanted in zip(found, expected, strict=True))


def test_level_spreads_by_the_weeks_own_variation_within_limits():
    wild = (0, 0, 0, 0, 0, 3000)

    assert level_sigma(STEADY) < level_sigma((200, 400) * 6) < level_sigma((50, 550) * 6)
    assert level_sigma((300, 300)) > level_sigma((300,) * 4) > level_sigma((300,) * 12)
    assert level_sigma(wild) < 2**0.5
    assert level_sigma((3, 5, 4)) == pytest.approx(level_sigma((300, 500, 400)))


def test_rest_of_the_week_is_that_part_of_a_week():
    """Little is left, so it ends this week: at the pace of a seventh of a week a day."""
    for weekday in range(7):
        today = MONDAY + timedelta(days=weekday)

        assert days_ahead(tell(remaining=100, today=today), today)[1] == 2


def test_window_of_a_few_minutes_is_today():
    assert days_ahead(tell(remaining=1)) == [0, 0, 0]


def test_paths_longer_than_a_year_have_no_day():
    window = tell(remaining=300 * 53)

    assert window.early_on
    assert window.late_on is None
    assert 0.4 < window.unfinished_share < 0.6
    assert order(tell(remaining=10**6)) == [NEVER] * 3
    assert tell(remaining=10**6).unfinished_share == 1


def test_late_day_is_missing_exactly_when_a_tenth_of_the_paths_do_not_end():
    for remaining in range(8_000, 14_000, 250):
        window = tell(remaining=remaining)

        assert (window.late_on is None) == (window.unfinished_share > 0.1)


def test_break_on_all_the_days_ahead_leaves_nothing():
    away = (MONDAY, MONDAY + timedelta(days=HORIZON_DAYS))

    assert tell(breaks=[away]) == Window(None, None, None, 1)


def test_no_path_ends_in_a_break():
    away = (MONDAY + timedelta(days=3), MONDAY + timedelta(days=200))

    window = tell(remaining=600, breaks=[away])

    assert not any(away[0] <= day <= away[1] for day in order(window))
    assert window.late_on > away[1]


def test_break_moves_the_window_by_its_days():
    """From the end of this week on, everything is later by the days of the break."""
    next_monday = MONDAY + timedelta(weeks=1)
    away = (next_monday, next_monday + timedelta(days=9))

    plain, moved = days_ahead(tell()), days_ahead(tell(breaks=[away]))

    assert moved == [days + 10 for days in plain]


past = st.lists(st.integers(0, 1500), min_size=2, max_size=12).filter(lambda weeks: sum(weeks) > 0)
todays = st.integers(0, 6).map(lambda days: MONDAY + timedelta(days=days))
seeds = st.integers(0, 2**63 - 1)
stretches = st.tuples(st.integers(0, 300), st.integers(0, 40)).map(
    lambda days: (MONDAY + timedelta(days=days[0]), MONDAY + timedelta(days=sum(days)))
)
a_few = settings(max_examples=15)


@a_few
@given(past, st.integers(1, 6000), todays, seeds, stretches)
def test_window_is_in_order_and_the_same_every_time(weeks, remaining, today, seed, away):
    window = tell(weeks, remaining, [away], today, seed)

    assert order(window) == sorted(order(window))
    assert min(order(window)) >= today
    assert 0 <= window.unfinished_share <= 1
    assert window == tell(weeks, remaining, [away], today, seed)


@a_few
@given(past, st.integers(1, 6000), st.integers(0, 2000), todays, seeds)
def test_more_to_do_never_ends_earlier(weeks, remaining, more, today, seed):
    less = tell(weeks, remaining, today=today, seed=seed)
    longer = tell(weeks, remaining + more, today=today, seed=seed)

    assert all(one <= other for one, other in zip(order(less), order(longer), strict=True))
    assert less.unfinished_share <= longer.unfinished_share


@a_few
@given(past, st.integers(1, 6000), stretches, todays, seeds)
def test_break_never_brings_the_window_forward(weeks, remaining, away, today, seed):
    plain = tell(weeks, remaining, today=today, seed=seed)
    pushed = tell(weeks, remaining, [away], today, seed)

    assert all(one <= other for one, other in zip(order(plain), order(pushed), strict=True))
    assert plain.unfinished_share <= pushed.unfinished_share


@a_few
@given(past, st.integers(1, 3000), todays, seeds)
def test_window_knows_no_unit_of_time(weeks, remaining, today, seed):
    doubled = [2 * minutes for minutes in weeks]

    assert tell(weeks, remaining, today=today, seed=seed) == tell(
        doubled, 2 * remaining, today=today, seed=seed
    )


@pytest.mark.parametrize("weeks", [(0, 900, 0, 900), STEADY, (100, 500, 300)])
def test_seed_matters_little(weeks):
    """What chance adds to the window is small beside the window."""
    windows = [days_ahead(tell(weeks, 3000, seed=seed)) for seed in range(8)]
    middle = mean(window[1] for window in windows)
    width = mean(window[2] - window[0] for window in windows)

    assert all(abs(window[1] - middle) < width / 10 for window in windows)
