"""Paths, their editions, and what an edition is made of."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models.frozen import frozen
from curriculum.models.kept import kept
from curriculum.models.resource import Resource


@kept()
class Path(models.Model):
    """A curriculum. What learners follow is one of its editions.

    Who has not chosen yet is shown the first by position.
    """

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")
    position = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("study:path", query={"path": self.slug})


class EditionQuerySet(models.QuerySet["Edition"]):
    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def published(self) -> Self:
        return self.exclude(published_at=None)

    def offered(self) -> Self:
        """Keep what somebody may start or move to: published, and not retired since."""
        return self.published().filter(retired_at=None)

    def previewed(self, key: str, now: datetime) -> Self:
        """Keep the draft that a link of this key shows, while the link holds."""
        return self.drafts().exclude(preview_key="").filter(preview_key=key, preview_until__gt=now)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")


@kept(exclude=["preview_key", "preview_until"])
class Edition(models.Model):
    """One arrangement of a path: these modules, these units, in this order.

    A draft until it is published. A published edition stays as it is, the database sees to it:
    learners follow theirs until they accept a newer. A retired one is offered to nobody, and
    whoever is on it stays.
    """

    path = models.ForeignKey(Path, models.PROTECT, related_name="editions")
    version = models.CharField(max_length=20)
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    preview_key = models.CharField(max_length=43, blank=True, editable=False)
    preview_until = models.DateTimeField(null=True, blank=True, editable=False)
    compiled_on = models.DateField(null=True, blank=True)
    target_minutes = models.PositiveIntegerField(
        _("target"), help_text=_("The minutes its units are to add up to.")
    )
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
            models.CheckConstraint(
                condition=Q(version__regex=r"^[0-9A-Za-z][0-9A-Za-z._-]*$"),
                name="edition_version_fits_an_address",
                violation_error_message=_(
                    "A version has letters, digits, dots, hyphens and low lines."
                ),
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(published_at__isnull=False),
                name="edition_retired_after_it_was_published",
            ),
            models.CheckConstraint(
                condition=Q(preview_key="") | Q(preview_until__isnull=False),
                name="edition_preview_ends",
            ),
        ]
        triggers = frozen(
            "OLD.published_at IS NOT NULL AND (NEW.published_at IS NULL"
            " OR (NEW.path_id, NEW.version, NEW.target_minutes)"
            " IS DISTINCT FROM (OLD.path_id, OLD.version, OLD.target_minutes))"
        )

    def __str__(self) -> str:
        """Name its path too, where that is loaded: a name costs no query."""
        return f"{self.path} {self.version}" if Edition.path.is_cached(self) else self.version

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


class Release(models.Model):
    """How an edition was published: by whom, what it changed, and whom that touched."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="release")
    by = models.ForeignKey(User, models.SET_NULL, related_name="releases", null=True, blank=True)
    released_at = models.DateTimeField()
    before = models.ForeignKey(
        Edition, models.PROTECT, related_name="followed_by", null=True, blank=True
    )
    diff = models.TextField(blank=True)
    effects = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.edition_id} on {self.released_at:%Y-%m-%d}"
