"""The catalogue of resources, and how units use them."""

from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from curriculum.models.kept import kept
from curriculum.models.unit import Unit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def host_of(url: str) -> str:
    """Name the site a link leads to."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


class ResourceQuerySet(models.QuerySet["Resource"]):
    def current(self) -> Self:
        return self.filter(retired_at=None)

    def mentioning(self, words: str) -> Self:
        """Keep those with these words in their title or their author's name."""
        return self.filter(Q(title__icontains=words) | Q(author__icontains=words))

    def with_uses(self) -> Self:
        """Fetch along where each is used: in units, and as theory."""
        uses = UnitResource.objects.filter(unit__retired_at=None).select_related("unit")
        theory = Theory.objects.filter(unit__retired_at=None).select_related("unit")
        return self.prefetch_related(
            models.Prefetch("unit_resources", uses.order_by("unit")),
            models.Prefetch("theory", theory.order_by("unit")),
        )

    def by_type(self) -> Self:
        return self.order_by("type", "title", "pk")


@kept(exclude=["current_url"])
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
    url = models.URLField(max_length=300)
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
    alternative = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="stands_in_for",
        null=True,
        blank=True,
        help_text=_("What to use while this one does not work."),
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    current_url = models.GeneratedField(
        expression=Case(When(retired_at=None, then="url")),
        output_field=models.URLField(max_length=300, null=True),
        db_persist=True,
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["current_url"],
                name="resource_once_per_address",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another resource has this address."),
            ),
            models.CheckConstraint(
                condition=Q(url__regex=r"^https?://"),
                name="resource_url_is_http",
                violation_error_message=_("A resource is reached by http or https."),
            ),
            models.CheckConstraint(
                condition=Q(url_status__in=["seen", "derived"]),
                name="resource_url_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(alternative=None) | ~Q(alternative=F("pk")),
                name="resource_alternative_is_another",
                violation_error_message=_("Name another resource than this one."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("study:resource", args=[self.slug])

    @property
    def host(self) -> str:
        return host_of(self.url)

    @property
    def is_view_of_2017(self) -> bool:
        """Whether it is somebody's word on its subject in 2017, which has moved on since."""
        return self.year == 2017 and self.type in ("article", "forum-thread")

    @property
    def notes(self) -> list[str]:
        """What is not certain about it, if anything."""
        notes = (self.title_note, self.author_note, self.video_minutes_note)
        return [note for note in notes if note]

    @property
    def links(self) -> list[dict[str, "StrOrPromise"]]:
        """Where else it leads: label, address and host of each further link."""
        links = (
            (_("Video"), self.video_url),
            (_("Forum thread"), self.forum_url),
            (_("Repository"), self.repo_url),
            (_("Paid edition"), self.paid_edition_url),
            (_("Answers"), self.answers_url),
        )
        return [{"label": label, "url": url, "host": host_of(url)} for label, url in links if url]

    @property
    def type_label(self) -> str:
        return self.type.replace("-", " ").capitalize()


@kept()
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
            models.UniqueConstraint(
                fields=["unit", "position"],
                name="unit_resource_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(use__in=["core", "optional"]), name="unit_resource_use_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} in {self.unit_id}"


@kept()
class Theory(models.Model):
    """Where to look when a question nags. Offered with a unit, never required by one."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="theory")
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="theory")
    position = models.PositiveSmallIntegerField()
    when = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "theory"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "position"],
                name="theory_once_per_position",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.when
