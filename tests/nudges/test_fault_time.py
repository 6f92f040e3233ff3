"""Faults of section 4 about clocks, zones, and time that was lost."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import User
from nudges import actions
from nudges.models import MailDay, Nudge, Pulse, Recipient, State
from nudges.queries import health, slots
from nudges.zone_rules import rules_version
from study.queries import situations
from tests.factories import EntryFactory
from tests.nudges.people import a_minute_ago, mail_of, outcome, planned, reader, reminded, wants

pytestmark = pytest.mark.django_db(transaction=True)


def at(text):
    return dt.datetime.fromisoformat(text)


def reminded_in(zone, clock, day):
    """Somebody in a zone who studied the day before, to be reminded at a time of day."""
    person = reader(time_zone=zone)
    EntryFactory(learner=person, day=day - dt.timedelta(days=1), unit=None)
    person.entries.filter(day__gt=day).delete()
    person.enrolments.update(started_on=day - dt.timedelta(days=60))
    wants(person, at=clock)
    return person


def begin_of(day, zone):
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "due"),
    [
        ("Europe/Vienna", "2026-03-29", "02:30", "2026-03-29T01:30Z"),  # fault 20: at 03:30
        ("Europe/Vienna", "2026-10-25", "02:30", "2026-10-25T00:30Z"),  # fault 21: the first
        ("America/Nuuk", "2026-03-28", "23:30", "2026-03-29T01:30Z"),  # fault 22: 00:30 next day
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45Z"),
        ("Asia/Kathmandu", "2026-05-04", "08:30", "2026-05-04T02:45Z"),
    ],
)
def test_fault_20_21_22_one_mail_keeps_the_date_asked_for(mailbox, zone, day, clock, due):
    day = dt.date.fromisoformat(day)
    person = reminded_in(zone, dt.time.fromisoformat(clock), day)

    for hours in (0, 1, 2, 3, 25):
        Recipient.objects.update(look_at=begin_of(day, zone))
        actions.plan(now=begin_of(day, zone) + dt.timedelta(hours=hours))

    nudge = Nudge.objects.get(recipient=person.pk, local_date=day)
    assert (nudge.due_at, nudge.slot_key) == (at(due), day.isoformat())


def test_fault_22_date_that_samoa_left_out_has_no_slot():
    person = reader(time_zone="Pacific/Apia")
    about = situations([person.pk])[person.pk]
    wish = slots.wishes_of(person.recipient, [wants(person, at=dt.time(23, 30))], about)[-1]

    assert slots.slot(person, wish, dt.date(2011, 12, 30)) is None
    assert slots.slot(person, wish, dt.date(2011, 12, 29)).due_at == at("2011-12-30T09:30Z")
    assert slots.slot(person, wish, dt.date(2011, 12, 31)).due_at == at("2011-12-31T09:30Z")


def move(person, hours):
    """Let them live so many hours further east; round the world where there is no zone."""
    here = timezone.now().astimezone(person.zone).utcoffset() // dt.timedelta(hours=1)
    offset = (here + hours + 9) % 24 - 9 if here + hours > 14 else here + hours
    person.time_zone = f"Etc/GMT{-offset:+d}"
    User.objects.filter(pk=person.pk).update(time_zone=person.time_zone)


def test_fault_23_west_it_comes_later_the_same_day(tick, mailbox):
    nudge = planned(hour=14)
    due_at = nudge.due_at
    move(nudge.recipient.person, -3)

    tick()

    nudge.refresh_from_db()
    assert nudge.state == State.PLANNED
    assert nudge.due_at - due_at == dt.timedelta(hours=3)
    assert Nudge.objects.count() == 1
    assert mailbox.accepted == []


def test_fault_23_east_its_moment_is_over(tick, mailbox):
    person = reader(hour=10)
    wants(person, at=(timezone.now().astimezone(person.zone) + dt.timedelta(minutes=20)).time())
    actions.plan(now=timezone.now())
    move(person, 5)

    tick()

    assert outcome(mail_of(person)) == (State.CANCELLED, "")
    assert mailbox.accepted == []


def test_fault_23_over_the_date_line_and_back(tick, mailbox):
    person = reader(time_zone="Pacific/Kiritimati")
    now = timezone.now()
    east = now.astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    EntryFactory(learner=person, day=east - dt.timedelta(days=1), unit=None)
    wants(person, at=dt.time(23, 59))
    actions.plan(now=now)
    nudge = mail_of(person)
    User.objects.filter(pk=person.pk).update(time_zone="Pacific/Pago_Pago")  # a day behind
    actions.plan(now=timezone.now())
    assert outcome(nudge) == (State.CANCELLED, "")

    Recipient.objects.update(look_at=begin_of(east, "Pacific/Pago_Pago"))
    actions.plan(now=begin_of(east, "Pacific/Pago_Pago"))

    nudge.refresh_from_db()
    assert nudge.state == State.PLANNED  # the same date, on the clock they have now
    assert nudge.due_at == dt.datetime.combine(east, dt.time(23, 59), ZoneInfo("Pacific/Pago_Pago"))
    assert Nudge.objects.filter(local_date=east).count() == 1


def test_fault_23_second_mail_of_a_kind_waits_for_twenty_hours(tick, mailbox):
    nudge = planned()
    tick()
    assert outcome(nudge) == (State.SENT, "")
    Nudge.objects.filter(pk=nudge.pk).update(slot_key="the day before")
    MailDay.objects.all().delete()
    move(nudge.recipient.person, -1)
    wants(nudge.recipient.person, at=a_minute_ago(nudge.recipient.person))
    Recipient.objects.update(look_at=timezone.now())

    tick()

    again = Nudge.objects.exclude(pk=nudge.pk).get()
    assert (again.state, again.skip_code) == (State.SKIPPED, "too_soon")


def test_fault_24_new_rules_of_zones_move_what_is_planned_and_nothing_else(tick, mailbox):
    tick()  # notes which rules there are
    ahead, sent = planned(), planned()
    wrong = ahead.due_at + dt.timedelta(hours=1)
    Nudge.objects.filter(pk=ahead.pk).update(due_at=wrong, next_attempt_at=wrong)
    Nudge.objects.filter(pk=sent.pk).update(
        state=State.SENT, sent_at=timezone.now(), due_at=wrong, next_attempt_at=wrong
    )
    tick()
    assert outcome(ahead) == (State.PLANNED, "")
    Pulse.objects.update(zones="2020a 2020.1")

    tick()

    assert outcome(ahead) == (State.SENT, "")
    sent.refresh_from_db()
    assert sent.due_at == wrong
    assert Pulse.objects.get().zones == rules_version()


def test_fault_25_jumping_clock_plans_no_further_than_it_says_and_no_slot_twice(mailbox):
    person = reminded()
    now = timezone.now()
    day = now.astimezone(person.zone).date()

    for jump in (dt.timedelta(days=1), dt.timedelta(hours=-1), dt.timedelta(), dt.timedelta(1)):
        Recipient.objects.update(look_at=now - dt.timedelta(days=3))
        actions.plan(now=now + jump)

    dates = list(Nudge.objects.order_by("local_date").values_list("local_date", flat=True))
    assert dates == [day, day + dt.timedelta(days=1)]


def test_fault_25_leases_and_due_times_go_by_the_database(mailbox):
    nudge = planned()

    actions.tick(clock=timezone.now() + dt.timedelta(days=30))

    assert outcome(nudge) == (State.SENT, "")
    assert Nudge.objects.count() == 1
    assert health(timezone.now()).problem == (
        "the clocks of the application and the database differ"
    )


def test_fault_26_three_days_of_downtime(tick, mailbox, settings):
    settings.NUDGES_PER_MINUTE = 3
    people = [reminded() for _n in range(5)]
    now = timezone.now()
    actions.plan(now=now)
    for age in (1, 2, 3):
        for nudge in Nudge.objects.filter(state=State.PLANNED, due_at__gt=now - dt.timedelta(1)):
            stale = nudge.due_at - dt.timedelta(days=age)
            Nudge.objects.create(
                recipient=nudge.recipient,
                kind=nudge.kind,
                channel=nudge.channel,
                slot_key=f"{nudge.local_date - dt.timedelta(days=age)}",
                priority=nudge.priority,
                local_date=nudge.local_date - dt.timedelta(days=age),
                time_zone=nudge.time_zone,
                due_at=stale,
                expires_at=stale + dt.timedelta(hours=3),
                next_attempt_at=stale,
            )

    tick()

    assert Nudge.objects.filter(state=State.EXPIRED).count() == 15
    assert len(mailbox.accepted) == 3
    settings.NUDGES_PER_MINUTE = 6000
    tick()
    assert [len(mailbox.to(person.email)) for person in people] == [1] * 5
    newest = {nudge.local_date for nudge in Nudge.objects.filter(state=State.SENT)}
    assert newest == {now.astimezone(people[0].zone).date()}


def test_fault_30_restored_from_a_backup(tick, mailbox):
    before, after = planned(), reminded()  # one planned when the backup was made, one not yet
    now = timezone.now()

    marked = actions.after_restore(since=now - dt.timedelta(hours=9), now=now)
    tick()

    assert marked == 2
    assert outcome(before) == (State.UNKNOWN, "")
    assert outcome(mail_of(after)) == (State.UNKNOWN, "")
    assert mailbox.accepted == []


def test_fault_30_old_worker_cannot_pass_the_new_gate(tick, mailbox):
    nudge = planned()
    [claimed] = actions.claim(limit=10)
    tick()
    Pulse.objects.update(generation=actions.GENERATION + 1)  # as newer code does at its first tick

    assert actions.pass_gate(claimed) is None
    assert actions.claim(limit=10) == []
    assert outcome(nudge) == (State.CLAIMED, "")


def test_fault_23_gate_waits_for_the_planner_when_the_clock_changed(mailbox):
    nudge = planned()
    [claimed] = actions.claim(limit=10)
    move(nudge.recipient.person, 2)

    assert actions.pass_gate(claimed) is None

    assert outcome(nudge) == (State.PLANNED, "")
    assert nudge.next_attempt_at > timezone.now()


def test_fault_26_too_late_at_the_gate(mailbox):
    nudge = planned()
    [claimed] = actions.claim(limit=10)
    Nudge.objects.update(
        due_at=timezone.now() - dt.timedelta(hours=2),
        expires_at=timezone.now() - dt.timedelta(hours=1),
    )

    assert actions.pass_gate(claimed) is None

    assert outcome(nudge) == (State.EXPIRED, "")
