"""Units, the parts of a unit, and the catalogue of resources they use."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


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


class Step(models.Model):
    """One sitting's worth of a unit. Ticked by learners, so retired rather than deleted."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    is_retired = models.BooleanField(default=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "position"], name="step_once_per_position"),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 1440)), name="step_minutes_in_range"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Outcome(models.Model):
    """Something a learner can do after a unit. Begins with "Can"."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "position"], name="outcome_once_per_position")
        ]

    def __str__(self) -> str:
        return self.text


class SelfCheck(models.Model):
    """A question to answer for oneself, with a short answer to compare."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="self_checks")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)
    answer = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "position"], name="self_check_once_per_position"
            )
        ]

    def __str__(self) -> str:
        return self.question


class Snag(models.Model):
    """Something in a unit that has tripped people up, and the way around it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="snags")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "position"], name="snag_once_per_position")
        ]

    def __str__(self) -> str:
        return self.text


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


class Resource(models.Model):
    """A link outside: a video, a notebook, an article. Catalogued once, used by many units.

    Learnpath stores the link and facts about it, never its text.
    """

    class UrlStatus(models.TextChoices):
        SEEN = "seen", _("Seen in a source")
        DERIVED = "derived", _("Derived from a source")

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    title_note = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=300, unique=True)
    url_status = models.CharField(max_length=7, choices=UrlStatus)
    seen_in = models.CharField(max_length=200)
    type = models.CharField(max_length=30)
    author = models.CharField(max_length=120)
    author_note = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    licence = models.CharField(max_length=200)
    cost = models.CharField(max_length=200)
    may_be_gone = models.BooleanField(default=False)
    video_url = models.URLField(max_length=300, blank=True)
    video_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    video_minutes_note = models.CharField(max_length=200, blank=True)
    forum_url = models.URLField(max_length=300, blank=True)
    repo_url = models.URLField(max_length=300, blank=True)
    paid_edition_url = models.URLField(max_length=300, blank=True)
    answers_url = models.URLField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(url__regex=r"^https?://"),
                name="resource_url_is_http",
                violation_error_message=_("A resource is reached by http or https."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class UnitResource(models.Model):
    """A resource as a unit uses it: needed, or for those who want more."""

    class Use(models.TextChoices):
        CORE = "core", _("Core")
        OPTIONAL = "optional", _("Optional")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="unit_resources")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="unit_resources")
    position = models.PositiveSmallIntegerField()
    use = models.CharField(max_length=8, choices=Use)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "resource"], name="unit_resource_once"),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} in {self.unit_id}"


class Theory(models.Model):
    """Where to look when a question nags. Offered with a unit, never required by one."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="theory")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="theory")
    position = models.PositiveSmallIntegerField()
    when = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "theory"
        constraints = [
            models.UniqueConstraint(fields=["unit", "position"], name="theory_once_per_position")
        ]

    def __str__(self) -> str:
        return self.when
