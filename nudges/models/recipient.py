"""People as those who are sent nudges, and what they want to be told how."""

from datetime import datetime, time
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User

WEEKDAYS_PATTERN = r"^(?=[1-7])1?2?3?4?5?6?7?$"
EVERY_DAY = "1234567"


class Kind(models.TextChoices):
    """What nudges are about. Each has a rule (`nudges/rules/`) and a text and an HTML template."""

    FORGOTTEN_TIMER = "forgotten_timer", _("A timer that runs too long")
    BREAK_OVER = "break_over", _("The end of a break")
    WEEK_AT_RISK = "week_at_risk", _("A week that is getting tight")
    COME_BACK = "come_back", _("After days away")
    WEEKLY_REVIEW = "weekly_review", _("The week in review")
    MILESTONE = "milestone", _("A module finished")
    BLOG_PROMPT = "blog_prompt", _("Blog prompts")
    STUDY_REMINDER = "study_reminder", _("Study reminders")
    CLAIM_LAPSING = "claim_lapsing", _("A claim that is about to end")
    REVIEW_RECEIVED = "review_received", _("A review of your work")
    YOUR_TURN = "your_turn", _("Your turn in a review")
    PROMPT_SUGGESTED = "prompt_suggested", _("Suggestions from mentors")
    REQUESTS_WAITING = "requests_waiting", _("Requests that wait for a mentor")


class Channel(models.TextChoices):
    EMAIL = "email", _("Email")
    IN_APP = "in_app", _("Inbox")


class RecipientQuerySet(models.QuerySet["Recipient"]):
    def for_person(self, person: User) -> Self:
        return self.filter(person=person)

    def lock(self, pk: int) -> "Recipient | None":
        """Let nobody else change what this person wants, nor send to them, until it commits.

        None if the person is gone. `now` is the database's time.
        """
        locked = self.select_for_update(of=["self"]).select_related("person")
        return locked.annotate(now=Now()).filter(pk=pk).first()


class Recipient(models.Model):
    """A person as somebody who is sent nudges: when they may be reached, when we look next.

    A trigger of the database makes the row with the person's, and has us look again at once
    when their time zone changes. Everything that decides whether a nudge may go is changed
    under a lock of this row, so that a wish is either before a nudge, and seen, or after it.
    """

    person = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="recipient")
    look_at = models.DateTimeField()
    quiet_from = models.TimeField(_("quiet from"), db_default=time(21))
    quiet_until = models.TimeField(_("quiet until"), db_default=time(8))
    paused_until = models.DateField(_("pause until"), null=True, blank=True)

    objects = RecipientQuerySet.as_manager()

    now: datetime  # the database's, where the row was locked

    class Meta:
        indexes = [models.Index(fields=["look_at"], name="recipient_look")]

    def __str__(self) -> str:
        return str(self.person_id)

    def is_quiet(self, clock: time) -> bool:
        """Whether a time of day is in the quiet hours; both ends the same means there are none."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until


class Preference(models.Model):
    """How a person wants one kind of nudge. Without a row the kind's defaults hold."""

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=20, choices=Kind)
    by_email = models.BooleanField(_("by email"))
    in_app = models.BooleanField(_("in the inbox"))
    at = models.TimeField(_("time of day"), null=True, blank=True)  # local; else the kind's own
    weekdays = models.CharField(_("days"), max_length=7, default=EVERY_DAY)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind"], name="preference_once_per_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="preference_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__regex=WEEKDAYS_PATTERN),
                name="preference_weekdays_in_order",
                violation_error_message=_("Choose at least one day of the week."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.kind}"


class Switch(models.Model):
    """Whether a kind is planned and delivered at all on this instance. Without a row it is."""

    kind = models.CharField(primary_key=True, max_length=20, choices=Kind)
    plans = models.BooleanField(_("plan"), default=True)
    delivers = models.BooleanField(_("deliver"), default=True)

    class Meta:
        verbose_name_plural = "switches"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="switch_kind_is_known")
        ]

    def __str__(self) -> str:
        return self.kind
