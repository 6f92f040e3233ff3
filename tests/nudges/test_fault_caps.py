"""Fault 27, the caps: one mail a local date and four a week, whatever races."""

import datetime as dt

import pytest
from django.utils import timezone

from nudges import actions
from nudges.actions.begin import _begin, _lock, judged
from nudges.messages import compose
from nudges.models import (
    Channel,
    Kind,
    MailDay,
    Nudge,
    Preference,
    SkipCode,
    State,
)
from nudges.models.nudge import week_of
from study.models import Break
from tests.nudges.people import (
    a_minute_ago,
    outcome,
    planned,
    reader,
    today_of,
    wants,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_fault_27_cap_of_the_day_is_taken_by_another_kind(tick, mailbox):
    nudge = planned()
    day = today_of(nudge.recipient.person)
    other = _sent_on(nudge, day, number=1)

    tick()

    assert outcome(nudge) == (State.SKIPPED, SkipCode.CAP)
    assert MailDay.objects.get().nudge == other


def test_fault_27_cap_of_four_a_week(tick, mailbox):
    nudge = planned()
    monday = week_of(today_of(nudge.recipient.person))
    days = [monday + dt.timedelta(days=n) for n in range(7)]
    days.remove(today_of(nudge.recipient.person))
    for number, day in enumerate(days[:4], 1):
        _sent_on(nudge, day, number=number)

    tick()

    assert outcome(nudge) == (State.SKIPPED, SkipCode.CAP)


def test_fault_27_cap_holds_under_twenty_gates_at_once(mailbox):
    nudge = planned()
    for number in range(19):
        Nudge.objects.create(
            **{
                field.attname: getattr(nudge, field.attname)
                for field in Nudge._meta.concrete_fields
                if field.attname not in {"id", "slot_key"}
            },
            slot_key=f"another {number}",
        )
    claims = actions.claim(limit=50)
    nudges = [_lock(each) for each in claims]
    looked = [judged(each) for each in nudges]  # all of them, before any of them takes the day
    message = compose(nudge.kind, nudge.reason, nudge.recipient.person, looked[0][0])

    def take(place):
        _about, facts, _decision = looked[place]
        return _begin(claims[place], nudges[place], message, facts, 1)

    taken = at_once(*[lambda place=place: take(place) for place in range(20)])

    assert sum(attempt is not None for attempt in taken) == 1
    assert MailDay.objects.count() == Nudge.objects.filter(state=State.SENDING).count() == 1


def test_fault_27_higher_priority_goes_and_the_other_is_recorded(tick, mailbox):
    person = reader()
    day = today_of(person)
    Break.objects.create(
        learner=person, first_day=day - dt.timedelta(days=4), last_day=day - dt.timedelta(days=1)
    )
    wants(person)
    Preference.objects.update_or_create(
        recipient_id=person.pk,
        kind=Kind.BREAK_OVER,
        defaults={"by_email": True, "in_app": False, "at": a_minute_ago(person)},
    )

    tick()

    states = dict(Nudge.objects.values_list("kind", "state"))
    assert states == {Kind.BREAK_OVER: State.SENT, Kind.STUDY_REMINDER: State.SKIPPED}
    assert Nudge.objects.get(kind=Kind.STUDY_REMINDER).skip_code == SkipCode.CAP
    assert len(mailbox.accepted) == 1


def test_fault_27_twenty_hours_between_two_of_a_kind(tick, mailbox):
    nudge = planned()
    yesterday = today_of(nudge.recipient.person) - dt.timedelta(days=1)
    other = _sent_on(nudge, yesterday, number=1, kind=Kind.STUDY_REMINDER)
    Nudge.objects.filter(pk=other.pk).update(sent_at=timezone.now() - dt.timedelta(hours=19))

    tick()

    assert outcome(nudge) == (State.SKIPPED, SkipCode.TOO_SOON)


def _sent_on(nudge, day, *, number, kind=Kind.MILESTONE):
    """Another mail to the same person on a day, which took its place."""
    other = Nudge.objects.create(
        recipient=nudge.recipient,
        kind=kind,
        channel=Channel.EMAIL,
        slot_key=f"{day}",
        priority=60,
        local_date=day,
        time_zone=nudge.time_zone,
        due_at=timezone.now() - dt.timedelta(hours=1),
        expires_at=timezone.now() + dt.timedelta(hours=1),
        next_attempt_at=timezone.now(),
        state=State.SENT,
        sent_at=timezone.now() - dt.timedelta(days=2),
    )
    MailDay.objects.create(
        recipient=nudge.recipient, day=day, week=week_of(day), number=number, nudge=other
    )
    return other
