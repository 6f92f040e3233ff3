from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.importer import load_builtin
from curriculum.models import Resource, Track, Unit
from study.advice import Answers, Prospect, Route, advise, weeks
from study.models import Coding, Mathematics, PythonSkill
from study.words import about
from tests.curriculum.files import NOW

WHOLE, SHORT = Route("Aspiring practitioner", 4200), Route("Product builder", 1175)
TODAY = date(2026, 11, 23)
EVERY_ANSWER = [
    Answers(*each)
    for each in product(
        ["", *Coding.values], ["", *PythonSkill.values], ["", *Mathematics.values], [None, 300]
    )
]


def texts(**answers):
    return " ".join(each.text for each in advise(Answers(**answers), [WHOLE, SHORT]))


@pytest.mark.parametrize("weekly_minutes", [None, 120, 300, 1200])
def test_nobody_who_answered_no_question_is_advised(weekly_minutes):
    assert advise(Answers(weekly_minutes=weekly_minutes), [WHOLE, SHORT]) == []


def test_who_brings_everything_is_sent_to_the_first_unit():
    (only,) = advise(Answers("year", "yes", "yes"), [WHOLE, SHORT])

    assert "You bring what the course asks for." in only.text
    assert only.units == ("first-model-today",)


@pytest.mark.parametrize("answers", EVERY_ANSWER, ids=str)
def test_every_advice_has_a_next_step(answers):
    for advice in advise(answers, [WHOLE, SHORT]):
        assert advice.text.endswith(".")
        assert "!" not in advice.text
        assert advice.units or advice.resources


@pytest.mark.parametrize(
    ("answers", "said", "unsaid"),
    [
        ({"coding": "none"}, "write small programs of your own first", "You bring"),
        ({"coding": "none", "python": "none"}, "start anyway", "Get to know its functions"),
        ({"coding": "some"}, "Start anyway if you can say", "small programs"),
        ({"coding": "year"}, "", "year of code"),
        ({"python": "other"}, "Coming from another language", "year of code"),
        ({"python": "none"}, "Get to know its functions", "You bring"),
        ({"mathematics": "little"}, "Two ideas carry most of it", "You bring"),
        ({"mathematics": "rusty"}, "Secondary-school mathematics is enough", "Two ideas"),
        (
            {"coding": "year", "weekly_minutes": 120},
            "That is slow and it works",
            "half a working week",
        ),
        ({"coding": "year", "weekly_minutes": 300}, "At 5 h a week", "That is"),
        ({"coding": "year", "weekly_minutes": 1200}, "half a working week", "slow"),
    ],
)
def test_advice_fits_the_answers(answers, said, unsaid):
    assert said in texts(**answers)
    assert unsaid not in texts(**answers)


@pytest.mark.parametrize(
    ("weekly_minutes", "whole", "short"),
    [(30, 140, 40), (120, 35, 10), (300, 14, 4), (420, 10, 3), (600, 7, 2), (4200, 1, 1)],
)
def test_hours_are_told_in_weeks_of_both_tracks(weekly_minutes, whole, short):
    said = texts(coding="year", weekly_minutes=weekly_minutes)

    one = {1: "1 week"}
    assert f"(70 h) takes about {one.get(whole, f'{whole} weeks')} and" in said
    assert f"(19 h 35 min) takes about {one.get(short, f'{short} weeks')}." in said


@given(st.integers(0, 100_000), st.integers(30, 10_080))
def test_weeks_are_enough_and_not_one_too_many(minutes, weekly_minutes):
    number = weeks(minutes, weekly_minutes)

    assert number * weekly_minutes >= minutes > (number - 1) * weekly_minutes or number == 0


@given(st.integers(0, 10_000), st.integers(30, 10_080), st.integers(1, 3000))
def test_needed_minutes_reach_the_target_and_one_less_does_not(left, goal, days):
    pace = Prospect(left, goal, TODAY, TODAY + timedelta(days=days))

    assert pace.needed_minutes * days >= left * 7
    assert (pace.needed_minutes - 1) * days < left * 7
    assert pace.reaches_target == (goal * days >= left * 7)


def test_pace_says_when_the_end_comes():
    pace = Prospect(4200, 300, TODAY, date(2027, 3, 1))

    assert (pace.weeks, pace.weeks_in_words, pace.ends_about) == (
        14,
        "14 weeks",
        "early March 2027",
    )
    assert pace.reaches_target
    assert pace.needed_minutes == 300


@pytest.mark.parametrize("target_on", [None, TODAY, TODAY - timedelta(days=1)])
def test_pace_needs_nothing_without_a_day_ahead(target_on):
    pace = Prospect(4200, 300, TODAY, target_on)

    assert pace.needed_minutes is None
    assert not pace.reaches_target


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 1), "early December"),
        (date(2026, 12, 10), "early December"),
        (date(2026, 12, 11), "mid-December"),
        (date(2026, 12, 20), "mid-December"),
        (date(2026, 12, 21), "late December"),
        (date(2026, 12, 31), "late December"),
        (date(2027, 1, 1), "early January 2027"),
    ],
)
def test_days_are_told_roughly(day, words):
    assert about(day, TODAY) == words


@pytest.mark.django_db
def test_advice_points_at_what_the_built_in_path_has():
    load_builtin(now=NOW)
    advice = [each for answers in EVERY_ANSWER for each in advise(answers, [WHOLE, SHORT])]

    units = {slug for each in advice for slug in each.units}
    resources = {slug for each in advice for slug in each.resources}
    assert set(Unit.objects.filter(slug__in=units).values_list("slug", flat=True)) == units
    known = Resource.objects.current().filter(slug__in=resources)
    assert set(known.values_list("slug", flat=True)) == resources
    tracks = Track.objects.order_by("position").values_list("title", "target_minutes")
    assert list(tracks) == [(WHOLE.title, WHOLE.minutes), (SHORT.title, SHORT.minutes)]
