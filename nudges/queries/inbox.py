"""What was delivered in the app."""

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from nudges.models import Nudge


def inbox(person: User, now: datetime) -> QuerySet[Nudge]:
    """Messages in a person's inbox; those marked `is_unread` first, each the newest first.

    What nobody read while it was worth reading is not unread any more.
    """
    is_unread = Q(read_at=None, expires_at__gt=now)
    found = Nudge.objects.for_person(person).in_inbox().annotate(is_unread=is_unread)
    return found.order_by("-is_unread", "-sent_at", "-pk")
