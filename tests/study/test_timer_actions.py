from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from study import actions
from study.models import Entry, Timer
from study.queries import timer_state
from tests.factories import EntryFactory, TimerFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def start(learner, now=NINE, unit=None):
    return actions.start_timer(learner=learner, unit=unit, kind="code", now=now)


def test_stop_timer_writes_the_time_as_an_entry(learner):
    unit = UnitFactory()
    start(learner, unit=unit)

    actions.stop_timer(learner=learner, now=NINE + 25 * MINUTE)

    entry = Entry.objects.get()
    assert (entry.learner, entry.unit, entry.kind) == (learner, unit, "code")
    assert (entry.day, entry.minutes, entry.source) == (date(2026, 3, 2), 25, "timer")
    assert not Timer.objects.exists()


def test_timer_does_not_count_pauses(learner):
    start(learner)
    actions.pause_timer(learner=learner, now=NINE + 10 * MINUTE)
    actions.resume_timer(learner=learner, now=NINE + 60 * MINUTE)

    actions.stop_timer(learner=learner, now=NINE + 65 * MINUTE)

    assert Entry.objects.get().minutes == 15


def test_paused_timer_stands_still(learner):
    start(learner)
    actions.pause_timer(learner=learner, now=NINE + 10 * MINUTE)

    state = timer_state(learner, NINE + 900 * MINUTE)

    assert (state.clock, state.minutes, state.is_running) == ("0:10:00", 10, False)
    assert not state.is_forgotten


def test_pausing_and_resuming_again_changes_nothing(learner):
    start(learner)
    actions.resume_timer(learner=learner, now=NINE + 5 * MINUTE)
    actions.pause_timer(learner=learner, now=NINE + 10 * MINUTE)
    actions.pause_timer(learner=learner, now=NINE + 20 * MINUTE)

    actions.stop_timer(learner=learner, now=NINE + 30 * MINUTE)

    assert Entry.objects.get().minutes == 10


def test_stop_timer_gives_each_local_day_its_share():
    learner = UserFactory(time_zone="Asia/Kathmandu")  # midnight is at 18:15 UTC
    start(learner, now=datetime(2026, 3, 2, 18, tzinfo=UTC))

    actions.stop_timer(learner=learner, now=datetime(2026, 3, 2, 19, tzinfo=UTC))

    assert dict(Entry.objects.values_list("day", "minutes")) == {
        date(2026, 3, 2): 15,
        date(2026, 3, 3): 45,
    }


def test_stop_timer_under_half_a_minute_writes_nothing(learner):
    start(learner)

    assert actions.stop_timer(learner=learner, now=NINE + timedelta(seconds=29)) == []

    assert not Timer.objects.exists()
    assert not Entry.objects.exists()


def test_timer_survives_a_clock_that_is_set_back(learner):
    start(learner)
    assert timer_state(learner, NINE - 5 * MINUTE).seconds == 0

    actions.pause_timer(learner=learner, now=NINE - 5 * MINUTE)

    assert actions.stop_timer(learner=learner, now=NINE) == []


def test_forgotten_timer_credits_nothing_by_itself(learner):
    start(learner)
    late = NINE + timedelta(hours=4, seconds=1)

    for act in (actions.pause_timer, actions.stop_timer):
        with pytest.raises(actions.TimerForgottenError):
            act(learner=learner, now=late)

    assert Timer.objects.get().running_since == NINE
    assert not Entry.objects.exists()


def test_timer_is_believed_for_four_hours(learner):
    start(learner)

    actions.stop_timer(learner=learner, now=NINE + timedelta(hours=4))

    assert Entry.objects.get().minutes == 240


def test_forgotten_timer_credits_what_the_learner_says_to_the_day_it_began(learner):
    start(learner)

    actions.stop_timer(learner=learner, now=NINE + timedelta(days=2), minutes=90)

    assert Entry.objects.values_list("day", "minutes").get() == (date(2026, 3, 2), 90)


def test_stop_timer_refuses_a_full_day_and_keeps_the_timer(learner):
    EntryFactory(learner=learner, minutes=1430)
    start(learner)

    with pytest.raises(actions.DayIsFullError) as refusal:
        actions.stop_timer(learner=learner, now=NINE + 25 * MINUTE)

    assert refusal.value.free == 10
    assert Timer.objects.exists()
    assert Entry.objects.get().minutes == 1430


@pytest.mark.parametrize("act", [actions.pause_timer, actions.resume_timer, actions.stop_timer])
def test_timer_that_is_not_there_cannot_be_changed(learner, act):
    TimerFactory()

    with pytest.raises(actions.NoTimerError):
        act(learner=learner, now=NINE)


def test_discard_timer_writes_nothing(learner):
    start(learner)

    actions.discard_timer(learner=learner)

    assert not Timer.objects.exists()
    assert not Entry.objects.exists()
    with pytest.raises(actions.NoTimerError):
        actions.discard_timer(learner=learner)


def test_start_timer_refuses_a_second_one(learner):
    start(learner)

    with pytest.raises(actions.TimerRunsError):
        start(learner, now=NINE + MINUTE)

    assert Timer.objects.get().running_since == NINE


def _race(act, times):
    def run(number):
        try:
            act(number)
        except (actions.TimerRunsError, actions.NoTimerError):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(times) as tabs:
        return sum(tabs.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_two_tabs_start_one_timer():
    learner = UserFactory()

    assert _race(lambda _: start(learner), 6) == 1

    assert Timer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_stop_one_timer_once():
    learner = UserFactory()
    start(learner)

    stopped = _race(lambda n: actions.stop_timer(learner=learner, now=NINE + (25 + n) * MINUTE), 6)

    assert stopped == 1
    assert Entry.objects.count() == 1
