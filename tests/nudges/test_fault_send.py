"""Faults of section 4 between a worker and the mail server: nothing twice, nothing in silence."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.models import User
from nudges import actions
from nudges.actions.delivery import _see_through
from nudges.messages import email_of
from nudges.models import Attempt, Bounce, MailDay, Nudge, State
from nudges.sending import Answer, Result, Sender
from tests.nudges.people import end_leases, mail_of, outcome, planned, reminded, study_today
from tests.races import at_once
from tests.smtp import DROP, DROP_AND_KEEP, HANG, HANG_AND_KEEP, Phase, Reply

pytestmark = pytest.mark.django_db(transaction=True)


def make_due_again(nudge):
    Nudge.objects.filter(pk=nudge.pk).update(next_attempt_at=timezone.now())


def test_a_reminder_is_planned_sent_and_written_down(tick, mailbox):
    person = reminded()

    tally = tick()

    nudge = mail_of(person)
    [message] = mailbox.to(person.email)
    attempt = nudge.attempts.get()
    assert tally.delivered == 1
    assert outcome(nudge) == (State.SENT, "")
    assert message["Message-ID"] == nudge.message_id
    assert (attempt.outcome, attempt.phase, attempt.code) == ("accepted", "body", 250)
    assert MailDay.objects.get().nudge == nudge
    assert tick().delivered == 0
    assert len(mailbox.accepted) == 1


def test_fault_03_worker_gone_after_claim(tick, mailbox):
    nudge = planned()
    [_claimed] = actions.claim(limit=10)

    tick()
    assert (outcome(nudge), len(mailbox.accepted)) == ((State.CLAIMED, ""), 0)
    end_leases()
    tick()

    assert (outcome(nudge), len(mailbox.accepted)) == ((State.SENT, ""), 1)


def test_fault_02_worker_gone_after_the_gate(tick, mailbox):
    nudge = planned()
    [claimed] = actions.claim(limit=10)
    assert actions.pass_gate(claimed) is not None

    end_leases()
    tick()

    assert (outcome(nudge), len(mailbox.accepted)) == ((State.UNKNOWN, ""), 0)
    assert list(Nudge.objects.uncertain()) == [nudge]
    assert nudge.attempts.get().outcome == Attempt.Outcome.UNKNOWN
    assert tick().delivered == 0


def test_fault_01_worker_gone_after_the_250(tick, mailbox):
    nudge = planned()
    [claimed] = actions.claim(limit=10)
    begun = actions.pass_gate(claimed)
    with Sender() as sender:
        sender.send(email_of(begun.nudge, begun.message))

    end_leases()
    tick()

    assert (outcome(nudge), len(mailbox.accepted)) == ((State.UNKNOWN, ""), 1)
    assert tick().delivered == 0
    assert len(mailbox.accepted) == 1


def test_fault_10_zombie_wakes_after_its_lease_passed_to_another(tick, mailbox):
    nudge = planned()
    [zombie] = actions.claim(limit=10)
    end_leases()
    actions.reap()
    [heir] = actions.claim(limit=10)

    assert actions.pass_gate(zombie) is None
    begun = actions.pass_gate(heir)
    assert begun is not None
    assert actions.pass_gate(heir) is None
    assert outcome(nudge) == (State.SENDING, "")


def test_fault_10_zombie_writes_nothing_down_after_its_lease(mailbox):
    nudge = planned()
    [zombie] = actions.claim(limit=10)
    begun = actions.pass_gate(zombie)
    end_leases()
    actions.reap()
    actions.record(begun=begun, answer=Answer(Result.DEFERRED, "rcpt", 451))
    assert outcome(nudge) == (State.UNKNOWN, "")

    actions.record(begun=begun, answer=Answer(Result.ACCEPTED, "body", 250))
    assert outcome(nudge) == (State.SENT, "")  # its own attempt: what was in doubt is known now


@pytest.mark.parametrize(
    ("phase", "code"), [(Phase.CONNECT, 421), (Phase.MAIL, 450), (Phase.RCPT, 451)]
)
def test_fault_11_not_now_is_tried_again_later_each_time(tick, mailbox, phase, code):
    mailbox.on(phase, Reply(code, "4.7.0 not now"), times=2)
    nudge = planned()

    delays = []
    for _time in range(2):
        tick()
        nudge.refresh_from_db()
        assert nudge.state == State.PLANNED
        delays.append(nudge.next_attempt_at - timezone.now())
        make_due_again(nudge)
    tick()

    assert dt.timedelta(seconds=40) < delays[0] < dt.timedelta(seconds=80)
    assert dt.timedelta(seconds=90) < delays[1] < dt.timedelta(seconds=150)
    assert outcome(nudge) == (State.SENT, "")
    assert [attempt.outcome for attempt in nudge.attempts.order_by("number")] == [
        "deferred", "deferred", "accepted",
    ]  # fmt: skip
    assert len(mailbox.accepted) == 1


def test_fault_11_not_now_until_it_is_too_late(tick, mailbox):
    mailbox.on(Phase.RCPT, Reply(450, "4.2.1 not now"))
    nudge = planned()
    Nudge.objects.update(expires_at=timezone.now() + dt.timedelta(seconds=20))

    tick()

    assert outcome(nudge) == (State.EXPIRED, "")
    assert nudge.attempts.get().code == 450
    assert not MailDay.objects.exists()


def test_fault_12_no_such_mailbox_fails_counts_and_stops_nobody_else(tick, mailbox):
    gone, fine = planned(), planned()
    mailbox.on(Phase.RCPT, Reply(550, "5.1.1 no such user"), to=gone.recipient.person.email)

    tick()

    assert outcome(gone) == (State.FAILED, "")
    assert outcome(fine) == (State.SENT, "")
    assert [bounce.cause for bounce in Bounce.objects.of(gone.recipient.person.email)] == ["hard"]
    assert not Bounce.objects.of(fine.recipient.person.email).exists()
    assert MailDay.objects.get().nudge == fine


@pytest.mark.parametrize("reply", [Reply(552, "5.2.2 full"), Reply(550, "5.4.4 no route")])
def test_fault_13_full_or_unreachable_is_not_gone(tick, mailbox, reply):
    mailbox.on(Phase.RCPT, reply)
    nudge = planned()

    tick()

    assert outcome(nudge) == (State.PLANNED, "")
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("silence", [HANG, HANG_AND_KEEP, DROP, DROP_AND_KEEP])
def test_fault_14_silence_after_the_final_dot_is_never_sent_again(tick, mailbox, silence):
    mailbox.on(Phase.DOT, silence)
    nudge = planned()

    tick()

    assert outcome(nudge) == (State.UNKNOWN, "")
    assert nudge.attempts.get().phase == "body"
    mailbox.forgive()
    assert tick().delivered == 0


def test_fault_14_lost_before_data_is_tried_again(tick, mailbox):
    mailbox.on(Phase.DATA, DROP, times=1)
    nudge = planned()

    tick()
    assert outcome(nudge) == (State.PLANNED, "")
    make_due_again(nudge)
    tick()

    assert (outcome(nudge), len(mailbox.accepted)) == ((State.SENT, ""), 1)


def test_fault_15_hung_server_gives_the_others_back(tick, mailbox):
    nudges = [planned() for _n in range(3)]
    mailbox.on(Phase.CONNECT, HANG)

    tick()

    assert Attempt.objects.count() == 1
    assert {outcome(nudge)[0] for nudge in nudges} == {State.PLANNED}
    mailbox.forgive()
    tick()
    assert len(mailbox.accepted) == 2  # the third was told to wait a minute


def test_fault_07_twenty_ticks_at_once(tick, mailbox):
    people = [reminded() for _n in range(5)]

    at_once(*[tick] * 20)
    tick()

    assert sorted(mailbox.accepted) == sorted(set(mailbox.accepted))
    assert [len(mailbox.to(person.email)) for person in people] == [1] * 5


def test_fault_09_two_planners_on_one_slot(mailbox):
    person = reminded()

    assert sorted(at_once(*[lambda: actions.plan(now=timezone.now())] * 2)) in ([0, 1], [1, 1])

    assert Nudge.objects.filter(recipient=person.pk).count() == 1


def test_fault_28_one_that_cannot_be_made_fails_after_three_and_stops_nobody(tick, mailbox):
    poison, fine = planned(), planned()
    User.objects.filter(pk=poison.recipient_id).update(time_zone="Nowhere/Land")
    Nudge.objects.filter(pk=poison.pk).update(time_zone="Nowhere/Land")

    for _time in range(3):
        tick()
        make_due_again(poison)

    assert outcome(poison) == (State.FAILED, "")
    assert outcome(fine) == (State.SENT, "")
    assert [person for _id, person in mailbox.accepted] == [fine.recipient.person.email]
    assert tick().delivered == 0


def test_idle_tick_asks_two_statements(tick, django_assert_num_queries):
    tick()

    with django_assert_num_queries(2):
        tick()
    assert connection.vendor == "postgresql"


def test_fault_11_deferred_and_then_studied_gives_its_day_back(tick, mailbox):
    mailbox.on(Phase.RCPT, Reply(451, "4.7.0 not now"))
    nudge = planned()
    tick()
    assert MailDay.objects.get().nudge == nudge
    study_today(nudge.recipient.person)
    make_due_again(nudge)

    tick()

    assert outcome(nudge) == (State.SKIPPED, "studied")
    assert not MailDay.objects.exists()


def test_fault_28_address_that_no_mail_can_have_fails_and_stops_nobody(tick, mailbox):
    poison, fine = planned(), planned()
    broken = "two words@example.org"
    User.objects.filter(pk=poison.recipient_id).update(email=broken)
    EmailAddress.objects.filter(user=poison.recipient_id).update(email=broken)

    tick()

    assert outcome(poison) == (State.FAILED, "")
    assert poison.attempts.get().detail == "ValueError"
    assert outcome(fine) == (State.SENT, "")


def test_database_away_at_the_gate_is_no_fault_of_the_nudge(mailbox, monkeypatch):
    nudge = planned()
    [claimed] = actions.claim(limit=1)
    monkeypatch.setitem(connection.settings_dict, "NAME", "nowhere")
    connection.close()

    with pytest.raises(OperationalError), Sender() as sender:
        _see_through(claimed, sender)

    monkeypatch.undo()
    connection.close()
    nudge.refresh_from_db()
    assert (nudge.state, nudge.error_count) == (State.CLAIMED, 0)
