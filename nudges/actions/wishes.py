"""What people want of their nudges. Each change locks the person as the gate does, so that it
is either before a nudge, and seen, or after it; and has the planner look again.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from nudges.models import EVERY_DAY, Bounce, Kind, Nudge, Preference, Recipient
from nudges.rules import RULES


@transaction.atomic
def set_preference(
    *,
    person: User,
    kind: str,
    by_email: bool,
    in_app: bool,
    at: time | None,
    weekdays: str,
    now: datetime,
) -> None:
    """Say how one kind of nudge should come. `at` None means the kind's own time of day."""
    _change(person.pk, now)
    Preference.objects.update_or_create(
        recipient_id=person.pk,
        kind=kind,
        defaults={"by_email": by_email, "in_app": in_app, "at": at, "weekdays": weekdays},
    )


def set_quiet_hours(*, person: User, quiet_from: time, quiet_until: time, now: datetime) -> None:
    """Say when no mail may come. Both ends the same: there are no quiet hours."""
    _change(person.pk, now, quiet_from=quiet_from, quiet_until=quiet_until)


@transaction.atomic
def save_wishes(
    *,
    person: User,
    quiet_from: time,
    quiet_until: time,
    preferences: Iterable[Preference],
    now: datetime,
) -> None:
    """Say at once how some kinds of nudges should come, and when the quiet hours are."""
    set_quiet_hours(person=person, quiet_from=quiet_from, quiet_until=quiet_until, now=now)
    for wanted in preferences:
        set_preference(
            person=person,
            kind=wanted.kind,
            by_email=wanted.by_email,
            in_app=wanted.in_app,
            at=wanted.at,
            weekdays=wanted.weekdays,
            now=now,
        )


def pause(*, person: User, until: date | None, now: datetime) -> None:
    """Send nothing before a day; None ends the pause."""
    _change(person.pk, now, paused_until=until)


@transaction.atomic
def unsubscribe(*, recipient_id: int, kind: str | None, now: datetime) -> None:
    """End mail of one kind, or of every kind. The inbox stays as it is.

    When this has committed, no nudge passes the gate any more. Nothing happens for a person
    who is gone, nor the second time.
    """
    if not _change(recipient_id, now):
        return
    for each in [kind] if kind else Kind.values:
        Preference.objects.update_or_create(
            recipient_id=recipient_id,
            kind=each,
            defaults={"by_email": False},
            create_defaults={
                "by_email": False,
                "in_app": RULES[each].in_app,
                "weekdays": EVERY_DAY,
            },
        )


def mark_read(*, person: User, pk: UUID | None, now: datetime) -> bool:
    """Mark one message of the inbox as read, or all that are there. Says whether any was unread.

    Mail about the same that has not gone yet will not go.
    """
    unread = Nudge.objects.for_person(person).in_inbox().filter(read_at=None)
    return bool((unread.filter(pk=pk) if pk else unread).update(read_at=now))


def forgive_bounces(*, address: str, now: datetime) -> None:
    """Send to an address again from which mail came back: its person says that it works."""
    Bounce.objects.of(address).update(forgiven_at=now)


@transaction.atomic
def _change(recipient_id: int, now: datetime, **fields: Any) -> bool:
    """Lock a person, change what is theirs, and have the planner look; False if they are gone."""
    if Recipient.objects.lock(recipient_id) is None:
        return False
    Recipient.objects.filter(pk=recipient_id).update(look_at=now, **fields)
    return True
