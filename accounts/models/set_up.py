"""Whether an instance has its first admin."""

import hashlib
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


def token_digest(token: str) -> str:
    """What is stored of a token that is shown once."""
    return hashlib.sha256(token.encode()).hexdigest()


class SetUpQuerySet(models.QuerySet["SetUp"]):
    def unclaimed(self) -> Self:
        return self.filter(claimed_at=None)

    def with_token(self, token: str) -> Self:
        """Keep the row if its one-time link is the one with this token."""
        return self.unclaimed().filter(token_digest=token_digest(token))

    def claim(self, now: datetime | Now) -> bool:
        """Mark the instance as set up. True for one caller, however many call at once."""
        return bool(self.unclaimed().update(claimed_at=now, token_digest=""))


class SetUp(models.Model):
    """Whether this instance has its first admin yet. A table of exactly one row.

    A migration makes the row. Claimed by the actions `claim_instance` and
    `claim_with_link`, and closed by `createsuperuser`; nothing opens it again. Of the
    one-time link only the SHA-256 digest of its token is kept.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    claimed_at = models.DateTimeField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)

    objects = SetUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("set-up")
        verbose_name_plural = _("set-up")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="set_up_is_one_row"),
            models.CheckConstraint(
                condition=Q(claimed_at=None) | Q(token_digest=""), name="set_up_claimed_has_no_link"
            ),
        ]

    def __str__(self) -> str:
        return "claimed" if self.claimed_at else "unclaimed"
