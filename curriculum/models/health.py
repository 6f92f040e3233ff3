"""How links are, as patient looks found them: base of a link check, and that of resources."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from curriculum.models.resource import Resource

STRIKES = 3


class LinkHealthQuerySet(models.QuerySet["LinkHealth"]):
    def due(self, now: datetime) -> Self:
        """Keep those whose time has come, longest due first."""
        return self.filter(next_check_at__lte=now).order_by("next_check_at", "pk")


class LinkHealth(models.Model):
    """What became of a link. A strike is a day on which it did not answer; three make it down."""

    class Health(models.TextChoices):
        UNCHECKED = "unchecked", _("Not looked at yet")
        FINE = "fine", _("Answers")
        UNKNOWN = "unknown", _("Does not say")
        STRUGGLING = "struggling", _("Did not answer lately")
        DOWN = "down", _("Down")

    health = models.CharField(max_length=10, choices=Health, default=Health.UNCHECKED)
    strikes = models.PositiveSmallIntegerField(default=0)
    struck_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField()
    down_at = models.DateTimeField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)

    objects = LinkHealthQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_down(self) -> bool:
        return self.health == self.Health.DOWN

    @staticmethod
    def kept_right(name: str) -> list[models.BaseConstraint]:
        """The constraints that hold for the health of any link, named after a model."""
        known = ["unchecked", "fine", "unknown", "struggling", "down"]
        return [
            models.CheckConstraint(condition=Q(health__in=known), name=f"{name}_health_is_known"),
            models.CheckConstraint(
                condition=Q(down_at=None) | Q(strikes__gte=STRIKES), name=f"{name}_down_by_strikes"
            ),
        ]


class ResourceHealth(LinkHealth):
    """How the link of a current resource is. Apart from the resource, whose history it is not."""

    resource = models.OneToOneField(Resource, models.CASCADE, related_name="health")
    url = models.URLField(max_length=300)

    class Meta:
        verbose_name_plural = "health of resources"
        indexes = [models.Index(fields=["next_check_at"], name="resource_health_due")]
        constraints = LinkHealth.kept_right("resource_health")

    def __str__(self) -> str:
        return f"Link of {self.resource_id}"
