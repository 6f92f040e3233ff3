"""manage.py nudges_run and nudges_after_restore."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import OutgoingMail
from nudges.models import Nudge, Recipient, State, Switch
from nudges.tasks import tick
from tests.accounts.outgoing import written
from tests.nudges.people import a_minute_ago, mail_of, planned, reader, reminded, study_today, wants

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_a_tick_without_celery(mailbox):
    person = reminded()

    assert run("nudges_run") == "1 people planned, 1 nudges seen to.\n"

    assert len(mailbox.to(person.email)) == 1


def test_celerys_task_is_the_same_tick(mailbox):
    person = reminded()

    tick.delay()

    assert mail_of(person).state == State.SENT


def test_rehearsal_prints_and_changes_nothing(mailbox):
    late = planned()
    Nudge.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1),
                         due_at=timezone.now() - dt.timedelta(hours=4))  # fmt: skip
    person, busy = reminded(), reminded()
    quiet = reader()
    wants(quiet)
    quiet.recipient.quiet_from = dt.time(0, 0)
    quiet.recipient.quiet_until = dt.time(23, 59)
    quiet.recipient.save(update_fields=["quiet_from", "quiet_until"])
    study_today(busy)
    before = list(Nudge.objects.values()), list(Recipient.objects.order_by("pk").values())

    said = run("nudges_run", "--dry-run")

    lines = {line.partition("  ")[2]: line for line in said.splitlines()}
    assert any(f"{person}  study_reminder by email: would be sent" in line for line in lines)
    assert any(f"{quiet}" in line and "quiet_hours" in line for line in lines)
    assert any(f"{late.recipient.person}" in line and "too late" in line for line in lines)
    assert str(busy) not in said  # nothing is owed, so nothing is planned
    assert said.splitlines()[-1].startswith("3 nudges due by ")
    after = list(Nudge.objects.values()), list(Recipient.objects.order_by("pk").values())
    assert after == before
    assert mailbox.accepted == []


def test_rehearsal_says_which_kinds_are_switched_off(mailbox):
    person = reminded()
    Switch.objects.create(kind="study_reminder", delivers=False)

    said = run("nudges_run", "--dry-run")

    assert f"{person}  study_reminder by email: would wait: its kind is switched off" in said


def test_rehearsal_of_another_moment(mailbox):
    person = reader(time_zone="Europe/Vienna")
    day = dt.date(2026, 12, 24)
    person.entries.update(day=day - dt.timedelta(days=1))
    person.enrolments.update(started_on=day - dt.timedelta(days=30))
    wants(person, at=dt.time(18, 30))

    early = run("nudges_run", "--dry-run", "--at", "2026-12-24T17:29Z")
    due = run("nudges_run", "--dry-run", "--at", "2026-12-24T17:30Z")

    assert "0 nudges due" in early
    assert f"2026-12-24 17:30  {person}  study_reminder by email: would be sent" in due


def test_rehearsal_says_what_would_wait(mailbox):
    person = reader()
    wants(person)
    clock = timezone.now().astimezone(person.zone)
    Recipient.objects.filter(pk=person.pk).update(
        quiet_from=a_minute_ago(person), quiet_until=(clock + dt.timedelta(hours=1)).time()
    )

    assert "would wait until" in run("nudges_run", "--dry-run")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--at", "2026-12-24T18:30Z"], "--at goes with --dry-run"),
        (["--dry-run", "--at", "2026-12-24T18:30"], "no instant with a zone"),
        (["--dry-run", "--at", "Christmas"], "no instant with a zone"),
    ],
)
def test_run_refuses_in_words(arguments, words):
    with pytest.raises(CommandError, match=words):
        run("nudges_run", *arguments)


def test_after_a_restore(mailbox):
    nudge = planned()
    old, new = written(), written()
    OutgoingMail.objects.filter(pk=old.pk).update(
        written_at=timezone.now() - dt.timedelta(minutes=61)
    )

    said = run(
        "nudges_after_restore", "--since", f"{timezone.now() - dt.timedelta(hours=2):%FT%TZ}"
    )

    assert said == (
        "1 nudges marked as perhaps sent; they will not be sent again.\n"
        "1 messages about signing in, over an hour old, given up.\n"
    )
    assert list(OutgoingMail.objects.waiting()) == [new]
    nudge.refresh_from_db()
    assert nudge.state == State.UNKNOWN
