"""Pages that say the same thing say the same number."""

from datetime import timedelta

import pytest
from django.urls import reverse

from study.models import Enrolment, Forecast, StepTick
from study.queries import current_enrolment, path_state, plan, remaining_minutes, standing
from tests.factories import (
    BreakFactory,
    CompletionFactory,
    EntryFactory,
    StepFactory,
    TrackFactory,
)
from tests.study.pace_pages.saying import HOME, PACE, studied, text, told

WEEKS = reverse("study:weeks")


@pytest.mark.parametrize(("ticked", "logged"), [(0, 0), (1, 0), (1, 50), (1, 450), (2, 100)])
def test_plan_and_forecast_agree_on_what_is_left(learner, enrolment, units, today, ticked, logged):
    steps = [StepFactory(unit=units[0], position=n, minutes=300) for n in (1, 2)]
    for step in steps[:ticked]:
        StepTick.objects.create(learner=learner, step=step)
    if logged:
        EntryFactory(learner=learner, unit=units[0], day=today, minutes=logged)
    path, found = path_state(enrolment.edition_id, learner), standing(learner, enrolment)

    left = remaining_minutes(path, found)

    assert left == 2400 - max(300 * ticked, logged)
    assert plan(learner, enrolment, today).minutes == left


def test_next_unit_says_what_is_left_of_it(learner_client, learner, enrolment, units, today):
    EntryFactory(learner=learner, unit=units[0], day=today, minutes=540)

    assert "Next on your path, about 1 h left" in text(learner_client.get(HOME))


def test_today_and_weeks_ask_for_the_same_in_a_week_with_a_break(
    learner_client, learner, enrolment, today
):
    BreakFactory(
        learner=learner, first_day=today - timedelta(days=7), last_day=today + timedelta(days=7)
    )
    EntryFactory(learner=learner, day=today, minutes=60)

    page = text(learner_client.get(HOME))

    assert " of 5 h " not in page
    assert "You are on a break until" in page
    assert "Nothing is asked of it." in text(learner_client.get(WEEKS))


def test_nothing_is_asked_of_who_has_finished(learner_client, learner, enrolment, units, today):
    studied(learner, today - timedelta(days=21), minutes=60)
    for unit in units:
        CompletionFactory(learner=learner, unit=unit, day=today - timedelta(days=21))

    weeks = text(learner_client.get(WEEKS))

    assert "Short of its goal" not in weeks
    assert "Nothing is asked of it." in weeks
    assert " of 5 h " not in text(learner_client.get(HOME))


def test_a_pace_that_is_hidden_is_not_told(learner_client, learner, enrolment, today):
    studied(learner, today, minutes=30)
    Enrolment.objects.update(pace_is_shown=False)

    learner_client.get(HOME)
    assert not Forecast.objects.exists()

    learner_client.get(PACE)
    assert Forecast.objects.get().enrolment == enrolment


def test_what_was_told_of_another_track_is_not_quoted(learner_client, learner, enrolment, today):
    studied(learner, today, minutes=30)
    told(enrolment, today - timedelta(days=40))
    assert "What was said before" in text(learner_client.get(PACE))

    Enrolment.objects.update(track=TrackFactory(edition=enrolment.edition))

    assert "What was said before" not in text(learner_client.get(PACE))
    assert current_enrolment(learner).track


def test_rhythm_gets_there_only_if_the_plan_does(learner_client, enrolment, today):
    """Hours a week are no help if no study day is left before the target."""
    tomorrow = today + timedelta(days=1)
    after = today + timedelta(days=2)
    Enrolment.objects.update(
        study_days=str(after.isoweekday()), target_on=tomorrow, weekly_minutes=10_000
    )

    assert "your rhythm does" not in text(learner_client.get(PACE))
