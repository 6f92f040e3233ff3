"""The page of the plan, and what can be changed on it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from study.models import Shift
from tests.factories import (
    BreakFactory,
    CompletionFactory,
    EntryFactory,
    PlacementFactory,
    SkipFactory,
)
from tests.study.plan.pages import rhythm, unit, words

PLAN, RHYTHM, BREAKS = (
    reverse("study:plan"),
    reverse("study:edit-rhythm"),
    reverse("study:declare-break"),
)
POSTS = [
    RHYTHM,
    BREAKS,
    reverse("study:set-hours"),
    reverse("study:shift-plan"),
    reverse("study:end-break", args=[1]),
    reverse("study:delete-break", args=[1]),
    reverse("study:undo-shift", args=[1]),
]
WEEK = timedelta(weeks=1)


def test_plan_is_of_somebody_who_is_on_a_path(client, learner_client):
    assert client.get(PLAN).url.startswith("/accounts/login/")
    for address in POSTS:
        assert client.post(address).url.startswith("/accounts/login/")
    for address in (PLAN, RHYTHM, BREAKS, reverse("study:set-hours")):
        method = learner_client.get if address == PLAN else learner_client.post
        assert method(address).url == reverse("home")


@pytest.mark.parametrize("address", POSTS)
def test_changes_are_posted(learner_client, enrolment, address):
    assert learner_client.get(address).status_code == 405


def test_plan_shows_weeks_from_the_present_one_with_links(learner_client, learner, enrolment):
    response = learner_client.get(PLAN)

    weeks = response.context["weeks"] + response.context["later_weeks"]
    assert [[piece.unit.id for piece in row.pieces] for row in weeks] == [
        [unit(enrolment, n).pk] for n in range(6)
    ]
    assert [row.is_present for row in weeks] == [True, *[False] * 5]
    assert f'href="{unit(enrolment, 0).get_absolute_url()}"' in response.text
    assert "30 h of work left. At 5 hours a week you are done in the week of" in words(response)
    assert "2 more weeks" in words(response)


@pytest.mark.parametrize("count", [1, 3])
def test_plan_asks_the_same_however_much_there_is(
    learner_client, learner, enrolment, today, count, django_assert_num_queries
):
    for n in range(count):
        BreakFactory(learner=learner, first_day=today + n * WEEK, last_day=today + n * WEEK)
        Shift.objects.create(enrolment=enrolment, day=today - n * WEEK)
        EntryFactory(learner=learner, unit=unit(enrolment, n), day=today)
        PlacementFactory(module=enrolment.edition.modules.first())

    with django_assert_num_queries(9):
        assert learner_client.get(PLAN).status_code == 200


def test_plan_says_to_which_step_a_unit_goes(learner_client, enrolment):
    learner_client.post(RHYTHM, rhythm(weekly_hours="2"))

    text = words(learner_client.get(PLAN))

    assert "to step 2 of 5" in text
    assert "step 3 to 4 of 5" in text
    assert "from step 5 of 5" in text


@pytest.mark.parametrize(
    ("studied", "said"),
    [
        (0, "What is left of this week holds nothing more. The plan goes on in the next."),
        (200, "What is left of this week holds nothing more. The plan goes on in the next."),
        (240, "What this week asked for is done."),
    ],
)
def test_plan_says_why_the_present_week_holds_nothing(
    learner_client, learner, enrolment, today, studied, said
):
    yesterday = today - timedelta(days=1)
    learner.week_start = yesterday.isoweekday()
    learner.save(update_fields=["week_start"])
    enrolment.started_on, enrolment.study_days = yesterday, str(yesterday.isoweekday())
    enrolment.save(update_fields=["started_on", "study_days"])
    if studied:
        EntryFactory(learner=learner, day=yesterday, minutes=studied)

    response = learner_client.get(PLAN)

    assert response.context["weeks"][0].pieces == []
    assert words(response).count(said) == 1
    assert "Nothing is asked for in this week." not in words(response)


def test_plan_of_somebody_who_is_done(learner_client, learner, enrolment):
    for n in range(6):
        CompletionFactory(learner=learner, unit=unit(enrolment, n))

    assert "Every unit is done." in words(learner_client.get(PLAN))


def test_plan_of_somebody_who_left_the_rest_out(learner_client, learner, enrolment):
    for n in range(6):
        SkipFactory(learner=learner, unit=unit(enrolment, n))

    text = words(learner_client.get(PLAN))

    assert "Nothing is open" in text
    assert "Every unit is done" not in text


def test_plan_of_units_that_took_their_time_names_no_week(learner_client, learner, enrolment):
    for n in range(4):
        CompletionFactory(learner=learner, unit=unit(enrolment, n))
    for n in (4, 5):
        EntryFactory(learner=learner, unit=unit(enrolment, n), minutes=400)

    response = learner_client.get(PLAN)

    text = words(response)
    assert "By the estimates no time is left, and 2 units are open." in text
    assert "0 min of work left" not in text
    assert "This week" not in text
    assert [unit(enrolment, n).title in text for n in range(6)] == [False] * 4 + [True] * 2


@pytest.mark.parametrize(
    ("days", "said"),
    [(300, "That meets your target"), (5, "after your target"), (1, "weeks after your target")],
)
def test_plan_says_whether_it_meets_the_target(learner_client, enrolment, today, days, said):
    enrolment.target_on = today + timedelta(days=days)
    enrolment.save(update_fields=["target_on"])

    assert said in words(learner_client.get(PLAN))


def test_plan_that_ends_in_the_week_of_the_target(learner_client, enrolment):
    enrolment.target_on = learner_client.get(PLAN).context["plan"].last_week.last_day
    enrolment.save(update_fields=["target_on"])

    assert "That is the week of your target" in words(learner_client.get(PLAN))


@pytest.mark.parametrize("name", ["study:plan", "study:path", "study:settings"])
def test_path_is_marked_on_all_its_pages(learner_client, enrolment, name):
    text = learner_client.get(reverse(name)).text

    assert re.search(r'<a href="/path/" aria-current="page"><svg', text)


def test_nobody_sees_the_tabs_without_a_path(client, learner_client, enrolment):
    assert PLAN not in client.get(reverse("study:path")).text
    assert PLAN in learner_client.get(reverse("study:path")).text
