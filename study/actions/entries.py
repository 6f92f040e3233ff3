"""Logging time, by hand or from the timer."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from study.models import Entry
from study.models.entry import MINUTES_IN_A_DAY


class DayIsFullError(Exception):
    """The day would have more than 24 hours in all. `free` is how many minutes fit."""

    def __init__(self, free: int) -> None:
        super().__init__(free)
        self.free = free


class NotYoursError(Exception):
    """The id of the entry is taken by somebody else's."""


@transaction.atomic
def save_entry(*, entry: Entry) -> None:
    """Write a new entry, or the changes to one.

    A new entry whose id was written before is a copy sent again: nothing changes, even if
    the entry was edited or deleted since. Raises `DayIsFullError` when the entries of its
    day would exceed 24 hours, and `NotYoursError` when the id belongs to another learner.
    """
    found = _lock_day(entry.learner, entry.day, entry.pk)
    if entry._state.adding and entry.pk in found:
        if found[entry.pk].learner_id != entry.learner_id:
            raise NotYoursError
        return
    _refuse_full_day(found, entry)
    # Of an old row only what can be edited: it may have been deleted since it was read.
    fields = None if entry._state.adding else ["day", "minutes", "unit", "kind", "note"]
    entry.save(update_fields=fields)


@transaction.atomic
def delete_entry(*, entry: Entry, now: datetime) -> None:
    """Take an entry out of everything that is counted. `restore_entry` puts it back."""
    entry.deleted_at = now
    entry.save(update_fields=["deleted_at"])


@transaction.atomic
def restore_entry(*, entry: Entry) -> None:
    """Undo a deletion. Raises `DayIsFullError` when other time has taken its place."""
    _refuse_full_day(_lock_day(entry.learner, entry.day, entry.pk), entry)
    entry.deleted_at = None
    entry.save(update_fields=["deleted_at"])


def _lock_day(learner: User, day: date, pk: uuid.UUID) -> dict[uuid.UUID, Entry]:
    """Lock the learner, so that two requests cannot fill a day at once; find what is there."""
    User.objects.lock(learner.pk)
    found = Entry.objects.filter(Q(pk=pk) | Q(learner=learner, day=day, deleted_at=None))
    return found.only("learner_id", "minutes").in_bulk()


def _refuse_full_day(found: dict[uuid.UUID, Entry], entry: Entry) -> None:
    taken = sum(other.minutes for pk, other in found.items() if pk != entry.pk)
    if taken + entry.minutes > MINUTES_IN_A_DAY:
        raise DayIsFullError(free=max(MINUTES_IN_A_DAY - taken, 0))
