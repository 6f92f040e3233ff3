"""Units, the parts of a unit, and the catalogue of resources they use."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from curriculum.models.kept import kept


class WorkKind(models.TextChoices):
    """The kinds of work a unit asks for."""

    WATCH = "watch", _("Watch")
    READ = "read", _("Read")
    CODE = "code", _("Code")
    BUILD = "build", _("Build")
    PUBLISH = "publish", _("Publish")
    REFLECT = "reflect", _("Reflect")


class ItemKind(models.TextChoices):
    """The five ways to get work out, as a unit promises them for the portfolio."""

    BLOG = "blog", _("Blog post")
    APP = "app", _("App people can try")
    ANSWER = "answer", _("Helpful answer")
    EXPERIMENT = "experiment", _("Experiment")
    OPEN_SOURCE = "open_source", _("Open-source contribution")


@kept()
class Unit(models.Model):
    """The smallest part of a path that is finished as a whole, an hour or two of work.

    Shared by editions and paths, never deleted: learners' facts point at it. A unit that
    is no longer taught is retired.
    """

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField()
    kind = models.CharField(max_length=10, choices=WorkKind)
    minutes = models.PositiveSmallIntegerField(help_text=_("The estimate: the sum of its steps."))
    basis = models.CharField(
        max_length=500, blank=True, help_text=_("How the estimate was come by.")
    )
    yields = models.CharField(
        max_length=12,
        choices=ItemKind,
        blank=True,
        help_text=_("The kind of portfolio item a learner has at the end, if any."),
    )
    yields_instead = models.JSONField(default=list, blank=True)
    portfolio_note = models.CharField(max_length=200, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 1440)), name="unit_minutes_in_range"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=WorkKind.values), name="unit_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(yields__in=["", *ItemKind.values]), name="unit_yields_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("study:unit", args=[self.slug])


class StepQuerySet(models.QuerySet["Step"]):
    def current(self) -> Self:
        return self.filter(is_retired=False).order_by("position")


@kept()
class Step(models.Model):
    """One sitting's worth of a unit. Ticked by learners, so retired rather than deleted."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Empty once the step is retired.")
    )
    label = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    is_retired = models.BooleanField(default=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "position"],
                name="step_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 1440)), name="step_minutes_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.label


@kept()
class Outcome(models.Model):
    """Something a learner can do after a unit. Begins with "Can"."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "position"],
                name="outcome_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.text


class SelfCheckQuerySet(models.QuerySet["SelfCheck"]):
    def current(self) -> Self:
        return self.filter(is_retired=False).order_by("position")


@kept()
class SelfCheck(models.Model):
    """A question to answer for oneself, with a short answer to compare.

    Rated by learners, so retired rather than deleted.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="self_checks")
    position = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Empty once the question is retired.")
    )
    question = models.CharField(max_length=300)
    answer = models.CharField(max_length=500)
    is_retired = models.BooleanField(default=False)

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "position"],
                name="self_check_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.question


@kept()
class Snag(models.Model):
    """Something in a unit that has tripped people up, and the way around it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="snags")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "position"],
                name="snag_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.text


@kept()
class Prerequisite(models.Model):
    """A unit better done first. Advice, never a lock."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="prerequisites")
    requires = models.ForeignKey(Unit, models.PROTECT, related_name="required_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "requires"], name="prerequisite_once"),
            models.CheckConstraint(
                condition=~Q(unit=F("requires")), name="prerequisite_is_another_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} after {self.requires_id}"
