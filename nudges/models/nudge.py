"""Messages owed and sent, every attempt to send one, and the cap on mail."""

import uuid
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from nudges.models.recipient import Channel, Kind, Recipient

MAILS_A_WEEK = 4


class State(models.TextChoices):
    """Where a nudge is: planned, claimed, sending, then one of the others for good.

    Only a webhook moves one later: `unknown` to `sent` or `failed`, and `sent` to `failed`.
    """

    PLANNED = "planned", _("Planned")
    CLAIMED = "claimed", _("Claimed")  # a worker has it; nothing was sent
    SENDING = "sending", _("Being sent")  # past the point of no return
    SENT = "sent", _("Sent")
    UNKNOWN = "unknown", _("Perhaps sent")  # nobody can say; never sent again
    FAILED = "failed", _("Failed")
    SKIPPED = "skipped", _("Skipped")
    EXPIRED = "expired", _("Too late")
    CANCELLED = "cancelled", _("Cancelled")


class SkipCode(models.TextChoices):
    """Why a nudge was not sent after all; words for learners are the labels."""

    STUDIED = "studied", _("You had studied already")
    REST_DAY = "rest_day", _("It was a rest day")
    BREAK = "break", _("You were on a break")
    PAUSED = "paused", _("You had paused reminders")
    UNSUBSCRIBED = "unsubscribed", _("You had turned it off")
    READ = "read", _("You had read it in your inbox")
    CAP = "cap", _("Another message had this day's, or this week's, place")
    TOO_SOON = "too_soon", _("The one before was less than 20 hours ago")
    QUIET_HOURS = "quiet_hours", _("Your quiet hours came first")
    UNVERIFIED = "unverified", _("Your email address was not confirmed")
    SUPPRESSED = "suppressed", _("Mail to your address had come back")
    INACTIVE = "inactive", _("The account was not active")
    FINISHED = "finished", _("You had finished the path")
    AWAY = "away", _("You were away, and other messages care for that")
    OVER = "over", _("Its reason was gone")


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def for_person(self, person: User) -> Self:
        return self.filter(recipient=person.pk)

    def in_inbox(self) -> Self:
        """Keep what was delivered in the app."""
        return self.filter(channel=Channel.IN_APP, state=State.SENT)

    def unread(self, now: datetime) -> Self:
        """Keep what is still worth reading."""
        return self.in_inbox().filter(read_at=None, expires_at__gt=now)

    def settled(self) -> Self:
        """Keep what will not be sent any more: it was, or it never will be."""
        return self.exclude(state__in=[State.PLANNED, State.CLAIMED])

    def uncertain(self) -> Self:
        """Keep those of which nobody can say whether they arrived."""
        return self.filter(state=State.UNKNOWN)

    def latest_first(self) -> Self:
        return self.order_by("-due_at", "-pk")


class Nudge(models.Model):
    """One message owed to one person for one reason on one local date, by one channel.

    Planned from facts, and looked at again at the last moment. `slot_key` names the fact
    (a date, a week, a unit), so that the same fact is one nudge for ever. Only
    `nudges.actions` changes the state.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="nudges")
    kind = models.CharField(max_length=20, choices=Kind)
    channel = models.CharField(max_length=8, choices=Channel)
    slot_key = models.CharField(max_length=80)
    priority = models.PositiveSmallIntegerField()  # lower goes first
    local_date = models.DateField()  # the day asked for, in `time_zone`
    time_zone = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reason = models.JSONField(default=dict)  # what it rests on, and `why`, a sentence
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    skip_code = models.CharField(max_length=12, choices=SkipCode, blank=True)
    next_attempt_at = models.DateTimeField()
    attempt_count = models.PositiveSmallIntegerField(default=0)
    error_count = models.PositiveSmallIntegerField(default=0)  # that were our own
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)  # of the inbox; mail is not kept
    planned_at = models.DateTimeField(db_default=Now(), editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # when it came to its last state
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "channel", "slot_key"], name="nudge_once_per_fact"
            ),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at=None))
                | Q(state=State.FAILED),  # a bounce came later
                name="nudge_sent_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[State.CLAIMED, State.SENDING],
                    lease_token__isnull=False,
                    lease_until__isnull=False,
                )
                | (
                    ~Q(state__in=[State.CLAIMED, State.SENDING])
                    & Q(lease_token=None, lease_until=None)
                ),
                name="nudge_lease_while_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SKIPPED, skip_code__in=SkipCode.values)
                | (~Q(state=State.SKIPPED) & Q(skip_code="")),
                name="nudge_skipped_with_a_code",
            ),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(channel=Channel.IN_APP, state=State.SENT),
                name="nudge_read_in_the_inbox",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("due_at")), name="nudge_expires_after_due"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="nudge_kind_is_known"),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="nudge_channel_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="nudge_state_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "priority"],
                condition=Q(state="planned"),
                name="nudge_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=["claimed", "sending"]),
                name="nudge_in_hand",
            ),
            models.Index(fields=["recipient", "-due_at"], name="nudge_log"),
            models.Index(
                fields=["recipient"],
                condition=Q(channel="in_app", state="sent", read_at=None),
                name="nudge_unread",
            ),
            models.Index(
                fields=["-settled_at"], condition=Q(state="unknown"), name="nudge_uncertain"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel} on {self.local_date}"

    @property
    def message_id(self) -> str:
        """The Message-ID of its mail: the same at every attempt."""
        return f"<{self.pk}@{settings.MAIL_HOST_NAME}>"

    @property
    def why(self) -> str:
        return self.reason.get("why", "")


class Attempt(models.Model):
    """One try to send a nudge by mail: written before the network is touched, ended after.

    One that never ended belongs to a worker that died: whether it sent is not known.
    """

    class Outcome(models.TextChoices):
        STARTED = "started", _("Started")
        ACCEPTED = "accepted", _("Accepted")
        DEFERRED = "deferred", _("Not now")
        REFUSED = "refused", _("Refused")
        UNKNOWN = "unknown", _("Not known")

    nudge = models.ForeignKey(Nudge, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.STARTED)
    phase = models.CharField(max_length=8, blank=True)
    code = models.PositiveSmallIntegerField(null=True, blank=True)
    enhanced_code = models.CharField(max_length=12, blank=True)
    detail = models.CharField(max_length=200, blank=True)  # never an address
    provider_id = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nudge", "number"], name="attempt_once_per_number"),
            models.UniqueConstraint(
                fields=["nudge"],
                condition=Q(outcome="accepted"),
                name="attempt_accepted_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="started", finished_at=None)
                | (~Q(outcome="started") & Q(finished_at__isnull=False)),
                name="attempt_ends_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["started_at"], name="attempt_started"),
            models.Index(
                fields=["provider_id"], condition=~Q(provider_id=""), name="attempt_of_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nudge_id} #{self.number}: {self.outcome}"


def week_of(day: date) -> date:
    """The Monday of the week in which mails are counted, whatever the person's week is."""
    return date.fromordinal(day.toordinal() - day.weekday())


class MailDay(models.Model):
    """The one nudge mail a person may get on a local date, and its place among four a week.

    Two unique keys are the caps, so that no count can be raced. Given up when the mail was
    certainly not delivered.
    """

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="mail_days")
    day = models.DateField()
    week = models.DateField()  # its Monday
    number = models.PositiveSmallIntegerField()  # in that week, from 1
    nudge = models.OneToOneField(Nudge, models.CASCADE, related_name="mail_day")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "day"], name="mail_day_one_a_day"),
            models.UniqueConstraint(
                fields=["recipient", "week", "number"], name="mail_day_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number__range=(1, MAILS_A_WEEK)), name="mail_day_four_a_week"
            ),
            models.CheckConstraint(condition=Q(day__gte=F("week")), name="mail_day_in_its_week"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} on {self.day}"


class Pulse(models.Model):
    """When nudges were last seen to: one row, written at the end of every tick.

    `generation` is that of the newest code that ran: older code sends nothing any more.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ticked_at = models.DateTimeField(null=True, blank=True)
    skew_seconds = models.FloatField(default=0)  # of the application's clock beside the database's
    generation = models.PositiveIntegerField(default=1)
    zones = models.CharField(max_length=40, blank=True)  # version of the rules plans rest on

    class Meta:
        verbose_name_plural = "pulse"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="pulse_is_one_row")]

    def __str__(self) -> str:
        return f"{self.ticked_at:%Y-%m-%d %H:%M}" if self.ticked_at else "never"

    def is_fresh(self, now: datetime, seconds: float) -> bool:
        return self.ticked_at is not None and (now - self.ticked_at).total_seconds() <= seconds
