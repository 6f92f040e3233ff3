"""The page of the plan, and what can be changed on it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from study.models import FormerGoal, Shift
from tests.factories import (
    BreakFactory,
    CompletionFactory,
    EntryFactory,
    PlacementFactory,
    SkipFactory,
)
from tests.study.plan.pages import unit, words

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


def rhythm(**changes):
    known = {"weekly_hours": "5", "study_days": list("1234567"), "study_time": "", "target_on": ""}
    return known | changes


# --- The page -----------------------------------------------------------------------------


def test_plan_is_of_somebody_who_is_on_a_path(client, learner_client):
    assert client.get(PLAN).url.startswith("/accounts/login/")
    for address in POSTS:
        assert client.post(address).url.startswith("/accounts/login/")
    for address in (PLAN, RHYTHM, BREAKS):
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


# --- The rhythm ---------------------------------------------------------------------------


def test_rhythm_is_saved_and_shown(learner_client, learner, enrolment, today):
    learner.week_start = 1
    learner.save(update_fields=["week_start"])
    target = today + timedelta(days=200)
    sent = rhythm(
        weekly_hours="4.5",
        study_days=["6", "1"],
        study_time="19:30",
        target_on=target.isoformat(),
    )

    response = learner_client.post(RHYTHM, sent, follow=True)

    assert response.redirect_chain == [(PLAN, 302)]
    enrolment.refresh_from_db()
    assert (enrolment.weekly_minutes, enrolment.study_days) == (270, "16")
    assert (enrolment.study_time.hour, enrolment.target_on) == (19, target)
    assert "You study on Monday, Saturday." in words(response)
    assert "Rest days: Tuesday, Wednesday, Thursday, Friday, Sunday." in words(response)
    assert 'value="19:30"' in response.text


@pytest.mark.parametrize("hours", ["7.33", "3.67", "0.5", "10"])
def test_rhythm_takes_again_the_hours_it_shows(learner_client, enrolment, hours):
    learner_client.post(RHYTHM, rhythm(weekly_hours=hours))
    shown = learner_client.get(PLAN).context["rhythm_form"]["weekly_hours"].value()

    assert shown == hours
    assert learner_client.post(RHYTHM, rhythm(weekly_hours=shown)).url == PLAN


def test_rhythm_lists_days_from_the_learners_first(learner_client, learner, enrolment):
    learner.week_start = 7
    learner.save(update_fields=["week_start"])

    form = learner_client.get(PLAN).context["rhythm_form"]

    assert [day for day, _name in form.fields["study_days"].choices] == list("7123456")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"weekly_hours": "200"}, "A week has 168 hours."),
        ({"study_days": []}, "Choose at least one day of the week."),
        ({"study_time": "late"}, "Write the time as hours and minutes"),
        ({"target_on": "2020-01-01"}, "Choose a day that is still to come."),
    ],
)
def test_rhythm_that_makes_no_sense_is_kept_in_the_form(learner_client, enrolment, typed, message):
    response = learner_client.post(RHYTHM, rhythm(**{"weekly_hours": "3.25"} | typed))

    assert message in response.text
    assert 'href="#rhythm">See what needs a change' in response.text
    assert f'value="{typed.get("weekly_hours", "3.25")}"' in response.text
    enrolment.refresh_from_db()
    assert enrolment.weekly_minutes == 300


def test_starting_point_changes_the_hours_alone(learner_client, enrolment):
    learner_client.post(RHYTHM, rhythm(study_days=["2"], study_time="07:00"))

    response = learner_client.post(reverse("study:set-hours"), {"weekly_hours": "10"}, follow=True)

    enrolment.refresh_from_db()
    assert (enrolment.weekly_minutes, enrolment.study_days) == (600, "2")
    assert enrolment.study_time
    assert "10 h a week: 3 weeks" in words(response)


def test_starting_point_of_nothing_changes_nothing(learner_client, enrolment):
    assert learner_client.post(reverse("study:set-hours"), {"weekly_hours": "0"}).url == PLAN

    enrolment.refresh_from_db()
    assert enrolment.weekly_minutes == 300
    assert not FormerGoal.objects.exists()
