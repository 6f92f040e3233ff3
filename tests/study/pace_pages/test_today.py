"""Pace on Today: its card, and the switch that takes it away."""

import re

import pytest

from study.models import Enrolment, Forecast
from tests.factories import CompletionFactory, EnrolmentFactory
from tests.study.pace_pages.saying import HOME, PACE, SHOW, some_of_everything, studied, text, told


def test_hiding_takes_the_pace_from_today_and_leaves_a_link(
    learner_client, learner, enrolment, today
):
    other = EnrolmentFactory(edition=enrolment.edition)
    studied(learner, today, minutes=30)

    response = learner_client.post(SHOW, {"shown": "no"}, follow=True)
    page = learner_client.get(HOME)

    assert "Show my pace on Today" in response.text
    assert "Most likely" in text(response)
    assert "Look at your pace" in text(page)
    assert PACE in page.text
    assert "kept from today on, you finish by" in text(page)
    assert not re.search(r"burn-up|Likely finish|behind the plan", page.text)
    other.refresh_from_db()
    assert other.pace_is_shown


def test_showing_brings_it_back(learner_client, learner, enrolment, today):
    studied(learner, today, minutes=30)
    Enrolment.objects.update(pace_is_shown=False)

    learner_client.post(SHOW, {"shown": "yes"})

    assert "Likely finish" in text(learner_client.get(HOME))


def test_the_switch_is_no_get(learner_client, enrolment):
    assert learner_client.get(SHOW).status_code == 405
    assert Enrolment.objects.get(pk=enrolment.pk).pace_is_shown


@pytest.mark.parametrize("count", [1, 3])
def test_today_shows_the_pace_in_seven_queries_and_one_to_keep_it(
    learner_client, learner, enrolment, units, today, count, django_assert_num_queries
):
    some_of_everything(enrolment, units, today, count=count, told_every=1)
    studied(learner, today, minutes=30)

    with django_assert_num_queries(8):  # the forecast of the day is kept
        learner_client.get(HOME)
    with django_assert_num_queries(7):  # and the prepared one, which is not counted
        page = learner_client.get(HOME)

    assert "Likely finish" in text(page)
    assert page.text.count('class="cone"') == 1
    assert "behind the plan." in text(page)


def test_today_before_two_weeks_has_the_plan_only(learner_client, enrolment):
    page = text(learner_client.get(HOME))

    assert "kept from today on, you finish by" in page
    assert "Likely finish" not in page
    assert 'class="cone"' not in page


def test_today_at_the_end_has_no_pace(learner_client, learner, enrolment, units, today):
    told(enrolment, today)
    for unit in units:
        CompletionFactory(learner=learner, unit=unit)

    page = learner_client.get(HOME)

    assert "burn-up" not in page.text
    assert "Likely finish" not in text(page)
    assert Forecast.objects.exists()
