"""What is said about the finish: every outlook, and no more exactness than there is."""

from datetime import date, timedelta

import pytest

from study import finish
from study.models import Enrolment
from study.pace.rhythm import Goal, Rhythm
from study.queries import (
    Calendar,
    ModuleState,
    Outlook,
    Pace,
    PathState,
    Standing,
    Told,
    UnitState,
)

TODAY = date(2026, 3, 2)  # a Monday
DAILY, WEEKDAYS = frozenset(range(1, 8)), frozenset(range(1, 6))


def day(text: str) -> date:
    return date.fromisoformat(text)


def told(
    early: str | None = "2026-05-25",
    middle: str | None = "2026-06-14",
    late: str | None = "2026-07-03",
    share: float = 0,
) -> Told:
    first, most_likely, last = (day(each) if each else None for each in (early, middle, late))
    return Told("x", TODAY, 8, first, most_likely, last, share)


def pace(
    *,
    forecast: Told | None = None,
    studied: int = 600,
    minutes: int = 3000,
    target: date | None = None,
    study_days: frozenset[int] = DAILY,
    days: int = 28,
    logged: dict[date, int] | None = None,
) -> Pace:
    """So many days after the start at seven hours a week: an hour on each of seven days."""
    started = TODAY - timedelta(days=days)
    unit = UnitState(1, "unit", "Unit", "code", minutes, "")
    enrolment = Enrolment(weekly_minutes=420, started_on=started, target_on=target)
    standing = Standing(
        Rhythm(Goal(420, study_days), 1, started), studied, {}, {}, (started, 0), forecast
    )
    path = PathState([ModuleState("m", "M", "", "", 1, [unit])])
    return Pace(enrolment, path, standing, Calendar(TODAY, 1, logged or {}), forecast)


def test_far_days_are_named_by_the_third_of_their_month_and_near_ones_exactly():
    assert finish.when(day("2026-03-20"), TODAY) == "March 20"
    assert finish.when(day("2026-06-14"), TODAY) == "mid-June"
    assert finish.when(day("2027-06-14"), TODAY) == "mid-June 2027"
    assert finish.on(day("2027-06-14"), TODAY) == "June 14, 2027"


def test_days_soon_after_new_year_need_no_year():
    assert finish.when(day("2027-01-10"), day("2026-12-20")) == "January 10"
    assert finish.when(day("2027-02-15"), day("2026-12-20")) == "mid-February"


@pytest.mark.parametrize(
    ("forecast", "outlook", "pill", "sentence"),
    [
        (
            told(),
            Outlook.WINDOW,
            "Likely finish late May to early July",
            "Most likely mid-June; between late May and early July.",
        ),
        (
            told("2026-03-10", "2026-03-16", "2026-03-28"),
            Outlook.WINDOW,
            "Likely finish Mar 10 to Mar 28",
            "Most likely March 16; between March 10 and March 28.",
        ),
        (
            told("2026-06-12", "2026-06-14", "2026-06-18"),
            Outlook.WINDOW,
            "Likely finish mid-June",
            "Most likely mid-June.",
        ),
        (
            told(late=None, share=0.2),
            Outlook.OPEN,
            "Likely finish late May or later",
            "Most likely mid-June, hardly before late May; perhaps not within a year at this pace.",
        ),
        (
            told(share=0.11),
            Outlook.OPEN,
            "Likely finish late May or later",
            "Most likely mid-June, hardly before late May; perhaps not within a year at this pace.",
        ),
        (told(share=0.1), Outlook.WINDOW, "Likely finish late May to early July", "Most likely"),
        (
            told(middle=None, late=None, share=0.51),
            Outlook.FAR,
            "No finish within a year at this pace",
            "No finish within a year at this pace.",
        ),
        (
            told(None, None, None, share=1.0),
            Outlook.FAR,
            "No finish within a year at this pace",
            "No finish within a year at this pace.",
        ),
        (None, Outlook.YOUNG, "", ""),
    ],
)
def test_window_says_what_the_forecast_lets_us_say(forecast, outlook, pill, sentence):
    found = pace(forecast=forecast)

    assert found.outlook is outlook
    assert finish.likely(found) == pill
    assert finish.window(forecast, TODAY).startswith(sentence)
    assert bool(finish.window(forecast, TODAY)) == bool(sentence)


def test_little_history_leaves_the_plans_day_only():
    words = finish.tempo(pace(studied=0, days=3, minutes=420))

    assert words == ("At your rhythm of 7 hours a week, kept from today on, you finish by March 8.")


@pytest.mark.parametrize(
    ("middle", "words"),
    [
        ("2026-06-14", "about at your target of June 14."),
        ("2026-06-21", "about 1 week after your target of June 14."),
        ("2026-05-24", "about 3 weeks before your target of June 14."),
    ],
)
def test_tempo_is_held_against_the_target(middle, words):
    logged = {TODAY - timedelta(days=number): 30 for number in range(1, 29)}
    found = pace(
        forecast=told("2026-05-10", middle, "2026-08-01"), target=day("2026-06-14"), logged=logged
    )

    assert finish.tempo(found) == f"At 3.5 hours a week you reach 60 hours {words}"


def test_tempo_without_a_target_or_after_it_says_the_middle():
    words = "At 0 hours a week you most likely reach 60 hours by mid-June."

    assert finish.tempo(pace(forecast=told())) == words
    assert finish.tempo(pace(forecast=told(), target=day("2026-02-20"))) == words


@pytest.mark.parametrize(
    ("target", "words", "hours"),
    [
        (None, "", ""),
        (
            "2026-03-01",
            "The day you aimed for, March 1, has come and gone. Nothing is lost.",
            "",
        ),
        (
            "2026-03-03",
            "What is left does not fit into the time until your target of March 3.",
            "",
        ),
        ("2026-04-19", "7.1 hours a week gets you there by your target of April 19.", "7.1"),
        (
            "2026-04-20",
            "7 hours a week gets you there by your target of April 20: your rhythm does.",
            "7",
        ),
    ],
)
def test_target_says_kindly_whether_it_can_be_kept(target, words, hours):
    found = pace(target=day(target) if target else None)

    assert (finish.target(found), finish.needed(found)) == (words, hours)


@pytest.mark.parametrize(
    ("studied", "study_days", "words"),
    [
        (28 * 60, DAILY, "You are in step with the plan."),
        (29 * 60, DAILY, "You are in step with the plan."),
        (30 * 60, DAILY, "1 day ahead of the plan."),
        (31 * 60, DAILY, "2 days ahead of the plan."),
        (27 * 60, DAILY, "1 day behind the plan."),
        (25 * 60, DAILY, "3 days behind the plan."),
        (4 * 420, WEEKDAYS, "You are in step with the plan."),
        (4 * 420 + 84 * 2, WEEKDAYS, "1 study day ahead of the plan."),
        (4 * 420 - 84, WEEKDAYS, "1 study day behind the plan."),
    ],
)
def test_place_counts_study_days_and_leaves_today_open(studied, study_days, words):
    assert finish.place(pace(studied=studied, study_days=study_days)) == words


def test_average_is_of_complete_weeks_and_forgets_no_empty_one():
    days = {0: 500, 3: 80, 4: 40, 20: 40, 21: 20}
    logged = {TODAY - timedelta(days=age): minutes for age, minutes in days.items()}

    assert pace(logged=logged).past_weeks == (0, 60, 0, 120)
    assert pace(logged=logged).average_minutes == 45


def test_what_was_studied_today_is_not_asked_for_again():
    logged = {TODAY: 60}

    assert pace(studied=60, days=0, minutes=420, logged=logged).plan_ends_on == day("2026-03-09")
    assert pace(studied=0, days=0, minutes=420).plan_ends_on == day("2026-03-08")
