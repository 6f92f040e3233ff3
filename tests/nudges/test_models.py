"""What the database refuses of nudges, attempts, days of mail and preferences; and bounces."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from nudges.models import (
    Attempt,
    Bounce,
    Kind,
    MailDay,
    Nudge,
    Preference,
    address_digest,
)
from tests.factories import UserFactory
from tests.nudges.people import (
    planned,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"state": "sent"}, "nudge_sent_has_a_moment"),
        ({"state": "claimed"}, "nudge_lease_while_in_hand"),
        ({"state": "skipped"}, "nudge_skipped_with_a_code"),
        ({"skip_code": "studied"}, "nudge_skipped_with_a_code"),
        ({"read_at": "2026-03-02T12:00Z"}, "nudge_read_in_the_inbox"),
        ({"expires_at": "2000-01-01T00:00Z"}, "nudge_expires_after_due"),
        ({"kind": "nonsense"}, "nudge_kind_is_known"),
        ({"channel": "pigeon"}, "nudge_channel_is_known"),
        ({"state": "lost"}, "nudge_state_is_known"),
    ],
)
def test_database_refuses_a_nudge_that_cannot_be(mailbox, fields, name):
    nudge = planned()

    with pytest.raises(IntegrityError, match=name):
        Nudge.objects.filter(pk=nudge.pk).update(**fields)


def test_database_refuses_the_same_fact_twice(mailbox):
    nudge = planned()
    nudge.pk = None
    nudge._state.adding = True

    with pytest.raises(IntegrityError, match="nudge_once_per_fact"):
        nudge.save(force_insert=True)


def test_database_refuses_attempts_and_days_that_cannot_be(mailbox):
    nudge = planned()
    now = timezone.now()
    done = {"nudge": nudge, "started_at": now, "finished_at": now, "outcome": "accepted"}
    Attempt.objects.create(number=1, **done)
    with pytest.raises(IntegrityError, match="attempt_accepted_once"):
        Attempt.objects.create(number=2, **done)
    with pytest.raises(IntegrityError, match="attempt_once_per_number"):
        Attempt.objects.create(number=1, nudge=nudge, started_at=now)
    with pytest.raises(IntegrityError, match="attempt_ends_with_an_outcome"):
        Attempt.objects.create(number=3, nudge=nudge, started_at=now, finished_at=now)
    day = dt.date(2026, 3, 4)
    taken = {"recipient": nudge.recipient, "week": dt.date(2026, 3, 2)}
    with pytest.raises(IntegrityError, match="mail_day_four_a_week"):
        MailDay.objects.create(nudge=nudge, day=day, number=5, **taken)
    with pytest.raises(IntegrityError, match="mail_day_in_its_week"):
        MailDay.objects.create(nudge=nudge, day=dt.date(2026, 3, 1), number=1, **taken)
    MailDay.objects.create(nudge=nudge, day=day, number=1, **taken)
    other = planned()
    with pytest.raises(IntegrityError, match="mail_day_one_a_day"):
        MailDay.objects.create(nudge=other, day=day, number=2, **taken)
    with pytest.raises(IntegrityError, match="mail_day_numbered_once"):
        MailDay.objects.create(nudge=other, day=dt.date(2026, 3, 5), number=1, **taken)


@pytest.mark.parametrize("weekdays", ["", "8", "21", "11"])
def test_database_refuses_weekdays_that_are_none(weekdays):
    person = UserFactory()

    with pytest.raises(IntegrityError, match="preference_weekdays_in_order"):
        Preference.objects.create(
            recipient_id=person.pk, kind=Kind.MILESTONE, by_email=True, in_app=True,
            weekdays=weekdays,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("causes", "is_enough"),
    [
        (["hard"], False),
        (["hard", "hard"], True),
        (["soft"] * 3, False),
        (["soft"] * 4, True),
        (["complaint"], True),
    ],
)
def test_so_many_bounces_stop_mail_to_an_address(causes, is_enough):
    now = timezone.now()
    for cause in causes:
        Bounce.objects.create(address_digest=address_digest("Ada@Example.org"), cause=cause, at=now)

    assert Bounce.objects.of("ada@example.org").suppress(now) is is_enough
    later = now + dt.timedelta(days=31)
    assert Bounce.objects.of("ada@example.org").suppress(later) is ("complaint" in causes)
