"""How far a learner has come on the path they follow."""

from typing import Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models import Edition, Step, Track, Unit

WEEKLY_MINUTES = (30, 7 * 24 * 60)
# ISO weekdays in order, each at most once and at least one.
STUDY_DAYS_PATTERN = r"^(?=[1-7])1?2?3?4?5?6?7?$"


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)

    def with_offer(self) -> Self:
        """Say as `offer` which newer edition of their path waits for an answer, by its version.

        The newest that is offered, unless they declined it, or one that was newer still.
        """
        newer = (
            Edition.objects.offered()
            .filter(
                path=OuterRef("edition__path"), published_at__gt=OuterRef("edition__published_at")
            )
            .newest_first()
        )
        is_declined = Q(kept_over__published_at__gte=F("newest_at"))
        return self.annotate(
            newest_at=Subquery(newer.values("published_at")[:1]),
            offer=Case(
                When(is_declined, then=None),
                default=Subquery(newer.values("version")[:1]),
                output_field=models.CharField(null=True),
            ),
        )


class Enrolment(models.Model):
    """One learner on one edition or one track of it, with the rhythm they aim for.

    Without a track the learner follows the whole path. A track is one of the edition's own:
    the database holds the pair against the curriculum (see the migration that adds it).
    """

    learner = models.ForeignKey(User, models.CASCADE, related_name="enrolments")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="enrolments")
    track = models.ForeignKey(
        Track, models.PROTECT, related_name="enrolments", null=True, blank=True
    )
    weekly_minutes = models.PositiveSmallIntegerField(_("weekly goal"), default=300)
    study_days = models.CharField(_("study days"), max_length=7, default="1234567")
    study_time = models.TimeField(_("time of day"), null=True, blank=True)  # local; for calendars
    target_on = models.DateField(_("target date"), null=True, blank=True)
    pace_is_shown = models.BooleanField(_("show my pace"), default=True)
    days_in_a_row_are_shown = models.BooleanField(_("show days in a row"), default=False)
    started_on = models.DateField(_("started on"))
    ended_at = models.DateTimeField(null=True, blank=True)
    kept_over = models.ForeignKey(
        Edition,
        models.PROTECT,
        related_name="declined_by",
        null=True,
        blank=True,
        editable=False,
        help_text=_("The newest edition they were offered and did not want."),
    )

    objects = EnrolmentQuerySet.as_manager()
    offer: str | None = None  # see with_offer()

    class Meta:
        indexes = [models.Index(fields=["-started_on", "-id"], name="enrolment_newest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(ended_at=None),
                name="enrolment_one_current_per_learner",
                violation_error_message=_("You are already on a path."),
            ),
            models.CheckConstraint(
                condition=Q(weekly_minutes__range=WEEKLY_MINUTES),
                name="enrolment_weekly_goal_in_range",
                violation_error_message=_("Aim for between half an hour and 168 hours a week."),
            ),
            models.CheckConstraint(
                condition=Q(study_days__regex=STUDY_DAYS_PATTERN),
                name="enrolment_study_days_are_weekdays",
                violation_error_message=_("Choose at least one day of the week."),
            ),
            models.CheckConstraint(
                condition=Q(target_on=None) | Q(target_on__gt=F("started_on")),
                name="enrolment_target_after_start",
                violation_error_message=_("Choose a target date after the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} on {self.edition_id}"


class EditionMove(models.Model):
    """A learner moved from one edition of their path to another, which may be back."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="moves")
    from_edition = models.ForeignKey(Edition, models.PROTECT, related_name="moves_from")
    from_track = models.ForeignKey(
        Track, models.PROTECT, related_name="moves_from", null=True, blank=True
    )
    to_edition = models.ForeignKey(Edition, models.PROTECT, related_name="moves_to")
    to_track = models.ForeignKey(
        Track, models.PROTECT, related_name="moves_to", null=True, blank=True
    )
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_edition=F("to_edition")), name="edition_move_goes_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.from_edition_id} to {self.to_edition_id}"


class CompletionQuerySet(models.QuerySet["Completion"]):
    def for_learner(self, learner: User) -> Self:
        """Keep what counts for this learner: completions that were not undone."""
        return self.filter(learner=learner, undone_at=None)


class Completion(models.Model):
    """A learner finished a unit. It belongs to the unit, in whatever edition it stands.

    Kept when undone, so that what was true on a day stays known.
    """

    learner = models.ForeignKey(User, models.CASCADE, related_name="completions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="completions")
    day = models.DateField()
    completed_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-completed_at", "-id"], name="completion_newest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "unit"],
                condition=Q(undone_at=None),
                name="completion_once_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(undone_at__gte=F("completed_at")),
                name="completion_undone_after_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} finished {self.unit_id}"


class SkipQuerySet(models.QuerySet["Skip"]):
    def for_learner(self, learner: User) -> Self:
        """Keep what counts for this learner: skips that were not undone."""
        return self.filter(learner=learner, undone_at=None)


class Skip(models.Model):
    """A learner decided to leave a unit out, and said why. Never counted as done."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="skips")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="skips")
    reason = models.CharField(_("reason"), max_length=300)
    skipped_at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = SkipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "unit"],
                condition=Q(undone_at=None),
                name="skip_once_per_unit",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="skip_has_a_reason",
                violation_error_message=_("Say why you leave it out. A few words will do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} skipped {self.unit_id}"


class StepTick(models.Model):
    """A learner ticked off a step of a unit. Deleted when unticked; nothing counts it."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="step_ticks")
    step = models.ForeignKey(Step, models.PROTECT, related_name="ticks")
    ticked_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "step"], name="step_tick_once")]

    def __str__(self) -> str:
        return f"{self.learner_id} ticked {self.step_id}"
