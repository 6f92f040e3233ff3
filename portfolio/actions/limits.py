"""How much one learner may keep."""

from django.db.models import QuerySet

from accounts.models import User


class FullError(Exception):
    """A learner's list has no room for another."""


def lock_with_room(learner_id: int, kept: QuerySet, most: int) -> None:
    """Lock a learner, so that a limit holds, and raise `FullError` if there is no more room."""
    User.objects.lock(learner_id)
    if kept.count() >= most:
        raise FullError
