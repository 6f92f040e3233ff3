"""The one clock a learner may have running."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models import Unit
from study.models.entry import EntryKind

# Past this, somebody more likely forgot the timer than studied without a break.
LONGEST_STRETCH = timedelta(hours=4)


class Timer(models.Model):
    """The clock of one learner, running or paused. Stopping it writes entries and ends it.

    Kept here and not in the browser, so that it survives a restart and shows on another
    device. A pause closes a stretch; `stretches` are the closed ones, in UTC.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.OneToOneField(User, models.CASCADE, related_name="timer")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="timers", null=True, blank=True)
    kind = models.CharField(_("kind of work"), max_length=8, choices=EntryKind)
    running_since = models.DateTimeField(null=True, blank=True)
    stretches = ArrayField(DateTimeRangeField(), default=list)

    class Meta:
        indexes = [
            # Those that were forgotten are found without looking at the others.
            models.Index(
                fields=["running_since"],
                condition=Q(running_since__isnull=False),
                name="timer_running",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EntryKind.values), name="timer_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(running_since__isnull=False) | Q(stretches__len__gt=0),
                name="timer_has_run",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} since {self.running_since or 'paused'}"

    @property
    def is_running(self) -> bool:
        return self.running_since is not None

    def spans(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches studied up to `now`, each as start and end, in UTC.

        A clock that was set back in between gives an empty stretch, never a negative one.
        """
        for stretch in self.stretches:
            yield stretch.lower, stretch.upper
        if self.running_since:
            yield self.running_since, max(now, self.running_since)

    def elapsed(self, now: datetime) -> timedelta:
        return sum((end - start for start, end in self.spans(now)), timedelta())

    def is_forgotten(self, now: datetime) -> bool:
        """Whether the present stretch is too long to be believed without asking."""
        return self.running_since is not None and now - self.running_since > LONGEST_STRETCH
