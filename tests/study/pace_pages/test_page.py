"""The page about pace: what it says in every state, and for whom."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from study import finish
from study.models import Enrolment, Forecast
from study.queries import path_state, told_a_month_ago, work_mix
from tests.factories import (
    CompletionFactory,
    EnrolmentFactory,
    EntryFactory,
    SkipFactory,
    TrackFactory,
)
from tests.study.pace_pages.saying import HOME, PACE, some_of_everything, studied, text, told


@pytest.mark.parametrize("count", [1, 3])
def test_pace_runs_eight_queries_however_much_there_is(
    learner_client, learner, enrolment, units, today, count, django_assert_num_queries
):
    some_of_everything(enrolment, units, today, count=count, told_every=30)

    # session, user, enrolment, path, standing, earlier forecast, kinds, timer
    with django_assert_num_queries(8):
        assert learner_client.get(PACE).status_code == 200


def test_pace_leads_who_is_on_no_path_to_the_start(learner_client):
    assert learner_client.get(PACE).url == HOME


def test_pace_of_the_first_days_says_the_plan_and_why_no_more(learner_client, enrolment):
    page = text(learner_client.get(PACE))

    assert "At your rhythm of 5 hours a week, kept from today on, you finish by" in page
    assert "That is your plan, not a forecast." in page
    assert "Most likely" not in page


def test_pace_shows_the_window_of_today_and_keeps_what_it_told(
    learner_client, learner, enrolment, today
):
    studied(learner, today, minutes=40)
    told(enrolment, today - timedelta(days=1), unfinished_share=1)

    page = text(learner_client.get(PACE))

    assert "Most likely" in page
    assert "within a year" not in page
    kept = Forecast.objects.get(enrolment=enrolment, made_on=today)
    assert finish.window(learner_client.get(PACE).context["pace"].told, today) in page
    assert kept.middle_on == learner_client.get(PACE).context["pace"].told.middle_on


def test_pace_shows_nobody_elses_forecast_or_hours(learner_client, learner, enrolment, today):
    told(EnrolmentFactory(edition=enrolment.edition), today)
    told(EnrolmentFactory(edition=enrolment.edition), today - timedelta(days=40))
    EntryFactory(day=today, minutes=777, kind="help")

    page = text(learner_client.get(PACE))

    assert "Most likely" not in page
    assert "What was said before" not in page
    assert "Help others" not in page
    assert "0of 40 hours" in page.replace("</strong>", "")


def test_pace_without_a_finish_says_what_would_help(learner_client, learner, enrolment, today):
    studied(learner, today, minutes=3)

    page = text(learner_client.get(PACE))

    assert "No finish within a year at this pace." in page
    assert "At your rhythm of 5 hours a week, kept from today on, you finish by" in page
    assert "A shorter track ends sooner" in page
    assert "Change the rhythm" in page


def test_pace_of_a_finished_path_has_a_day_and_no_forecast(
    learner_client, learner, enrolment, units, today
):
    told(enrolment, today)
    told(enrolment, today - timedelta(days=40))
    for unit in units:
        CompletionFactory(
            learner=learner, unit=unit, completed_at=datetime(2026, 3, 2, 12, tzinfo=UTC)
        )

    page = text(learner_client.get(PACE))

    assert "Every unit is done since March 2, 2026." in page
    assert "Most likely" not in page
    assert "the plan" not in page.replace("the plan and the likely finish", "")


def test_pace_says_when_only_skipped_units_are_left(learner_client, learner, enrolment, units):
    for unit in units:
        SkipFactory(learner=learner, unit=unit)

    assert "No unit is open" in text(learner_client.get(PACE))


def test_pace_says_when_more_was_logged_than_the_open_units_plan(
    learner_client, learner, enrolment, units, today
):
    told(enrolment, today)
    for unit in units:
        EntryFactory(learner=learner, unit=unit, minutes=700, day=today - timedelta(days=unit.pk))

    page = text(learner_client.get(PACE))

    assert "By the estimates no time is left, and 4 units are open." in page
    assert "Most likely" not in page


def test_pace_says_calmly_who_is_behind_and_what_to_do(learner_client, enrolment):
    response = learner_client.get(PACE)

    assert "35 days behind the plan." in text(response)
    assert "A plan can move" in text(response)
    assert reverse("study:plan") + "#rhythm" in response.text


def test_pace_says_how_long_a_lead_lasts(learner_client, learner, enrolment, today):
    EntryFactory(learner=learner, day=today, minutes=1440)
    EntryFactory(learner=learner, day=today - timedelta(days=1), minutes=300)

    page = text(learner_client.get(PACE))

    assert "4 days ahead of the plan. You could pause until" in page
    assert "A plan can move" not in page


def test_pace_holds_itself_against_a_target(learner_client, enrolment, today):
    Enrolment.objects.update(target_on=today + timedelta(days=69))

    assert "4 hours a week gets you there by your target of" in text(learner_client.get(PACE))


@pytest.mark.parametrize("days", [-3, 0])
def test_pace_offers_another_day_for_a_target_that_cannot_be_kept(
    learner_client, enrolment, today, days
):
    Enrolment.objects.update(target_on=today + timedelta(days=days))

    assert "Choose another day, or none" in text(learner_client.get(PACE))


def test_pace_says_when_the_whole_will_take_more_than_the_path_plans(
    learner_client, learner, enrolment, units, today
):
    EntryFactory(learner=learner, day=today, minutes=90)

    page = text(learner_client.get(PACE))

    assert "The path plans 40 hours. With your own so far, it comes to about 41.5." in page


def test_pace_has_its_numbers_in_a_table(learner_client, learner, enrolment, today):
    EntryFactory(learner=learner, day=today - timedelta(days=200), minutes=60)
    EntryFactory(learner=learner, day=today, minutes=45)

    response = learner_client.get(PACE)
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', response.text)

    assert re.search(r"<td>45 min</td><td>1 h 45 min</td>", rows[0])
    assert all(week.planned is not None for week in response.context["pace"].weeks)
    assert 6 <= len(response.context["pace"].weeks) <= 7


def test_pace_tells_what_was_said_a_month_ago(learner_client, enrolment, today):
    told(enrolment, today)
    told(enrolment, today - timedelta(days=60), unfinished_share=0.9)
    told(enrolment, today - timedelta(days=29))
    told(enrolment, today - timedelta(days=20), unfinished_share=0.9)

    page = text(learner_client.get(PACE))

    assert told_a_month_ago(enrolment, today).made_on == today - timedelta(days=29)
    assert "What was said before" in page
    assert "No finish" not in page


def test_kinds_of_work_stand_beside_what_the_track_intends(learner, enrolment, units, today):
    track = TrackFactory(edition=enrolment.edition, units=units[:2])
    Enrolment.objects.update(track=track)
    for kind, minutes in (("watch", 30), ("code", 90), ("help", 60)):
        EntryFactory(learner=learner, kind=kind, minutes=minutes, day=today)
    EntryFactory(learner=learner, kind="code", deleted_at=datetime(2026, 3, 2, tzinfo=UTC))
    EntryFactory(kind="read")
    state = path_state(enrolment.edition_id, learner)

    mix = {work.kind.value: work for work in work_mix(learner, state)}

    assert list(mix) == ["watch", "code", "help"]
    assert [each.minutes for each in mix.values()] == [30, 90, 60]
    assert [each.share for each in mix.values()] == [0.25, 0.75, None]
    assert [each.planned_share for each in mix.values()] == [0.5, 0.5, None]
