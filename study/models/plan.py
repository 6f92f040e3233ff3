"""What a learner plans: breaks, goals they had before, shifts of the plan, their calendar feed."""

import secrets
from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models import Track
from study.models.progress import STUDY_DAYS_PATTERN, WEEKLY_MINUTES, Enrolment

LONGEST_BREAK_DAYS = 366


class BreakQuerySet(models.QuerySet["Break"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def on(self, day: date) -> Self:
        """Keep the break the day is in, if any."""
        return self.filter(first_day__lte=day, last_day__gte=day)

    def latest_first(self) -> Self:
        return self.order_by("-first_day")


class _Days(Func):
    """The range of a break's days, both ends included, as the index compares it."""

    function = "DATERANGE"
    output_field = DateRangeField()


class _OneLearner(Func):
    """A learner's id as a range of one: GiST compares ranges without an extension."""

    function = "INT8RANGE"


class Break(models.Model):
    """Days on which a learner will not study, said openly. The plan goes around them.

    May lie in the past: who was ill says so afterwards. Two breaks have no day in common.
    """

    learner = models.ForeignKey(User, models.CASCADE, related_name="breaks")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    declared_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = BreakQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="break_ends_after_it_begins",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__lt=F("first_day") + LONGEST_BREAK_DAYS),
                name="break_of_a_year_at_most",
                violation_error_message=_("A break lasts a year at most. Declare the rest later."),
            ),
            ExclusionConstraint(
                name="break_days_are_in_one_break",
                expressions=[
                    (
                        _OneLearner(F("learner"), F("learner"), Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        _Days(F("first_day"), F("last_day"), Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("You have declared a break for some of these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"


class FormerGoal(models.Model):
    """What an enrolment aimed for until the day before `until`; the present goal is its own.

    Written when the goal changes, so that weeks are judged by the goal they had.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="former_goals")
    until = models.DateField()
    weekly_minutes = models.PositiveSmallIntegerField()
    study_days = models.CharField(max_length=7)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "until"], name="former_goal_one_change_a_day"
            ),
            models.CheckConstraint(
                condition=Q(weekly_minutes__range=WEEKLY_MINUTES),
                name="former_goal_minutes_in_range",
            ),
            models.CheckConstraint(
                condition=Q(study_days__regex=STUDY_DAYS_PATTERN),
                name="former_goal_study_days_are_weekdays",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekly_minutes} min a week until {self.until}"


class ShiftQuerySet(models.QuerySet["Shift"]):
    def for_learner(self, learner: User) -> Self:
        """Keep those of what the learner is on now."""
        return self.filter(enrolment__learner=learner, enrolment__ended_at=None)

    def latest_first(self) -> Self:
        return self.order_by("-day")


class Shift(models.Model):
    """A learner moved their plan: its line begins anew on a day, at what was studied before.

    Deleted when undone. The target date, which moved along, is kept for that.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="shifts")
    day = models.DateField()
    target_before = models.DateField(null=True, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "day"], name="shift_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} from {self.day}"


class Forecast(models.Model):
    """When a learner was told they may finish, as it was told: kept to be scored later.

    The days are the 10th, 50th and 90th percentile of the simulated finishes, NULL for later
    than a year. It is also the cache: the same data give the same fingerprint, and when they
    are the same again the row becomes the last one told by its `made_at`. A forecast can be
    scored only for the track it was made for.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="forecasts")
    track = models.ForeignKey(
        Track, models.CASCADE, related_name="forecasts", null=True, blank=True
    )
    made_on = models.DateField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveSmallIntegerField()  # of the recipe
    fingerprint = models.CharField(max_length=64)  # of all that went in
    seed = models.BigIntegerField()
    weeks = models.PositiveSmallIntegerField()  # of history it rests on
    studied_minutes = models.PositiveIntegerField()
    remaining_minutes = models.PositiveIntegerField()
    early_on = models.DateField(null=True, blank=True)
    middle_on = models.DateField(null=True, blank=True)
    late_on = models.DateField(null=True, blank=True)
    unfinished_share = models.FloatField()  # of the paths, within a year

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "fingerprint"], name="forecast_once_for_the_same_data"
            ),
            models.CheckConstraint(
                condition=Q(unfinished_share__range=(0, 1)), name="forecast_share_is_a_share"
            ),
            models.CheckConstraint(
                condition=(
                    (Q(middle_on=None) | Q(early_on__lte=F("middle_on")))
                    & (Q(late_on=None) | Q(middle_on__lte=F("late_on")))
                ),
                name="forecast_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["enrolment", "-made_at", "-id"], name="forecast_latest_first"),
            models.Index(fields=["-made_at", "-id"], name="forecast_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.early_on} to {self.late_on}"


def new_token() -> str:
    """160 random bits, fit for a URL."""
    return secrets.token_hex(20)


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def readable(self) -> Self:
        """Keep those of people who may sign in."""
        return self.filter(learner__is_active=True)


class CalendarFeed(models.Model):
    """The secret address at which calendars read a learner's plan; deleted to revoke it.

    Which plan was read last is kept, and since when it is so: calendars want to be told.
    """

    learner = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, default="", editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"feed of {self.learner_id}"


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)


class Reflection(models.Model):
    """What a learner answered to the one question of a week. For nobody else's eyes."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="reflections")
    first_day = models.DateField()  # of the week
    question = models.CharField(max_length=200)  # as it was asked
    text = models.TextField(_("answer"), max_length=5000)
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "first_day"], name="reflection_once_a_week"),
            models.CheckConstraint(condition=~Q(text=""), name="reflection_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} on the week of {self.first_day}"
