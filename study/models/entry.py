"""Time a learner says they studied."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models import Unit

MINUTES_IN_A_DAY = 24 * 60
FIRST_DAY = date(2000, 1, 1)
LONGEST_NOTE = 1000


class EntryKind(models.TextChoices):
    """The kinds of work: those a unit asks for, and two that no unit plans."""

    WATCH = "watch", _("Watch")
    READ = "read", _("Read")
    CODE = "code", _("Code")
    BUILD = "build", _("Build")
    PUBLISH = "publish", _("Publish")
    REFLECT = "reflect", _("Reflect")
    HELP = "help", _("Help others")
    SET_UP = "set_up", _("Set-up and repairs")


class EntryQuerySet(models.QuerySet["Entry"]):
    def for_learner(self, learner: User) -> Self:
        """Keep what counts for this learner: their own entries, without the deleted."""
        return self.filter(learner=learner, deleted_at=None)

    def deleted_by(self, learner: User) -> Self:
        return self.filter(learner=learner).exclude(deleted_at=None)

    def written_by(self, learner: User) -> Self:
        """Keep every entry this learner ever wrote, those deleted since too."""
        return self.filter(learner=learner)

    def between(self, first: date, last: date) -> Self:
        """Keep the days from `first` to `last`, both included."""
        return self.filter(day__range=(first, last))

    def newest_first(self) -> Self:
        """Order for display. Units are fetched for all rows at once, on first use."""
        return self.order_by("-day", "-logged_at", "-pk").fetch_mode(models.FETCH_PEERS)

    def total_minutes(self) -> int:
        return self.aggregate(total=Sum("minutes", default=0))["total"]

    def minutes_by_day(self) -> dict[date, int]:
        """Map each day that has entries to its minutes, earliest day first."""
        days = self.values_list("day").annotate(total=Sum("minutes")).order_by("day")
        return dict(days)


class Entry(models.Model):
    """Time a learner says they studied: a day on their calendar, minutes, a kind of work.

    Everything counted in hours is computed from entries. The day is fixed when the entry
    is written; a later change of time zone does not move it. The id is given by whoever
    sends the entry, so that sending it twice writes it once, and a deleted entry stays
    behind as a mark, so that a late copy of it cannot come back.
    """

    class Source(models.TextChoices):
        MANUAL = "manual", _("By hand")
        TIMER = "timer", _("Timer")
        IMPORT = "import", _("From a file")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(User, models.CASCADE, related_name="entries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="entries", null=True, blank=True)
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("time"))
    kind = models.CharField(_("kind of work"), max_length=8, choices=EntryKind)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    source = models.CharField(max_length=8, choices=Source, default=Source.MANUAL)
    logged_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            # Sums by day, by unit and in all are answered from this index alone.
            models.Index(
                fields=["learner", "day"],
                include=["minutes", "unit"],
                condition=Q(deleted_at=None),
                name="entry_minutes",
            ),
            # The list of all in admin: newest days first. Equal days take little room.
            models.Index(fields=["day"], name="entry_by_day"),
            # And what may be rare among them, which would be looked for in all.
            models.Index(
                fields=["day"], condition=Q(source="import"), name="entry_imported_by_day"
            ),
            models.Index(
                fields=["day"], condition=Q(deleted_at__isnull=False), name="entry_deleted_by_day"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(1, MINUTES_IN_A_DAY)),
                name="entry_minutes_in_range",
                violation_error_message=_("Log at least 1 minute and at most 24 hours."),
            ),
            models.CheckConstraint(
                condition=Q(day__gte=FIRST_DAY),
                name="entry_day_in_this_century",
                violation_error_message=_("Choose a day in this century."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EntryKind.values), name="entry_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=["manual", "timer", "import"]), name="entry_source_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min on {self.day}"
