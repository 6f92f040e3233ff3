"""People who are owed a reminder at this very moment, wherever that is in the day.

The database's clock rules, so nothing is set back or forth: a learner lives where it is noon
just now, studied yesterday, and asked to be reminded a minute ago.
"""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from nudges import actions
from nudges.models import Channel, Kind, Nudge, Preference, State
from nudges.rules import RULES
from study.models import Enrolment
from tests.clock import zone_where_it_is
from tests.factories import (
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PlacementFactory,
    UserFactory,
)


def reader(hour: int = 12, **fields: Any) -> User:
    """A learner with a confirmed address on a path of two units, who studied yesterday."""
    person = UserFactory(**{"time_zone": zone_where_it_is(hour)} | fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    module = ModuleFactory()
    for position in (1, 2):
        PlacementFactory(module=module, position=position, unit__minutes=60)
    today = person.study_day(timezone.now())
    EnrolmentFactory(
        learner=person, edition=module.edition, started_on=today - dt.timedelta(days=30)
    )
    EntryFactory(learner=person, day=today - dt.timedelta(days=1), minutes=30, unit=None)
    return person


def a_minute_ago(person: User) -> dt.time:
    """What their clock showed then."""
    clock = timezone.now().astimezone(person.zone) - dt.timedelta(minutes=1)
    return clock.time().replace(second=0, microsecond=0)


def today_of(person: User) -> dt.date:
    """The date on their calendar."""
    return timezone.now().astimezone(person.zone).date()


def wants(
    person: User,
    kind: str = Kind.STUDY_REMINDER,
    *,
    at: dt.time | None = None,
    by_email: bool = True,
    in_app: bool = False,
    weekdays: str = "1234567",
) -> Preference:
    """They want a kind at a time of day, a minute ago unless told; others by no channel."""
    for other in set(Kind.values) - {kind}:
        Preference.objects.get_or_create(
            recipient_id=person.pk, kind=other, defaults={"by_email": False, "in_app": False}
        )
    values = {"by_email": by_email, "in_app": in_app, "weekdays": weekdays}
    values["at"] = at or a_minute_ago(person)
    found, _made = Preference.objects.update_or_create(
        recipient_id=person.pk, kind=kind, defaults=values
    )
    return found


@transaction.atomic  # a tick of another process sees the whole person or nobody
def reminded(**fields: Any) -> User:
    """A learner who is owed a study reminder by mail just now; it is not planned yet."""
    person = reader(**fields)
    wants(person)
    return person


def planned(**fields: Any) -> Nudge:
    """The planned reminder of somebody new."""
    person = reminded(**fields)
    actions.plan(now=timezone.now())
    return mail_of(person)


def mail_of(person: User) -> Nudge:
    return Nudge.objects.get(recipient=person.pk, channel=Channel.EMAIL)


def study_today(person: User, minutes: int = 25) -> None:
    EntryFactory(learner=person, day=person.study_day(timezone.now()), minutes=minutes, unit=None)


def enrolment_of(person: User) -> Enrolment:
    return Enrolment.objects.get(learner=person)


def outcome(nudge: Nudge) -> tuple[str, str]:
    """Where a nudge is by now, and why it was skipped."""
    nudge.refresh_from_db()
    return nudge.state, nudge.skip_code


def end_leases() -> None:
    """As if the leases had run out: their workers were gone for long."""
    past = timezone.now() - dt.timedelta(seconds=1)
    Nudge.objects.exclude(lease_until=None).update(lease_until=past)


def delivered(person: User | None = None, **fields: Any) -> Nudge:
    """A message in somebody's inbox, unread unless told; each is about a fact of its own."""
    person = person or UserFactory()
    now = timezone.now()
    values: dict[str, Any] = {
        "kind": Kind.MILESTONE,
        "channel": Channel.IN_APP,
        "slot_key": f"module:{Nudge.objects.count()}",
        "priority": RULES[Kind.MILESTONE].priority,
        "local_date": now.date(),
        "time_zone": person.time_zone,
        "due_at": now - dt.timedelta(hours=2),
        "expires_at": now + dt.timedelta(days=14),
        "next_attempt_at": now,
        "reason": {"why": "You finished the module “Basics”.", "path": "/path/"},
        "state": State.SENT,
        "sent_at": now,
        "settled_at": now,
        "subject": "A module is done",
        "text": "You can show something now.",
    }
    return Nudge.objects.create(recipient_id=person.pk, **values | fields)
