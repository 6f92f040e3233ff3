"""Files of entries that learners bring along, while they are looked at."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models import Unit
from study.models.entry import LONGEST_NOTE, MINUTES_IN_A_DAY, EntryKind

# A file that is still being read after this is not being read any more.
LONGEST_READING = timedelta(minutes=10)


class ImportQuerySet(models.QuerySet["Import"]):
    def for_learner(self, learner: User) -> Self:
        """Keep a learner's own files; nobody sees anybody else's."""
        return self.filter(learner=learner)

    def older_than(self, moment: datetime) -> Self:
        return self.filter(created_at__lt=moment)

    def unread(self) -> Self:
        """Keep those being read right now, and those whose reading was cut off."""
        return self.filter(read_at=None)


class Import(models.Model):
    """A file of entries that a learner brings along: read, looked at, then added or forgotten.

    The id comes with the form, so that a file sent twice is read once. Its rows wait in
    `ImportRow`; they become entries all at once or not at all.
    """

    class Format(models.TextChoices):
        OWN = "own", _("an export from Learnpath")
        TOGGL = "toggl", _("a report from Toggl Track")
        CLOCKIFY = "clockify", _("a report from Clockify")
        PLAIN = "plain", _("a plain table")

    class DateOrder(models.TextChoices):
        """How dates such as 03/04/2026 are meant. `CLEAR`: the file has none of that sort."""

        CLEAR = "clear", _("every date says it itself")
        DAY = "day", _("day first")
        MONTH = "month", _("month first")
        ASK = "ask", _("nobody has said yet")

    id = models.UUIDField(primary_key=True, editable=False)
    learner = models.ForeignKey(User, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    format = models.CharField(max_length=8, choices=Format, default=Format.PLAIN)
    encoding = models.CharField(max_length=16, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    date_order = models.CharField(max_length=5, choices=DateOrder, default=DateOrder.CLEAR)
    is_order_open = models.BooleanField(default=False, help_text=_("Only the learner can say."))
    order_example = models.CharField(max_length=40, blank=True)
    bytes_total = models.PositiveIntegerField()
    bytes_read = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(null=True, blank=True)
    added_count = models.PositiveIntegerField(default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="import_by_age")]
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=["own", "toggl", "clockify", "plain"]),
                name="import_format_is_known",
            ),
            models.CheckConstraint(
                condition=Q(date_order__in=["clear", "day", "month", "ask"]),
                name="import_date_order_is_known",
            ),
            models.CheckConstraint(
                condition=Q(added_at=None) | Q(read_at__isnull=False),
                name="import_added_after_it_was_read",
            ),
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(read_at=None),
                name="import_one_is_read_at_a_time",
                violation_error_message=_("Another file of yours is being read."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def asks_for_order(self) -> bool:
        return self.date_order == self.DateOrder.ASK

    def is_cut_off(self, now: datetime) -> bool:
        """Whether its reading has ended before the file did."""
        return not self.read_at and self.created_at < now - LONGEST_READING


class Finding(models.TextChoices):
    """Why a row of a file is not added. A row without a finding is."""

    NO_DAY = "no_day", _("It has no day.")
    BAD_DAY = "bad_day", _("The day cannot be read as a date.")
    OLD_DAY = "old_day", _("The day is before the year 2000.")
    NO_TIME = "no_time", _("It does not say how long it was.")
    BAD_TIME = "bad_time", _("The time cannot be read. 1:30, 1:30:00 and 1h 30m can.")
    BARE_TIME = (
        "bare",
        _("A number alone could be hours or minutes. Name the column one of the two."),
    )
    ZERO = "zero", _("It is less than half a minute. An entry has at least one.")
    TOO_LONG = "too_long", _("It is longer than 24 hours.")
    PAUSE = "pause", _("It is a break.")
    # Found later, by looking at the whole file and at what is logged.
    WRONG_ORDER = "order", _("The date does not fit the order of the others.")
    FUTURE = "future", _("The day is still to come.")
    FULL = "full", _("The day would have more than 24 hours.")
    KNOWN = "known", _("It is in your log.")
    DELETED = "deleted", _("You deleted it from your log. It stays deleted.")
    REPEATED = "repeated", _("Its id stands further up in this file too.")


DUPLICATES = [Finding.KNOWN, Finding.DELETED, Finding.REPEATED]
# What may be found differently when the log or the order of dates has changed. What is in the
# log stays there, deleted or not.
PASSING_FINDINGS = [Finding.WRONG_ORDER, Finding.FUTURE, Finding.FULL, Finding.REPEATED]


class Notice(models.TextChoices):
    """What happened to a row on its way that its reader should know. It is added all the same."""

    CUT = "cut", _("The note is cut after 1,000 characters.")
    MIDNIGHT = "midnight", _("It ran past midnight and counts for the day it began.")
    MOVED = "zone", _("Its day is the one in your time zone.")
    UNIT = "unit", _("Its unit is not known here, so it is logged without one.")


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def to_add(self) -> Self:
        return self.filter(finding="")

    def duplicates(self) -> Self:
        return self.filter(finding__in=DUPLICATES)

    def wrong(self) -> Self:
        return self.exclude(finding__in=["", *DUPLICATES])

    def in_file_order(self) -> Self:
        """Order for display. Units are fetched for all rows at once, on first use."""
        return self.order_by("line").fetch_mode(models.FETCH_PEERS)

    def with_day(self, order: str) -> Self:
        """Give each row its `day`, dates being meant in this order."""
        by_month = order == Import.DateOrder.MONTH
        return self.annotate(day=F("month_first" if by_month else "day_first"))

    def counts(self) -> dict[str, int]:
        """How many rows to add, duplicate and wrong; and of those to add, with each notice."""
        added = Q(finding="")
        duplicate = Q(finding__in=DUPLICATES)
        notices = {
            notice.value: Count("line", filter=added & Q(notices__contains=notice.value))
            for notice in Notice
        }
        return self.aggregate(
            all=Count("line"),
            added=Count("line", filter=added),
            duplicate=Count("line", filter=duplicate),
            wrong=Count("line", filter=~added & ~duplicate),
            without_kind=Count("line", filter=added & Q(kind="")),
            **notices,
        )


class ImportRow(models.Model):
    """A row of a file, as the entry it would become, or with what keeps it from becoming one.

    `day_first` and `month_first` are the date as each order reads it; null if it cannot.
    `raw` is the row as it stands in the file, kept only when that is what has to be shown.
    """

    pk = models.CompositePrimaryKey("file_id", "line")
    file = models.ForeignKey(Import, models.CASCADE, related_name="rows", db_index=False)
    line = models.PositiveIntegerField()
    entry_id = models.UUIDField()
    has_own_id = models.BooleanField()
    day_first = models.DateField(null=True)
    month_first = models.DateField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=8, choices=EntryKind, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="import_rows", null=True, db_index=False
    )
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    notices = models.CharField(max_length=40, blank=True)
    finding = models.CharField(max_length=8, choices=Finding, blank=True)
    raw = models.CharField(max_length=500, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(finding="")
                | (
                    Q(minutes__isnull=False, minutes__range=(1, MINUTES_IN_A_DAY))
                    & (Q(day_first__isnull=False) | Q(month_first__isnull=False))
                ),
                name="import_row_is_whole_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.line}"

    @property
    def notice_words(self) -> list[str]:
        return [str(Notice(code).label) for code in self.notices.split()]
