"""The rhythm, as it is changed on the page of the plan."""

from datetime import timedelta

import pytest
from django.urls import reverse

from study.models import FormerGoal, Shift
from tests.study.plan.pages import rhythm, words

PLAN, RHYTHM = reverse("study:plan"), reverse("study:edit-rhythm")


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
        ({"target_on": "9999-12-31"}, "Choose a day within ten years of today."),
    ],
)
def test_rhythm_that_makes_no_sense_is_kept_in_the_form(learner_client, enrolment, typed, message):
    response = learner_client.post(RHYTHM, rhythm(**{"weekly_hours": "3.25"} | typed))

    assert message in response.text
    assert 'href="#rhythm">See what needs a change' in response.text
    assert f'value="{typed.get("weekly_hours", "3.25")}"' in response.text
    enrolment.refresh_from_db()
    assert enrolment.weekly_minutes == 300


def test_a_day_that_is_sent_twice_is_one_study_day(learner_client, enrolment):
    learner_client.post(RHYTHM, rhythm(study_days=["3", "1", "1"]))

    enrolment.refresh_from_db()
    assert enrolment.study_days == "13"


def drawn(response):
    """What a browser sends of the rhythm as it is drawn, hidden fields and all."""
    form = response.context["rhythm_form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    hidden = {form[name].html_initial_name: value for name, value in sent.items()}
    for name in hidden:
        assert f'name="{name}"' in response.text
    return sent | hidden


def test_a_page_that_is_out_of_date_takes_back_no_shift(learner_client, enrolment, today):
    enrolment.started_on = today - timedelta(days=10)
    enrolment.target_on = target = today + timedelta(days=90)
    enrolment.save(update_fields=["started_on", "target_on"])
    sent = drawn(learner_client.get(PLAN))
    learner_client.post(reverse("study:shift-plan"))

    learner_client.post(RHYTHM, sent | {"study_time": "19:30"})

    enrolment.refresh_from_db()
    assert enrolment.study_time
    assert enrolment.target_on == target + timedelta(days=10)
    assert Shift.objects.get().target_before == target


def test_a_page_that_is_out_of_date_takes_back_no_hours_and_no_days(learner_client, enrolment):
    sent = drawn(learner_client.get(PLAN))
    learner_client.post(RHYTHM, sent | {"weekly_hours": "7.33", "study_days": ["2", "4"]})

    learner_client.post(RHYTHM, sent | {"study_time": "19:30"})

    enrolment.refresh_from_db()
    assert (enrolment.weekly_minutes, enrolment.study_days) == (440, "24")


def test_target_is_taken_away(learner_client, enrolment, today):
    enrolment.target_on = today + timedelta(days=90)
    enrolment.save(update_fields=["target_on"])

    learner_client.post(RHYTHM, drawn(learner_client.get(PLAN)) | {"target_on": ""})

    enrolment.refresh_from_db()
    assert enrolment.target_on is None


def test_starting_point_changes_the_hours_alone(learner_client, enrolment):
    learner_client.post(RHYTHM, rhythm(study_days=["2"], study_time="07:00"))

    response = learner_client.post(reverse("study:set-hours"), {"weekly_hours": "10"}, follow=True)

    enrolment.refresh_from_db()
    assert (enrolment.weekly_minutes, enrolment.study_days) == (600, "2")
    assert enrolment.study_time
    assert "10 h a week: 3 weeks" in words(response)


def test_starting_point_of_nothing_changes_nothing_and_says_why(learner_client, enrolment):
    response = learner_client.post(reverse("study:set-hours"), {"weekly_hours": "0"})

    assert response.text.count("Aim for at least half an hour a week.") == 1
    assert "Nothing was saved yet." in response.text
    enrolment.refresh_from_db()
    assert enrolment.weekly_minutes == 300
    assert not FormerGoal.objects.exists()
