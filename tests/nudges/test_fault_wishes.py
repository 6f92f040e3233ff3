"""Faults of section 4 in which something changes between planning and sending."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User
from nudges import actions
from nudges.actions import pass_gate
from nudges.models import (
    Bounce,
    Channel,
    Kind,
    Nudge,
    Preference,
    SkipCode,
    State,
    Switch,
    address_digest,
)
from nudges.sending import Answer, Result
from study.models import Break, Enrolment
from tests.factories import UserFactory
from tests.nudges.people import (
    mail_of,
    outcome,
    planned,
    reader,
    reminded,
    study_today,
    today_of,
    wants,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_fault_16_unsubscribed_between_claim_and_gate(mailbox):
    nudge = planned()
    [claimed] = actions.claim(limit=10)

    actions.unsubscribe(recipient_id=nudge.recipient_id, kind=nudge.kind, now=timezone.now())

    assert pass_gate(claimed) is None
    assert outcome(nudge) == (State.SKIPPED, SkipCode.UNSUBSCRIBED)
    assert mailbox.accepted == []


def test_fault_16_unsubscribing_from_all_reaches_every_kind(tick, mailbox):
    nudge = planned()

    actions.unsubscribe(recipient_id=nudge.recipient_id, kind=None, now=timezone.now())
    tick()

    assert outcome(nudge) == (State.SKIPPED, SkipCode.UNSUBSCRIBED)
    wishes = Preference.objects.filter(recipient=nudge.recipient_id)
    assert wishes.count() == len(Kind.values)
    assert not wishes.filter(by_email=True).exists()


def test_fault_18_deleted_while_queued(mailbox):
    nudge = planned()
    [claimed] = actions.claim(limit=10)

    User.objects.get(pk=nudge.recipient_id).delete()

    assert pass_gate(claimed) is None
    assert not Nudge.objects.exists()
    assert mailbox.accepted == []


def test_fault_18_deleted_while_it_is_sent(mailbox):
    nudge = planned()
    [claimed] = actions.claim(limit=10)
    begun = pass_gate(claimed)
    User.objects.get(pk=nudge.recipient_id).delete()

    actions.record(begun=begun, answer=Answer(Result.ACCEPTED, "body", 250))

    assert not Nudge.objects.exists()


def test_fault_18_deactivated_while_queued(tick, mailbox):
    nudge = planned()

    User.objects.filter(pk=nudge.recipient_id).update(is_active=False)
    tick()

    assert outcome(nudge) == (State.SKIPPED, SkipCode.INACTIVE)
    assert mailbox.accepted == []


def test_fault_19_new_address_that_is_confirmed_gets_it(tick, mailbox):
    nudge = planned()
    person = nudge.recipient.person
    before = person.email
    User.objects.filter(pk=person.pk).update(email="new@example.org")
    EmailAddress.objects.filter(user=person).update(email="new@example.org")

    tick()

    assert [address for _id, address in mailbox.accepted] == ["new@example.org"]
    assert mailbox.to(before) == []


def test_fault_19_new_address_that_is_not_confirmed_gets_nothing(tick, mailbox):
    nudge = planned()
    User.objects.filter(pk=nudge.recipient_id).update(email="new@example.org")

    tick()

    assert outcome(nudge) == (State.SKIPPED, SkipCode.UNVERIFIED)
    assert mailbox.accepted == []


def test_fault_27_studied_after_planning(tick, mailbox):
    nudge = planned()
    study_today(nudge.recipient.person)

    tick()

    assert outcome(nudge) == (State.SKIPPED, SkipCode.STUDIED)


def test_fault_27_paused_after_planning(tick, mailbox):
    nudge = planned()
    person = nudge.recipient.person
    actions.pause(person=person, until=today_of(person) + dt.timedelta(days=1), now=timezone.now())

    tick()

    assert outcome(nudge) == (State.SKIPPED, SkipCode.PAUSED)


def test_fault_27_break_and_rest_day_after_planning(tick, mailbox):
    away, resting = planned(), planned()
    day = today_of(away.recipient.person)
    Break.objects.create(learner=away.recipient.person, first_day=day, last_day=day)
    others = "1234567".replace(str(day.isoweekday()), "")
    Enrolment.objects.filter(learner=resting.recipient_id).update(study_days=others)

    tick()

    assert outcome(away) == (State.SKIPPED, SkipCode.BREAK)
    assert outcome(resting) == (State.SKIPPED, SkipCode.REST_DAY)


def test_fault_27_quiet_hours_let_it_wait_or_skip_it(tick, mailbox):
    waits, ends = planned(), planned()
    for nudge in (waits, ends):
        clock = timezone.now().astimezone(nudge.recipient.person.zone)
        actions.set_quiet_hours(
            person=nudge.recipient.person,
            quiet_from=(clock - dt.timedelta(minutes=5)).time(),
            quiet_until=(clock + dt.timedelta(minutes=30)).time(),
            now=timezone.now(),
        )
    Nudge.objects.filter(pk=ends.pk).update(expires_at=timezone.now() + dt.timedelta(minutes=9))

    tick()

    assert outcome(waits) == (State.PLANNED, "")
    assert waits.next_attempt_at > timezone.now() + dt.timedelta(minutes=29)
    assert outcome(ends) == (State.SKIPPED, SkipCode.QUIET_HOURS)
    assert mailbox.accepted == []


def test_fault_27_read_in_the_inbox_before_the_mail(tick, mailbox):
    person = reader()
    wants(person, in_app=True)
    actions.plan(now=timezone.now())
    Nudge.objects.filter(channel=Channel.EMAIL).update(next_attempt_at="2100-01-01T00:00Z")
    tick()
    [message] = Nudge.objects.for_person(person).unread(timezone.now())
    assert message.subject == "Today is a study day"
    assert message.text
    assert message.why.startswith("You asked for a reminder at")

    assert actions.mark_read(person=person, pk=message.pk, now=timezone.now())
    Nudge.objects.filter(channel=Channel.EMAIL).update(next_attempt_at=timezone.now())
    tick()

    assert outcome(mail_of(person)) == (State.SKIPPED, SkipCode.READ)
    assert not actions.mark_read(person=person, pk=None, now=timezone.now())


def test_two_hard_bounces_stop_mail_until_it_is_forgiven(tick, mailbox):
    stopped, fine = planned(), planned()
    address = stopped.recipient.person.email
    for _time in range(2):
        Bounce.objects.create(
            address_digest=address_digest(address), cause="hard", at=timezone.now()
        )

    tick()

    assert outcome(stopped) == (State.SKIPPED, SkipCode.SUPPRESSED)
    assert outcome(fine) == (State.SENT, "")
    assert Bounce.objects.of(address).suppress(timezone.now())
    actions.forgive_bounces(address=address, now=timezone.now())
    assert not Bounce.objects.of(address).suppress(timezone.now())


def test_switch_keeps_a_kind_from_being_planned_or_delivered(tick, mailbox):
    nudge = planned()
    Switch.objects.create(kind=Kind.STUDY_REMINDER, plans=False, delivers=False)
    reminded()

    tick()

    assert outcome(nudge) == (State.PLANNED, "")
    assert Nudge.objects.count() == 1
    assert mailbox.accepted == []


def test_no_mail_is_planned_where_none_can_be_sent(settings):
    settings.CAN_SEND_MAIL = False
    person = reader()
    wants(person, in_app=True)

    actions.plan(now=timezone.now())

    assert [nudge.channel for nudge in Nudge.objects.for_person(person)] == [Channel.IN_APP]


def test_everybody_has_a_recipient_and_loses_it_with_the_account():
    person = UserFactory()
    assert person.recipient.look_at <= timezone.now()

    person.delete()

    assert not Nudge.objects.exists()
