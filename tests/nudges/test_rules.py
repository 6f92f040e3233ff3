"""Who is owed what, and why not: each rule just before, on and after its fact."""

import datetime as dt
from uuid import UUID

import pytest

from nudges.models import SkipCode
from nudges.rules import RULES, Owed, Situation, Slot
from nudges.rules.facts import week_of
from study.pace.consistency import _need
from study.pace.rhythm import Goal, Rhythm
from study.queries.situation import ModuleBrief, UnitBrief

MONDAY = dt.date(2026, 5, 18)
START = dt.date(2026, 1, 5)
TIMER = UUID(int=5)


def day(number):
    """A day after that Monday, or before it."""
    return MONDAY + dt.timedelta(days=number)


def rhythm(days=(1, 2, 3, 4, 5), minutes=300, **fields):
    return Rhythm(Goal(minutes, frozenset(days)), 1, **{"started_on": START} | fields)


def about(studied=(), minutes=60, **fields):
    """A learner who studied on some days around that Monday."""
    days = {day(each): minutes for each in studied}
    last = max(days, default=None)
    return Situation(1, **{"rhythm": rhythm(), "days": days, "last_studied_on": last} | fields)


def judge(kind, situation, number, at=dt.time(18, 30)):
    due = dt.datetime.combine(day(number), at, dt.UTC)
    return RULES[kind].judge(situation, Slot(day(number), day(number), due, at))


def answer(kind, situation, number):
    """The key that is owed, or the code."""
    verdict = judge(kind, situation, number)
    return verdict.key if isinstance(verdict, Owed) else verdict


BREAK = rhythm(breaks=((day(1), day(3)),))


@pytest.mark.parametrize(
    ("situation", "number", "expected"),
    [
        (about([-1]), 0, "2026-05-18"),
        (about([-1, 0], minutes=1), 0, SkipCode.STUDIED),
        (about([4]), 5, SkipCode.REST_DAY),
        (about([-4]), 0, SkipCode.AWAY),
        (about([0], rhythm=BREAK), 1, SkipCode.BREAK),
        (about([-1], is_finished=True), 0, SkipCode.FINISHED),
        (about([-1], rhythm=None), 0, SkipCode.OVER),
    ],
)
def test_study_reminder(situation, number, expected):
    assert answer("study_reminder", situation, number) == expected


def test_a_study_reminder_says_what_was_asked_for_and_goes_at_the_learners_time():
    why = "You asked for a reminder at 18:30 on your study days, and nothing was logged today."
    assert judge("study_reminder", about([-1]), 0).why == why
    default_at = RULES["study_reminder"].default_at
    assert default_at(about()) == dt.time(18, 30)
    assert default_at(about(study_time=dt.time(9))) == dt.time(9)
    for quiet in (dt.time(7), dt.time(21)):
        assert default_at(about(study_time=quiet)) == dt.time(18, 30)


@pytest.mark.parametrize(
    ("situation", "number", "expected"),
    [
        (about([0, 1, 2]), 3, "2026-05-18"),  # two needed, two left
        (about([0, 1, 2, 3]), 4, "2026-05-18"),
        (about([0, 1, 2, 3], minutes=75), 4, SkipCode.STUDIED),  # met by minutes
        (about([0, 1, 2, 3, 4]), 4, SkipCode.STUDIED),
        (about([0, 1, 2, 3, 4], minutes=5), 4, SkipCode.STUDIED),
        (about([0, 1]), 3, SkipCode.OVER),  # cannot be met any more
        (about([0, 1]), 2, SkipCode.OVER),  # too early
        (about([0, 1, 2, 3]), 5, SkipCode.OVER),  # a rest day
        (about([0, 1, 2], rhythm=rhythm(started_on=MONDAY)), 3, SkipCode.OVER),
        (about([0, 1, 2], rhythm=BREAK), 3, SkipCode.BREAK),
        (about([0, 1, 2], is_finished=True), 3, SkipCode.FINISHED),
        (about([-5]), 4, SkipCode.AWAY),
    ],
)
def test_week_at_risk(situation, number, expected):
    assert answer("week_at_risk", situation, number) == expected


def test_a_week_at_risk_says_how_many_days_and_minutes_it_needs():
    assert judge("week_at_risk", about([0, 1, 2]), 3).facts == {"days": 2, "minutes": 120}


@pytest.mark.parametrize("minutes", [100, 130, 301, 420])
@pytest.mark.parametrize("studied", range(8))
@pytest.mark.parametrize("a_day", [5, 10, 43, 61])
def test_the_days_a_week_needs_are_those_a_reserve_would_have_to_stand_for(minutes, studied, a_day):
    for days in ((1, 2, 3), (1, 2, 3, 4, 5, 6, 7), (2,)):
        goal = rhythm(days, minutes)
        week = week_of(about(range(studied), minutes=a_day), goal, MONDAY)

        assert week.days_needed == _need(week.minutes, week.days, week.asked)
        assert week.is_met == (week.days_needed == 0)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (2, SkipCode.STUDIED),
        (3, "2026-05-18:3"),
        (6, "2026-05-18:3"),
        (7, "2026-05-18:7"),
        (14, "2026-05-18:14"),
        (59, "2026-05-18:30"),
        (60, "2026-05-18:stop"),
        (300, "2026-05-18:stop"),
    ],
)
def test_come_back_has_steps(number, expected):
    assert answer("come_back", about([0]), number) == expected


@pytest.mark.parametrize(
    ("situation", "number", "expected"),
    [
        (about([0], rhythm=BREAK), 3, SkipCode.BREAK),
        (about([0], rhythm=BREAK), 5, SkipCode.STUDIED),  # the break's days are none
        (about([0], rhythm=BREAK), 6, "2026-05-18:3"),
        (about([0], rhythm=rhythm([1])), 6, SkipCode.STUDIED),  # no study day was missed
        (about([0], is_finished=True), 9, SkipCode.FINISHED),
        (about(rhythm=rhythm(started_on=MONDAY)), 3, "2026-05-18:3"),
    ],
)
def test_come_back_counts_days_on_which_study_was_meant(situation, number, expected):
    assert answer("come_back", situation, number) == expected


def test_come_back_names_the_day():
    studied = judge("come_back", about([0]), 4)
    began = judge("come_back", about(rhythm=rhythm(started_on=MONDAY)), 4)

    assert studied.facts == {"step": "3", "days": 4}
    assert studied.why.endswith("you studied last on 18 May.")
    assert began.why.endswith("you began the path on 18 May.")


@pytest.mark.parametrize(
    ("situation", "number", "expected"),
    [
        (about([0], rhythm=BREAK), 4, "break:2026-05-21"),
        (about([0], rhythm=BREAK), 3, SkipCode.OVER),
        (about([0], rhythm=BREAK), 5, SkipCode.OVER),
        (about([0, 4], rhythm=BREAK), 4, SkipCode.STUDIED),
        (about(rhythm=rhythm(breaks=((day(3), day(3)),))), 4, SkipCode.OVER),
        (about(rhythm=rhythm(breaks=((day(1), day(3)), (day(4), day(5))))), 4, SkipCode.OVER),
        (about(rhythm=BREAK, is_finished=True), 4, SkipCode.FINISHED),
        (about(rhythm=None), 4, SkipCode.OVER),
    ],
)
def test_break_over(situation, number, expected):
    assert answer("break_over", situation, number) == expected


def unit(pk, number=None, yields=""):
    return UnitBrief(pk, f"unit-{pk}", f"Unit {pk}", 60, "code", yields, number and day(number))


@pytest.mark.parametrize(
    ("situation", "number", "expected"),
    [
        (about([1, 2]), 7, "2026-05-18"),
        (about([1, 2]), 8, SkipCode.OVER),
        (about([1], reflected=frozenset([MONDAY])), 7, SkipCode.READ),
        (about([-1]), 7, SkipCode.AWAY),
        (about([1], rhythm=rhythm(breaks=((day(7), day(9)),))), 7, SkipCode.BREAK),
        (about([1], rhythm=None), 7, SkipCode.OVER),
    ],
)
def test_weekly_review(situation, number, expected):
    assert answer("weekly_review", situation, number) == expected


def test_a_weekly_review_knows_what_was_done():
    done = (unit(3, 7), unit(2, 6), unit(1, -1), unit(4))

    assert judge("weekly_review", about([1, 2], completed=done), 7).facts == {
        "week": "2026-05-18", "minutes": 120, "asked": 300, "days": 2, "units": 1
    }  # fmt: skip


MODULE = ModuleBrief("basics", "Basics", "An app", MONDAY)


@pytest.mark.parametrize(
    ("fields", "number", "expected"),
    [
        ({"modules": (MODULE,)}, 0, "module:basics"),
        ({"modules": (MODULE,)}, 3, "module:basics"),
        ({"modules": (MODULE,), "is_finished": True, "rhythm": None}, 3, "module:basics"),
        ({"modules": (MODULE,)}, 4, SkipCode.OVER),
        ({"modules": (MODULE,)}, -1, SkipCode.OVER),
        ({"modules": (MODULE,), "rhythm": BREAK}, 1, SkipCode.BREAK),
        ({}, 0, SkipCode.OVER),
    ],
)
def test_milestone(fields, number, expected):
    assert answer("milestone", about(**fields), number) == expected


@pytest.mark.parametrize(
    ("fields", "number", "expected"),
    [
        ({"completed": (unit(2, 1), unit(1, 1))}, 2, "unit:2"),
        ({"completed": (unit(2, 1), unit(1, 1, "experiment"))}, 2, "experiment:1"),
        ({"completed": (unit(2, 1),)}, 5, SkipCode.OVER),
        ({"minutes_since_published": 599}, 2, SkipCode.OVER),
        ({"minutes_since_published": 600}, 2, "hours:never:1"),
        ({"minutes_since_published": 1300, "published_on": START}, 2, "hours:2026-01-05:2"),
        ({"minutes_since_published": 600}, 8, SkipCode.AWAY),
        ({"minutes_since_published": 600, "rhythm": BREAK}, 2, SkipCode.BREAK),
        ({"minutes_since_published": 600, "rhythm": None}, 2, SkipCode.OVER),
    ],
)
def test_blog_prompt(fields, number, expected):
    assert answer("blog_prompt", about([1], **fields), number) == expected


@pytest.mark.parametrize(("hours", "expected"), [(3, SkipCode.OVER), (4, f"timer:{TIMER}")])
def test_forgotten_timer_even_in_a_break(hours, expected):
    since = dt.datetime(2026, 5, 19, 18, 30, tzinfo=dt.UTC) - dt.timedelta(hours=hours)
    running = about(rhythm=BREAK, timer_id=TIMER, timer_since=since)

    assert answer("forgotten_timer", running, 1) == expected
    assert answer("forgotten_timer", about(), 1) is SkipCode.OVER


def test_rules_go_in_their_order_and_have_reasons():
    numbers = [RULES[kind].priority for kind in RULES]

    assert sorted(numbers) == [10, 12, 20, 25, 30, 40, 45, 50, 60, 65, 70, 75, 80]
    assert not RULES["forgotten_timer"].has_slot
