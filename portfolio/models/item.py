"""Items: the pieces of work a learner shows, from an idea to something others can see."""

import hashlib
import uuid
from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models import Prompt, Unit
from curriculum.models.resource import host_of
from study.models import Entry
from study.models.own import ON_THE_WEB

LONGEST_POST = 40_000
"""Characters of Markdown in one item."""

WRITTEN_HERE = ("blog", "experiment")

web_address = URLValidator(["http", "https"], message=ON_THE_WEB)


def digest_of(text: str) -> str:
    """What tells two texts apart."""
    return hashlib.sha256(text.encode()).hexdigest()


def on_the_web(field: str) -> Q:
    """That a column is empty or holds an address on the web."""
    starts = f"{field}__startswith"
    return Q(**{field: ""}) | Q(**{starts: "http://"}) | Q(**{starts: "https://"})


class ItemQuerySet(models.QuerySet["Item"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def published(self) -> Self:
        return self.exclude(published_on=None)

    def for_everybody(self) -> Self:
        """Keep what is published and marked as public, whether its page is open or not."""
        return self.published().filter(visibility=Item.Visibility.PUBLIC)

    def public(self) -> Self:
        """Keep what anybody may read: for everybody, on a page that is open."""
        return self.for_everybody().filter(
            learner__portfolio__is_public=True, learner__is_active=True
        )

    def for_mentors(self) -> Self:
        """Keep what its learner published for mentors or for everybody."""
        return self.published().exclude(visibility=Item.Visibility.PRIVATE)

    def written_here(self) -> Self:
        """Keep the kinds that are written here, or may be."""
        return self.filter(kind__in=WRITTEN_HERE)

    def visible_to(self, person: User | AnonymousUser) -> Self:
        """Keep a person's own items and those that are public."""
        public = Q(pk__in=Item.objects.public().values("pk"))
        return self.filter(public | Q(learner=person.pk) if person.is_authenticated else public)

    def with_kind(self) -> Self:
        """Bring what belongs to its kind along, and its link's health, in the same query."""
        return self.select_related("app", "answer", "experiment", "contribution", "link_check")

    def with_minutes(self) -> Self:
        """Annotate `minutes`: what was logged on the units it rests on, until it was published."""
        behind = Entry.objects.filter(
            deleted_at=None,
            day__lte=Coalesce(OuterRef("published_on"), Value(date.max)),
            learner=OuterRef("learner"),
            unit__item_units__item=OuterRef("pk"),
        )
        total = behind.order_by().values("learner").annotate(n=Sum("minutes")).values("n")
        return self.annotate(minutes=Coalesce(Subquery(total), 0))

    def newest_first(self) -> Self:
        """Order for display: what is worked on, then what is out, the newest first."""
        return self.order_by(F("published_on").desc(nulls_first=True), "-changed_at", "pk")


class Item(models.Model):
    """A piece of a learner's work. It is out in the world from `published_on` on.

    `draft` is the text being written, `draft_version` counts the times it was saved; `text`
    is what was published of it, `html` the same rendered. Both are empty for work that lies
    elsewhere. `slug` is given when it is first published and kept, so that links last. `reviewed_on` is the day
    of the work that a mentor reviewed, if both sides let it be known, `reviewed_digest` the
    SHA-256 of its text.
    """

    class Kind(models.TextChoices):
        BLOG = "blog", _("Blog post")
        APP = "app", _("App")
        ANSWER = "answer", _("Helpful answer")
        EXPERIMENT = "experiment", _("Experiment")
        OPEN_SOURCE = "open_source", _("Open-source contribution")

    class Visibility(models.TextChoices):
        PRIVATE = "private", _("Only I")
        MENTORS = "mentors", _("My mentors and I")
        PUBLIC = "public", _("Everybody")

    class Stage(models.TextChoices):
        IDEA = "idea", _("Idea")
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        UPDATED = "updated", _("Updated")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(User, models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility, default=Visibility.PRIVATE
    )
    title = models.CharField(_("title"), max_length=140)
    claim = models.CharField(_("what it says or does"), max_length=280, blank=True)
    learned = models.CharField(_("what I learned"), max_length=280, blank=True)
    reader = models.CharField(_("who it is for"), max_length=120, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True, validators=[web_address])
    slug = models.SlugField(max_length=80, blank=True)
    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="items", null=True, blank=True)
    draft = models.TextField(_("text"), blank=True)
    is_begun = models.GeneratedField(
        expression=models.ExpressionWrapper(
            ~Q(draft="") | ~Q(url=""), output_field=models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    draft_version = models.PositiveIntegerField(default=1)
    draft_saved_at = models.DateTimeField(db_default=Now())
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    updated_on = models.DateField(_("updated on"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    reviewed_digest = models.CharField(max_length=64, blank=True)
    begun_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["learner", "-published_on"], name="item_page"),
            models.Index(
                fields=["kind", "-published_on", "id"],
                condition=Q(visibility="public", published_on__isnull=False),
                name="item_gallery",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "slug"], condition=~Q(slug=""), name="item_slug_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["blog", "app", "answer", "experiment", "open_source"]),
                name="item_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["private", "mentors", "public"]),
                name="item_visibility_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="item_has_a_title",
                violation_error_message=_("Give it a title. You can change it later."),
            ),
            models.CheckConstraint(
                condition=on_the_web("url"),
                name="item_is_on_the_web",
                violation_error_message=ON_THE_WEB,
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("draft"), LONGEST_POST),
                name="item_draft_is_short_enough",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(kind="experiment") | ~Q(url="") | ~Q(html=""),
                name="item_published_can_be_seen",
                violation_error_message=_("Give a link to it, or write it here."),
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | (~Q(slug="") & ~Q(claim="") & ~Q(learned="")),
                name="item_published_is_whole",
                violation_error_message=_(
                    "What is published needs its one sentence and what you learned."
                ),
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(kind__in=["blog", "experiment"]) | ~Q(url=""),
                name="item_published_elsewhere_has_a_link",
                violation_error_message=_("This kind is published with a link to where it is."),
            ),
            models.CheckConstraint(
                condition=Q(updated_on=None) | Q(updated_on__gte=F("published_on")),
                name="item_updated_after_it_was_published",
            ),
        ]

    def __str__(self) -> str:
        return f"Item {self.pk} of {self.learner_id}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:item", args=[self.pk])

    @property
    def host(self) -> str:
        """The site its link leads to."""
        return host_of(self.url)

    @property
    def stage(self) -> "Item.Stage":
        """How far it has come."""
        if self.updated_on:
            return Item.Stage.UPDATED
        if self.published_on:
            return Item.Stage.PUBLISHED
        return Item.Stage.DRAFT if self.is_begun else Item.Stage.IDEA

    @property
    def has_unpublished_text(self) -> bool:
        """Whether it is out, and something else is written by now."""
        return self.published_on is not None and self.draft != self.text

    @property
    def changed_since_review(self) -> bool:
        """Whether what is out is another text than the one that was reviewed."""
        return self.reviewed_on is not None and digest_of(self.text) != self.reviewed_digest

    @property
    def is_written_here(self) -> bool:
        """Whether this kind is written here, or may be."""
        return self.kind in WRITTEN_HERE

    @property
    def of_kind(self) -> Any:
        """What belongs to its kind; None for a blog post, which is all text."""
        names = {"blog": None, "open_source": "contribution"}
        name = names.get(self.kind, self.kind)
        return name and getattr(self, name)


class ItemUnit(models.Model):
    """A unit that an item rests on."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="item_units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="item_units")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "unit"], name="item_unit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} rests on {self.unit_id}"
