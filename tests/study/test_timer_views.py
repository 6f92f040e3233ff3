from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from study.models import Entry, Timer
from tests.factories import EnrolmentFactory, EntryFactory, TimerFactory, UnitFactory

HOME = reverse("home")
TIMER = reverse("study:timer")


@pytest.fixture(autouse=True)
def midday(learner):
    """Put the learner where it is about noon, so that no timer here runs over midnight."""
    hour = datetime.now(UTC).hour
    learner.time_zone = f"Etc/GMT{hour - 12:+d}"
    learner.save(update_fields=["time_zone"])


def minutes_ago(minutes: float) -> datetime:
    return datetime.now(UTC) - timedelta(minutes=minutes)


def post(client, name, **data):
    return client.post(reverse(f"study:{name}"), data, follow=True)


def test_start_timer_on_a_unit_takes_its_kind_of_work(learner_client, learner):
    unit = UnitFactory(kind="watch")

    response = learner_client.post(
        reverse("study:start-timer"), {"unit": unit.slug, "next": unit.get_absolute_url()}
    )

    started = Timer.objects.get()
    assert response.url == unit.get_absolute_url()
    assert (started.learner, started.unit, started.kind) == (learner, unit, "watch")
    assert started.is_running


def test_start_timer_needs_no_unit(learner_client):
    post(learner_client, "start-timer")
    assert (Timer.objects.get().unit, Timer.objects.get().kind) == (None, "read")


def test_start_timer_takes_the_kind_that_is_given(learner_client):
    post(learner_client, "start-timer", unit=UnitFactory().slug, kind="help")
    assert Timer.objects.get().kind == "help"


@pytest.mark.parametrize("data", [{"unit": "no-such-unit"}, {"kind": "sleep"}])
def test_start_timer_explains_what_is_wrong(learner_client, data):
    response = post(learner_client, "start-timer", **data)

    assert 'aria-invalid="true"' in response.text
    assert not Timer.objects.exists()


def test_start_timer_says_that_one_is_on(learner_client, learner):
    timer = TimerFactory(learner=learner, running_since=minutes_ago(5))

    response = post(learner_client, "start-timer")

    assert "Your timer is on already" in response.text
    assert Timer.objects.get() == timer


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_timer_goes_back_to_our_own_pages_only(learner_client, address):
    response = learner_client.post(reverse("study:start-timer"), {"next": address})

    assert response.url == HOME


def test_every_page_shows_the_running_timer(learner_client, learner):
    TimerFactory(learner=learner, running_since=minutes_ago(25.5))
    EnrolmentFactory(learner=learner)

    for name in ("home", "study:log", "study:year", "study:settings", "accounts:profile"):
        response = learner_client.get(reverse(name))
        assert "data-running>0:25:3" in response.text, name
        assert reverse("study:pause-timer") in response.text


def test_pause_resume_and_stop_go_round(learner_client, learner):
    TimerFactory(learner=learner, running_since=minutes_ago(25))

    paused = post(learner_client, "pause-timer")
    assert "Resume" in paused.text
    assert not Timer.objects.get().is_running

    resumed = post(learner_client, "resume-timer")
    assert "data-running" in resumed.text

    stopped = post(learner_client, "stop-timer")
    assert "Logged 25 min." in stopped.text
    assert Entry.objects.get().minutes == 25


def test_stop_timer_names_the_days_it_was_logged_on(learner_client, learner):
    day_ago = minutes_ago(24 * 60)
    TimerFactory(
        learner=learner,
        running_since=None,
        stretches=[(day_ago, day_ago + timedelta(minutes=1)), (minutes_ago(1), minutes_ago(0))],
    )

    response = post(learner_client, "stop-timer")

    assert "Logged 2 min over 2 days." in response.text


def test_stop_timer_too_soon_says_that_nothing_was_logged(learner_client, learner):
    TimerFactory(learner=learner, running_since=minutes_ago(0))

    response = post(learner_client, "stop-timer")

    assert "nothing was logged" in response.text


@pytest.mark.parametrize("name", ["pause-timer", "stop-timer"])
def test_forgotten_timer_asks_how_long_it_was(learner_client, learner, name):
    TimerFactory(learner=learner, running_since=minutes_ago(9 * 60 + 12))

    response = post(learner_client, name)

    assert response.redirect_chain[-1][0] == TIMER
    assert "It has run for 9 h 12 min" in response.text
    assert 'value="4h"' in response.text
    assert not Entry.objects.exists()
    assert Timer.objects.get().is_running


def test_forgotten_timer_shows_on_every_page(learner_client, learner):
    TimerFactory(learner=learner, running_since=minutes_ago(9 * 60))

    assert "Still studying?" in learner_client.get(reverse("study:log")).text


def test_forgotten_timer_logs_what_the_learner_says(learner_client, learner):
    TimerFactory(learner=learner, running_since=minutes_ago(9 * 60))

    response = post(learner_client, "stop-timer", minutes="1h 30m")

    assert "Logged 1 h 30 min." in response.text
    assert Entry.objects.get().minutes == 90


def test_stop_timer_keeps_the_timer_when_the_answer_is_nonsense(learner_client, learner):
    TimerFactory(learner=learner, running_since=minutes_ago(9 * 60))

    response = post(learner_client, "stop-timer", minutes="all night")

    assert 'value="all night"' in response.text
    assert "Write the time as" in response.text
    assert Timer.objects.exists()


@pytest.mark.parametrize("data", [{}, {"minutes": "45"}])
def test_stop_timer_says_when_the_day_is_full(learner_client, learner, data):
    timer = TimerFactory(learner=learner, running_since=minutes_ago(25))
    EntryFactory(learner=learner, day=learner.study_day(timer.running_since), minutes=1430)

    response = post(learner_client, "stop-timer", **data)

    assert "10 min are left" in response.text
    assert Timer.objects.exists()
    assert Entry.objects.count() == 1


def test_discard_timer_logs_nothing(learner_client, learner):
    TimerFactory(learner=learner, running_since=minutes_ago(25))

    response = post(learner_client, "discard-timer")

    assert "Nothing was logged" in response.text
    assert not Timer.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("name", ["pause-timer", "resume-timer", "stop-timer", "discard-timer"])
def test_timer_of_somebody_else_does_not_exist(learner_client, name):
    theirs = TimerFactory(running_since=minutes_ago(25))

    response = post(learner_client, name)

    assert "No timer is on" in response.text
    assert Timer.objects.get() == theirs
    assert Timer.objects.get().is_running


def test_timer_page_starts_one_and_shows_one(learner_client, learner):
    assert "Start the timer" in learner_client.get(TIMER).text

    unit = UnitFactory(title="Gradient descent")
    TimerFactory(learner=learner, unit=unit, running_since=minutes_ago(25))
    running = learner_client.get(TIMER).text

    assert "Gradient descent" in running
    assert 'value="25"' in running


def test_timer_page_proposes_all_the_time_of_a_timer_that_is_believed(learner_client, learner):
    TimerFactory(
        learner=learner,
        running_since=minutes_ago(180),
        stretches=[(minutes_ago(400), minutes_ago(220))],
    )

    page = learner_client.get(TIMER).text

    assert '<h1 class="numeral">6 h</h1>' in page
    assert 'value="6h"' in page


def test_timer_page_proposes_at_least_a_minute(learner_client, learner):
    TimerFactory(learner=learner, running_since=minutes_ago(0))

    assert 'value="1"' in learner_client.get(TIMER).text
