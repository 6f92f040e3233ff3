"""Planning, wishes and ticks, where nothing goes wrong; the faults have files of their own."""

import datetime as dt

import psycopg
import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from accounts.models import User
from nudges import actions
from nudges.actions import delivery
from nudges.models import (
    Attempt,
    Channel,
    Kind,
    Nudge,
    Recipient,
    State,
)
from nudges.queries.slots import LEAD
from nudges.sending import Answer, Result
from study.models import Timer
from tests.factories import CompletionFactory, EditionFactory, PromptFactory
from tests.nudges.people import (
    a_minute_ago,
    enrolment_of,
    mail_of,
    outcome,
    planned,
    reader,
    reminded,
    wants,
)
from tests.smtp import DROP, Phase

pytestmark = pytest.mark.django_db(transaction=True)


def test_planning_looks_again_when_the_next_day_begins(mailbox):
    person = reminded()
    now = timezone.now()

    assert actions.plan(now=now) == 1
    assert actions.plan(now=now) == 0

    look_at = Recipient.objects.get(pk=person.pk).look_at.astimezone(person.zone)
    assert (look_at.date() - now.astimezone(person.zone).date()).days == 1
    assert look_at.time() == dt.time()


def test_planning_keeps_why_and_what(mailbox):
    nudge = planned()

    assert nudge.why == (
        f"You asked for a reminder at {a_minute_ago(nudge.recipient.person):%H:%M} on your study"
        " days, and nothing was logged today."
    )
    assert nudge.expires_at - nudge.due_at == dt.timedelta(hours=3)
    assert nudge.local_date.isoformat() == nudge.slot_key


def test_person_who_cannot_be_planned_stops_nobody_and_is_looked_at_later(mailbox):
    poison, fine = reminded(), reminded()
    User.objects.filter(pk=poison.pk).update(time_zone="Nowhere/Land")

    actions.plan(now=timezone.now())

    assert [nudge.recipient_id for nudge in Nudge.objects.all()] == [fine.pk]
    later = Recipient.objects.get(pk=poison.pk).look_at - timezone.now()
    assert dt.timedelta(minutes=50) < later < dt.timedelta(minutes=70)


@pytest.mark.parametrize("state", ["paused", "inactive"])
def test_nothing_is_planned_for_who_paused_or_may_not_sign_in(mailbox, state):
    person = reminded()
    if state == "paused":
        today = timezone.now().astimezone(person.zone).date()
        actions.pause(person=person, until=today + dt.timedelta(days=3), now=timezone.now())
    else:
        User.objects.filter(pk=person.pk).update(is_active=False)

    actions.plan(now=timezone.now())

    assert not Nudge.objects.exists()


def test_ending_a_pause_plans_the_day_after_all(mailbox):
    person = reminded()
    today = timezone.now().astimezone(person.zone).date()
    actions.pause(person=person, until=today + dt.timedelta(days=3), now=timezone.now())
    actions.plan(now=timezone.now())

    actions.pause(person=person, until=None, now=timezone.now())
    actions.plan(now=timezone.now())

    assert mail_of(person).state == State.PLANNED


def test_another_time_of_day_moves_what_is_planned(mailbox):
    nudge = planned(hour=10)
    person = nudge.recipient.person

    actions.set_preference(
        person=person,
        kind=nudge.kind,
        by_email=True,
        in_app=True,
        at=dt.time(20, 15),
        weekdays="1234567",
        now=timezone.now(),
    )
    actions.plan(now=timezone.now())

    nudge.refresh_from_db()
    assert nudge.due_at.astimezone(person.zone).time() == dt.time(20, 15)
    twin = Nudge.objects.get(recipient=person.pk, channel=Channel.IN_APP)
    assert nudge.due_at - twin.due_at == LEAD


def test_kind_that_was_turned_off_gives_its_place_up_at_once(mailbox):
    nudge = planned()
    actions.unsubscribe(recipient_id=nudge.recipient_id, kind=nudge.kind, now=timezone.now())

    actions.plan(now=timezone.now())

    assert outcome(nudge) == (State.SKIPPED, "unsubscribed")


def test_weekdays_that_were_left_out_have_no_slot(mailbox):
    person = reader()
    today = timezone.now().astimezone(person.zone).isoweekday()
    wants(person, weekdays="1234567".replace(str(today), ""))

    actions.plan(now=timezone.now())

    assert not Nudge.objects.exists()


def test_blog_prompt_is_chosen_when_it_is_planned_and_none_is_given_twice(mailbox):
    person = reader()
    unit = enrolment_of(person).edition.placements.get(position=1).unit
    PromptFactory(when="after_unit", unit=unit, path=EditionFactory().path)
    own = enrolment_of(person).edition.path
    prompt = PromptFactory(when="after_unit", unit=unit, unit_position=1, path=own)
    CompletionFactory(learner=person, unit=unit, day=person.study_day(timezone.now()))
    wants(person, Kind.BLOG_PROMPT)

    actions.plan(now=timezone.now())

    nudge = mail_of(person)
    assert (nudge.slot_key, nudge.reason["prompt"]) == (f"unit:{unit.pk}", prompt.slug)
    Nudge.objects.update(slot_key="unit:0", local_date=nudge.local_date - dt.timedelta(days=9))
    Recipient.objects.update(look_at=timezone.now())
    actions.plan(now=timezone.now())
    assert Nudge.objects.count() == 1


def test_forgotten_timer_is_told_once(tick, mailbox):
    person = reader()
    wants(person, Kind.FORGOTTEN_TIMER, in_app=True)
    since = timezone.now() - dt.timedelta(hours=5)
    timer = Timer.objects.create(learner=person, kind="code", running_since=since)

    tick()
    tick()

    told = Nudge.objects.filter(kind=Kind.FORGOTTEN_TIMER)
    assert {nudge.channel: nudge.state for nudge in told} == {"email": "sent", "in_app": "sent"}
    assert {nudge.slot_key for nudge in told} == {f"timer:{timer.pk}"}
    assert len(mailbox.to(person.email)) == 1


def test_timer_that_was_stopped_meanwhile_is_not_told_of(mailbox, tick):
    person = reader()
    wants(person, Kind.FORGOTTEN_TIMER)
    since = timezone.now() - dt.timedelta(hours=5)
    Timer.objects.create(learner=person, kind="code", running_since=since)
    actions.plan_untold(now=timezone.now())
    Timer.objects.all().delete()

    tick()

    assert outcome(mail_of(person)) == (State.SKIPPED, "over")


def test_timer_of_who_wants_to_hear_nothing_is_looked_at_once(tick, mailbox):
    person = reader()
    wants(person, Kind.FORGOTTEN_TIMER, by_email=False)
    Timer.objects.create(
        learner=person, kind="code", running_since=timezone.now() - dt.timedelta(hours=5)
    )

    tick()

    assert [(nudge.state, nudge.skip_code) for nudge in Nudge.objects.all()] == [
        ("skipped", "unsubscribed")
    ]
    assert actions.plan_untold(now=timezone.now()) == 0


def test_inbox_gets_its_message_while_the_mail_server_is_away(tick, mailbox):
    mailbox.on(Phase.CONNECT, DROP)
    people = [reader(), reader()]
    for person in people:
        wants(person, in_app=True)
    actions.plan(now=timezone.now())

    tick()

    assert Nudge.objects.filter(channel=Channel.IN_APP, state=State.SENT).count() == 2
    assert Nudge.objects.filter(channel=Channel.EMAIL, state=State.PLANNED).count() == 2
    assert Attempt.objects.count() == 1


def test_end_of_an_attempt_is_written_again_when_the_database_was_away(mailbox, monkeypatch):
    nudge = planned()
    [claimed] = actions.claim(limit=1)
    begun = actions.pass_gate(claimed)
    monkeypatch.setattr(delivery, "RECORD_PAUSE_SECONDS", 0)
    _end_own_connection()

    delivery._record_patiently(begun, Answer(Result.ACCEPTED, "body", 250))

    assert outcome(nudge) == (State.SENT, "")


def test_end_that_cannot_be_written_is_left_to_the_reaper(mailbox, monkeypatch):
    planned()
    [claimed] = actions.claim(limit=1)
    begun = actions.pass_gate(claimed)
    monkeypatch.setattr(delivery, "RECORD_PAUSE_SECONDS", 0)
    settings_dict = connection.settings_dict
    monkeypatch.setitem(settings_dict, "NAME", "nowhere")
    connection.close()

    with pytest.raises(OperationalError):
        delivery._record_patiently(begun, Answer(Result.ACCEPTED, "body", 250))

    monkeypatch.undo()
    connection.close()
    assert Nudge.objects.get().state == State.SENDING


def _end_own_connection():
    """Have the server end the connection that this process holds."""
    parameters = connection.get_connection_params()
    pid = connection.connection.info.backend_pid
    wanted = {name: parameters[name] for name in ("dbname", "user", "host") if name in parameters}
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
