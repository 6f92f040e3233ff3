"""Mail that came back."""

import hashlib
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from nudges.models.nudge import Nudge

MEMORY = timedelta(days=30)
HARD_LIMIT, SOFT_LIMIT = 2, 4


def address_digest(address: str) -> str:
    """What is kept of an address that mail came back from: SHA-256 of it in small letters."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


class BounceQuerySet(models.QuerySet["Bounce"]):
    def of(self, address: str) -> Self:
        """Keep what counts against an address: nothing that was forgiven."""
        return self.filter(address_digest=address_digest(address), forgiven_at=None)

    def suppress(self, now: datetime) -> bool:
        """Whether these are enough to send no more: two hard or four soft ones in thirty
        days, or one complaint ever. (The counts are Learnpath's own; see ADR 22.)
        """
        recent = Q(at__gt=now - MEMORY)
        found = self.aggregate(
            complaints=Count("pk", filter=Q(cause=Bounce.Cause.COMPLAINT)),
            hard=Count("pk", filter=recent & Q(cause=Bounce.Cause.HARD)),
            soft=Count("pk", filter=recent & Q(cause=Bounce.Cause.SOFT)),
        )
        return bool(
            found["complaints"] or found["hard"] >= HARD_LIMIT or found["soft"] >= SOFT_LIMIT
        )


class Bounce(models.Model):
    """Mail to an address came back, or its reader complained. No address is kept, only a digest.

    `event_id` is the provider's, so that a webhook sent again counts once.
    """

    class Cause(models.TextChoices):
        HARD = "hard", _("No such mailbox")
        SOFT = "soft", _("Not just now")
        COMPLAINT = "complaint", _("Called spam")

    address_digest = models.CharField(max_length=64)
    cause = models.CharField(max_length=9, choices=Cause)
    at = models.DateTimeField()
    event_id = models.CharField(max_length=200, null=True, blank=True, unique=True)
    nudge = models.ForeignKey(Nudge, models.SET_NULL, related_name="bounces", null=True, blank=True)
    forgiven_at = models.DateTimeField(null=True, blank=True)  # the person says it works again

    objects = BounceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["address_digest", "-at"],
                condition=Q(forgiven_at=None),
                name="bounce_of_address",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=["hard", "soft", "complaint"]), name="bounce_cause_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cause} at {self.at:%Y-%m-%d}"
