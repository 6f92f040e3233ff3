import pytest
from django.urls import reverse

from study.models import Background
from study.queries import path_state, remaining_minutes, standing
from tests.factories import (
    CompletionFactory,
    EntryFactory,
    SkipFactory,
)

HOME = reverse("home")
GOAL = reverse("study:welcome", args=["goal"])
SETTINGS, EDIT_SETTINGS = reverse("study:settings"), reverse("study:edit-settings")


def test_settings_are_of_somebody_who_is_on_a_path(client, learner_client):
    assert client.get(SETTINGS).url.startswith("/accounts/login/")
    assert client.post(EDIT_SETTINGS).url.startswith("/accounts/login/")
    assert learner_client.get(SETTINGS).url == HOME
    assert learner_client.post(EDIT_SETTINGS, {"domain": "bird song"}).url == HOME
    assert not Background.objects.exists()


def everything(**changes):
    known = {"track": "short", "domain": "bird song"}
    return known | {"coding": "year", "python": "some", "mathematics": ""} | changes


def test_settings_change_all_three_parts(learner_client, enrolment):
    response = learner_client.post(EDIT_SETTINGS, everything(), follow=True)

    assert response.redirect_chain == [(SETTINGS, 302)]
    enrolment.refresh_from_db()
    assert enrolment.track.slug == "short"
    known = Background.objects.get()
    assert (known.domain, known.coding, known.python) == ("bird song", "year", "some")
    assert "Saved. That is about 1 week, until" in response.text
    assert 'value="bird song"' in response.text
    assert "The course is in Python. A little of it is enough" in response.text


def test_settings_change_nothing_if_one_part_is_wrong(learner_client, enrolment):
    response = learner_client.post(EDIT_SETTINGS, everything(domain="x" * 61))

    assert "at most 60 characters" in response.text
    assert "x" * 61 in response.text
    enrolment.refresh_from_db()
    assert enrolment.track is None
    assert not Background.objects.exists()


@pytest.mark.parametrize("name", ["study:path", "accounts:profile"])
def test_settings_are_reached_from(learner_client, enrolment, name):
    assert f'href="{SETTINGS}"' in learner_client.get(reverse(name)).text


def test_changing_the_track_and_back_keeps_the_numbers(learner_client, learner, enrolment):
    CompletionFactory(learner=learner, unit=enrolment.edition.placements.get(position=2).unit)

    def numbers():
        path = learner_client.get(HOME).context["path"]
        return path.planned_minutes, path.done_minutes, path.done_count, path.percent

    before = numbers()
    learner_client.post(EDIT_SETTINGS, everything())
    meanwhile = numbers()
    learner_client.post(EDIT_SETTINGS, everything(track="all"))

    assert before == numbers() == (120, 60, 1, 50)
    assert meanwhile == (60, 0, 0, 0)


def test_settings_leave_the_goal_to_the_plan(learner_client, enrolment):
    response = learner_client.post(EDIT_SETTINGS, everything(weekly_hours="9"), follow=True)

    assert f'href="{reverse("study:plan")}#rhythm"' in response.text
    assert "You aim for 5 hours a week." in response.text
    enrolment.refresh_from_db()
    assert enrolment.weekly_minutes == 300


def test_what_is_left_out_is_not_ahead(learner_client, learner, enrolment):
    left_out = enrolment.edition.placements.get(position=2).unit
    before = learner_client.get(GOAL).context["prospect"].minutes_left
    SkipFactory(learner=learner, unit=left_out)

    after = learner_client.get(GOAL).context["prospect"].minutes_left

    assert (before, after) == (120, 60)


def test_what_was_studied_is_not_ahead(learner_client, learner, enrolment):
    first, second = (enrolment.edition.placements.get(position=n).unit for n in (1, 2))
    EntryFactory(learner=learner, unit=first, minutes=5)
    EntryFactory(learner=learner, unit=second, minutes=90)  # longer than planned
    EntryFactory(learner=learner, unit=None, minutes=20)
    EntryFactory(unit=first, minutes=10)
    enrolment.weekly_minutes = 30
    enrolment.save(update_fields=["weekly_minutes"])

    saved = learner_client.post(EDIT_SETTINGS, everything(track="all"), follow=True)

    page = learner_client.get(GOAL)
    path = path_state(enrolment.edition_id, learner)
    assert page.context["prospect"].minutes_left == 55
    assert remaining_minutes(path, standing(learner, enrolment)) == 55
    assert "Saved. That is about 2 weeks, until" in saved.text
