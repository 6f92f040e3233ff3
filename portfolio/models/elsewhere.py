"""What of a learner's work lies elsewhere: their own feed, what it proposes, links looked after."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum.models import LinkHealth
from portfolio.models.item import Item, on_the_web, web_address
from study.models.own import ON_THE_WEB


class BlogFeedQuerySet(models.QuerySet["BlogFeed"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def due(self, now: datetime) -> Self:
        """Keep those whose time to be read has come, longest due first."""
        due = self.filter(next_read_at__lte=now, learner__is_active=True)
        return due.order_by("next_read_at", "pk")


class BlogFeed(models.Model):
    """A feed of the learner's own, read now and then. It proposes; it publishes nothing.

    `failures` counts tries in a row that brought nothing. Without a `next_read_at` it is read
    no more: it is gone for good.
    """

    learner = models.ForeignKey(User, models.CASCADE, related_name="blog_feeds")
    url = models.URLField(_("address"), max_length=500, validators=[web_address])
    title = models.CharField(max_length=140, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    added_at = models.DateTimeField(db_default=Now())
    next_read_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)  # when it was last read well
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)

    objects = BlogFeedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_read_at"], name="blog_feed_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "url"],
                name="blog_feed_once",
                violation_error_message=_("This feed is on your list already."),
            ),
            models.CheckConstraint(
                condition=on_the_web("url") & ~Q(url=""),
                name="blog_feed_is_on_the_web",
                violation_error_message=ON_THE_WEB,
            ),
        ]

    def __str__(self) -> str:
        return f"Feed {self.pk} of {self.learner_id}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(feed__learner=learner)

    def open(self) -> Self:
        """Keep those nobody decided about."""
        return self.filter(item=None, left_at=None)

    def newest_first(self) -> Self:
        return self.order_by(models.F("published_on").desc(nulls_last=True), "-pk")


class Proposal(models.Model):
    """An entry of a feed that may become an item: taken, left, or open until the learner says."""

    feed = models.ForeignKey(BlogFeed, models.CASCADE, related_name="proposals")
    guid = models.CharField(max_length=500)
    url = models.URLField(max_length=500)
    title = models.CharField(max_length=140)
    excerpt = models.CharField(max_length=280, blank=True)
    published_on = models.DateField(null=True, blank=True)
    found_at = models.DateTimeField(db_default=Now())
    item = models.ForeignKey(Item, models.SET_NULL, related_name="proposals", null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "guid"], name="proposal_once"),
            models.CheckConstraint(
                condition=on_the_web("url") & ~Q(url=""), name="proposal_is_on_the_web"
            ),
            models.CheckConstraint(
                condition=Q(item=None) | Q(left_at=None), name="proposal_taken_or_left"
            ),
        ]

    def __str__(self) -> str:
        return f"Proposal {self.pk} of {self.feed_id}"


class LinkCheck(LinkHealth):
    """What became of the link of a published item, and what it said when it was last there.

    Its owner sees that it is down at once, visitors only from `told_visitors_at` on. `digest`
    is the SHA-256 of the page.
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="link_check")
    url = models.URLField(max_length=500)
    told_visitors_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=140, blank=True)
    excerpt = models.CharField(max_length=280, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_check_at"], name="link_check_due")]
        constraints = [
            *LinkHealth.kept_right("link_check"),
            models.CheckConstraint(
                condition=Q(told_visitors_at=None) | Q(down_at__isnull=False),
                name="link_check_owner_is_told_first",
            ),
        ]

    def __str__(self) -> str:
        return f"Link of {self.pk}"
