"""Questions worth a blog post, and posts by other learners."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.models.kept import kept
from curriculum.models.path import Path
from curriculum.models.resource import host_of
from curriculum.models.unit import Unit


class PostFormat(models.TextChoices):
    HOW_TO = "how-to", _("How-to")
    EXPLAINER = "explainer", _("Explainer")
    EXPERIMENT_REPORT = "experiment-report", _("Experiment report")
    ERROR_POST_MORTEM = "error-post-mortem", _("Error post-mortem")
    READING_NOTES = "reading-notes", _("Reading notes")
    DATASET_STORY = "dataset-story", _("Data-set story")
    COMPARISON = "comparison", _("Comparison")


class PromptQuerySet(models.QuerySet["Prompt"]):
    def current(self) -> Self:
        return self.filter(retired_at=None)

    def fitting(self, path_id: int | None) -> Self:
        """Keep those for learners of a path: its own, and those of no path."""
        return self.filter(Q(path=path_id) | Q(path=None))

    def with_units(self) -> Self:
        return self.select_related("unit")

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


@kept()
class Prompt(models.Model):
    """A question worth a blog post, and the moment it fits."""

    class When(models.TextChoices):
        AFTER_UNIT = "after_unit", _("After a unit")
        AFTER_HOURS = "after_hours", _("After some hours of study")
        AFTER_EXPERIMENT = "after_experiment", _("After an experiment")
        AFTER_PROJECT = "after_project", _("After a project")
        ANYTIME = "anytime", _("Any time")

    slug = models.SlugField(unique=True)
    path = models.ForeignKey(
        Path,
        models.PROTECT,
        related_name="prompts",
        null=True,
        blank=True,
        help_text=_("Empty if it fits learners of every path."),
    )
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    when = models.CharField(max_length=16, choices=When)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="prompts", null=True, blank=True)
    unit_position = models.PositiveSmallIntegerField(null=True, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=100)
    format = models.CharField(max_length=20, choices=PostFormat)
    minutes = models.PositiveSmallIntegerField(help_text=_("Estimated writing time."))
    tags = models.JSONField(default=list)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PromptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(when="after_unit", unit__isnull=False)
                | (~Q(when="after_unit") & Q(unit=None)),
                name="prompt_names_its_unit",
                violation_error_message=_("Name a unit if, and only if, it follows one."),
            ),
            models.CheckConstraint(
                condition=Q(when="after_hours", hours__isnull=False)
                | (~Q(when="after_hours") & Q(hours=None)),
                name="prompt_names_its_hours",
                violation_error_message=_("Name the hours if, and only if, it waits for them."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(15, 240)), name="prompt_minutes_in_range"
            ),
            models.CheckConstraint(
                condition=Q(format__in=PostFormat.values), name="prompt_format_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    when__in=[
                        "after_unit",
                        "after_hours",
                        "after_experiment",
                        "after_project",
                        "anytime",
                    ]
                ),
                name="prompt_moment_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class SamplePostQuerySet(models.QuerySet["SamplePost"]):
    def fitting(self, path_id: int | None) -> Self:
        """Keep those for learners of a path: its own, and those of no path."""
        return self.filter(Q(path=path_id) | Q(path=None))

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


@kept()
class SamplePost(models.Model):
    """A post by another learner, to show that it can be done."""

    url = models.URLField(max_length=300, unique=True)
    path = models.ForeignKey(
        Path,
        models.PROTECT,
        related_name="sample_posts",
        null=True,
        blank=True,
        help_text=_("Empty if it fits learners of every path."),
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=120)
    format = models.CharField(max_length=20, choices=PostFormat)
    is_named_in_article = models.BooleanField(default=False)

    objects = SamplePostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(url__regex=r"^https?://"), name="sample_post_url_is_http"
            ),
            models.CheckConstraint(
                condition=Q(format__in=PostFormat.values), name="sample_post_format_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def host(self) -> str:
        return host_of(self.url)
