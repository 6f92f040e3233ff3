"""Paths, their editions, and what an edition is made of."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.models.resource import Resource
from curriculum.models.unit import Unit


class Path(models.Model):
    """A curriculum. What learners follow is one of its editions."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")

    def __str__(self) -> str:
        return self.title


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")


class Edition(models.Model):
    """One arrangement of a path: these modules, these units, in this order.

    A published edition stays as it is; learners follow theirs until they accept a newer.
    """

    path = models.ForeignKey(Path, models.PROTECT, related_name="editions")
    version = models.CharField(max_length=20)
    published_at = models.DateTimeField(null=True, blank=True)
    compiled_on = models.DateField(null=True, blank=True)
    target_minutes = models.PositiveIntegerField(help_text=_("What its units add up to."))
    prerequisites = models.JSONField(default=list, blank=True)
    design_rules = models.JSONField(default=list, blank=True)
    study_cycle = models.JSONField(default=list, blank=True)
    yardstick = models.JSONField(
        default=dict, blank=True, help_text=_("How this compares with the course of 2017.")
    )
    source_article = models.ForeignKey(
        Resource, models.PROTECT, related_name="editions", null=True, blank=True
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path", "version"], name="edition_once_per_version"),
            models.CheckConstraint(condition=Q(target_minutes__gte=1), name="edition_has_a_target"),
        ]

    def __str__(self) -> str:
        return f"{self.path_id} {self.version}"


class Module(models.Model):
    """A stretch of an edition with one goal and one visible milestone."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="modules")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    goal = models.CharField(max_length=300)
    milestone = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="module_once_per_edition"),
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="module_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Placement(models.Model):
    """A unit at a position of a module. Positions count through the whole edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="placements")
    module = models.ForeignKey(Module, models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit"], name="placement_once_per_unit"),
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="placement_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.unit_id}"


class Track(models.Model):
    """A selection of an edition's units for one kind of reader."""

    class SkippedPrerequisites(models.TextChoices):
        RECOMMENDED = "recommended", _("Recommended")

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="tracks")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    description = models.TextField()
    target_minutes = models.PositiveIntegerField()
    has_all_units = models.BooleanField(default=False)
    skipped_prerequisites_are = models.CharField(
        max_length=20,
        blank=True,
        choices=SkippedPrerequisites,
        help_text=_("What a prerequisite outside the track is to its reader."),
    )
    next_steps = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="track_once_per_edition"),
            # True in any case; a foreign key to a track of a given edition needs it.
            models.UniqueConstraint(fields=["id", "edition"], name="track_with_its_edition"),
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="track_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TrackUnit(models.Model):
    """A unit of a track that has a selection of its own."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="track_units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="track_units")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["track", "unit"], name="track_unit_once"),
            models.UniqueConstraint(
                fields=["track", "position"],
                name="track_unit_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.track_id}"


class Elective(models.Model):
    """Optional material after a module. Never counted in an edition's hours."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="electives")
    module = models.ForeignKey(Module, models.CASCADE, related_name="electives")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="electives")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    effort_note = models.CharField(max_length=200)
    why = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="elective_once_per_edition"),
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="elective_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Readiness(models.Model):
    """A statement a learner should be able to make at the end of an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="readiness")
    slug = models.SlugField()
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "readiness"
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="readiness_once_per_edition"),
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="readiness_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(text=""), name="readiness_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
