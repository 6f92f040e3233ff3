"""What one person, one kind or one busy minute must not do to all the others."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from nudges import actions
from nudges.models import Attempt, Kind, Nudge, Preference, State, Switch
from study.models import Break, Timer
from tests.nudges.people import a_minute_ago, outcome, planned, reader, today_of, wants

pytestmark = pytest.mark.django_db(transaction=True)


def forgotten(hours=5, **fields):
    """Somebody whose timer runs too long, and who wants to hear of that."""
    person = reader(**fields)
    wants(person, Kind.FORGOTTEN_TIMER)
    since = timezone.now() - dt.timedelta(hours=hours)
    Timer.objects.create(learner=person, kind="code", running_since=since)
    return person


def told(person):
    return Nudge.objects.filter(recipient=person.pk, kind=Kind.FORGOTTEN_TIMER).exists()


def test_minute_with_more_than_its_share_sends_no_more_and_breaks_nothing(tick, mailbox, settings):
    sent, waiting = planned(), planned()
    for number in (1, 2, 3):
        Attempt.objects.create(nudge=sent, number=number, started_at=timezone.now())
    settings.NUDGES_PER_MINUTE = 2

    tick()

    assert outcome(waiting) == (State.PLANNED, "")
    assert mailbox.accepted == []


def test_timers_that_were_told_of_hide_no_other(mailbox):
    earlier, later = forgotten(hours=9), forgotten(hours=5)

    for _time in range(2):
        actions.plan_untold(now=timezone.now(), limit=1)

    assert told(earlier)
    assert told(later)


@pytest.mark.parametrize("count", [1, 3])
def test_timers_cost_the_same_queries_however_many(mailbox, count, django_assert_num_queries):
    for _n in range(count):
        forgotten()

    with django_assert_num_queries(8):
        assert actions.plan_untold(now=timezone.now()) == count


def test_timer_of_who_cannot_be_planned_stops_nobody(tick, mailbox):
    poison, fine = forgotten(hours=9), forgotten()
    User.objects.filter(pk=poison.pk).update(time_zone="Nowhere/Land")

    tick()

    assert not told(poison)
    assert told(fine)


@pytest.mark.parametrize("is_off", [False, True])
def test_kind_that_is_not_delivered_takes_no_place_from_others(tick, mailbox, is_off):
    person = reader()
    day = today_of(person)
    Break.objects.create(
        learner=person, first_day=day - dt.timedelta(days=4), last_day=day - dt.timedelta(days=1)
    )
    wants(person)
    Preference.objects.filter(recipient=person.pk, kind=Kind.BREAK_OVER).update(
        by_email=True, at=a_minute_ago(person)
    )
    if is_off:
        Switch.objects.create(kind=Kind.BREAK_OVER, delivers=False)

    tick()

    reminder = Nudge.objects.get(kind=Kind.STUDY_REMINDER)
    assert outcome(reminder) == ((State.SENT, "") if is_off else (State.SKIPPED, "cap"))
    assert len(mailbox.accepted) == 1
