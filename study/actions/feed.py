"""The secret address of a learner's calendar feed: made, made anew, stopped, read."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from study.models import CalendarFeed

READ_IS_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def make_feed(*, learner: User) -> CalendarFeed:
    """Give the learner an address, or find the one they have."""
    User.objects.lock(learner.pk)
    return CalendarFeed.objects.get_or_create(learner=learner)[0]


@transaction.atomic
def renew_feed(*, learner: User, feed: int) -> None:
    """Put a new address in the place of this one, which stops at once.

    Changes nothing if it is another's or was renewed or stopped before: pressed twice,
    the button makes one new address.
    """
    User.objects.lock(learner.pk)
    if CalendarFeed.objects.for_learner(learner).filter(pk=feed).delete()[0]:
        CalendarFeed.objects.create(learner=learner)


@transaction.atomic
def revoke_feed(*, learner: User) -> None:
    """Let no address of the learner's be read any more."""
    User.objects.lock(learner.pk)
    CalendarFeed.objects.for_learner(learner).delete()


def note_reading(*, feed: CalendarFeed, fingerprint: str, now: datetime) -> datetime:
    """Note that a plan was read, once an hour; return since when it is this one.

    One plain update, if any: calendars that come at once may each write the same.
    """
    changes: dict[str, datetime | str] = {}
    if feed.read_at is None or feed.read_at <= now - READ_IS_NOTED_EVERY:
        changes["read_at"] = now
    changed_at = feed.changed_at
    if changed_at is None or feed.fingerprint != fingerprint:
        changed_at = now.replace(microsecond=0)
        changes |= {"fingerprint": fingerprint, "changed_at": changed_at}
    if changes:
        CalendarFeed.objects.filter(pk=feed.pk).update(**changes)
    return changed_at
