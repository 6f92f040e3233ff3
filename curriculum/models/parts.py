"""What an edition is made of: modules, places of units, tracks, electives, statements."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.models.frozen import frozen_parts
from curriculum.models.kept import kept
from curriculum.models.path import Edition
from curriculum.models.resource import Resource
from curriculum.models.unit import Unit


@kept()
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
        triggers = frozen_parts("edition_id", "slug", "position")

    def __str__(self) -> str:
        return self.title


@kept()
class Placement(models.Model):
    """A unit at a position of a module. Positions count through the whole edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="placements")
    module = models.ForeignKey(Module, models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("The unit's estimate when the edition was published; empty before."),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit"], name="placement_once_per_unit"),
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="placement_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = frozen_parts("edition_id", "module_id", "unit_id", "position", "minutes")

    def __str__(self) -> str:
        return f"{self.position}: {self.unit_id}"

    @property
    def estimate(self) -> int:
        """The minutes that count: fixed once the edition is published, the unit's before."""
        return self.unit.minutes if self.minutes is None else self.minutes


@kept()
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
        triggers = frozen_parts("edition_id", "slug", "target_minutes", "has_all_units")

    def __str__(self) -> str:
        return self.title


@kept()
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
        triggers = frozen_parts(
            "track_id",
            "unit_id",
            "position",
            edition="(SELECT edition_id FROM curriculum_track WHERE id = {row}.track_id)",
        )

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.track_id}"


@kept()
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


@kept()
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
