"""What mentors answer, and the talk that follows."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mentoring.models.request import ReviewRequest
from portfolio.models import Item

LONGEST_POST = 6000


class Side(models.TextChoices):
    """The two sides of a review."""

    LEARNER = "learner", _("Learner")
    MENTOR = "mentor", _("Mentor")

    @property
    def other(self) -> "Side":
        return Side.MENTOR if self is Side.LEARNER else Side.LEARNER


class ReviewQuerySet(models.QuerySet["Review"]):
    def for_learner(self, learner: User) -> Self:
        """Keep the reviews a learner was given and may read."""
        return self.filter(request__learner=learner, hidden_at=None)

    def by_mentor(self, person: User) -> Self:
        """Keep the reviews a person wrote and may read."""
        return self.filter(mentor=person, hidden_at=None)

    def visible_to(self, person: User) -> Self:
        """Keep those a person is a side of."""
        return self.filter(Q(request__learner=person) | Q(mentor=person), hidden_at=None)

    def still_open(self) -> Self:
        return self.filter(closed_at=None)

    def silent_since(self, moment: datetime) -> Self:
        """Keep open ones in which one side has been silent since a moment or before."""
        return self.still_open().filter(turn_since__lte=moment)

    def end(self, ended: "Review.Ended", now: datetime) -> int:
        """End those that are open, in this way; say how many they were."""
        return self.still_open().update(closed_at=now, ended=ended, turn="", turn_since=None)

    def newest_first(self) -> Self:
        return self.order_by("-began_at", "pk")


class Review(models.Model):
    """A mentor's answer to a request, and the talk about it until one side closes it.

    While it is open exactly one side has the `turn`, since `turn_since`. `rubric` is the list
    of questions as they were asked, each with its answer. A badge is shown if both say so.
    """

    class Ended(models.TextChoices):
        LEARNER = "learner", _("The learner closed it")
        MENTOR = "mentor", _("The mentor closed it")
        LEARNER_LAPSED = "learner_lapsed", _("The learner did not answer")
        MENTOR_LAPSED = "mentor_lapsed", _("The mentor did not answer")
        STAFF = "staff", _("Staff closed it")

    class Rating(models.TextChoices):
        HELPFUL = "helpful", _("It helped")
        NOT_HELPFUL = "not_helpful", _("It did not help")
        PROBLEM = "problem", _("There was a problem")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.OneToOneField(ReviewRequest, models.PROTECT, related_name="review")
    mentor = models.ForeignKey(
        User, models.SET_NULL, related_name="reviews_written", null=True, blank=True
    )
    rubric = models.JSONField(default=list)
    next_step = models.TextField(_("one thing to do next"), max_length=500)
    began_at = models.DateTimeField()
    turn = models.CharField(max_length=7, choices=Side, blank=True)
    turn_since = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=14, choices=Ended, blank=True)
    rating = models.CharField(_("did it help?"), max_length=11, choices=Rating, blank=True)
    thanks = models.CharField(_("a word of thanks"), max_length=280, blank=True)
    learner_shows = models.BooleanField(default=False)
    mentor_shows = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    closed_at=None,
                    ended="",
                    turn__in=["learner", "mentor"],
                    turn_since__isnull=False,
                )
                | Q(closed_at__isnull=False, turn="", turn_since=None) & ~Q(ended=""),
                name="review_one_sides_turn_while_open",
            ),
            models.CheckConstraint(
                condition=Q(
                    ended__in=["", "learner", "mentor", "learner_lapsed", "mentor_lapsed", "staff"]
                ),
                name="review_ended_in_a_known_way",
            ),
            models.CheckConstraint(
                condition=Q(rating__in=["", "helpful", "not_helpful", "problem"]),
                name="review_rating_is_known",
            ),
            models.CheckConstraint(condition=~Q(next_step=""), name="review_has_a_next_step"),
        ]
        indexes = [
            models.Index(fields=["began_at"], name="review_began"),
            models.Index(fields=["mentor", "began_at"], name="review_of_mentor"),
            models.Index(fields=["turn_since"], condition=Q(closed_at=None), name="review_turns"),
            models.Index(
                fields=["closed_at"], condition=Q(closed_at__isnull=False), name="review_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:review", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def side_of(self, person: User) -> Side:
        """Which side a person is on; for those who may see it."""
        return Side.LEARNER if self.request.learner_id == person.pk else Side.MENTOR


class LineComment(models.Model):
    """What a mentor says of one line of a snapshot: of a part (from 0), a line (from 1)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="line_comments")
    part = models.PositiveSmallIntegerField()
    line = models.PositiveIntegerField()
    text = models.TextField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "part", "line"], name="line_comment_once_per_line"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & Q(line__gte=1), name="line_comment_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"Line {self.line} of {self.review_id}"


class Post(models.Model):
    """What one side wrote in the talk of a review, in Markdown. The mentor's first begins it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="posts")
    side = models.CharField(max_length=7, choices=Side)
    author = models.ForeignKey(User, models.SET_NULL, related_name="posts", null=True)
    text = models.TextField(max_length=LONGEST_POST)
    posted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["review", "posted_at"], name="post_in_order"),
            models.Index(fields=["posted_at"], name="post_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="post_says_something"),
            models.CheckConstraint(
                condition=Q(side__in=["learner", "mentor"]), name="post_side_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Post {self.pk} in {self.review_id}"


class AdviceQuerySet(models.QuerySet["Advice"]):
    def for_learner(self, learner: User) -> Self:
        """Keep what mentors suggested to a learner, if they may read the review."""
        return self.filter(review__request__learner=learner, review__hidden_at=None)

    def waiting(self) -> Self:
        """Keep what was neither begun nor set aside."""
        return self.filter(item=None, set_aside_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-given_at", "-pk")


class Advice(models.Model):
    """An experiment or a post that a mentor suggests: a prompt for one learner alone."""

    class Kind(models.TextChoices):
        BLOG = "blog", _("Blog post")
        EXPERIMENT = "experiment", _("Experiment")

    review = models.ForeignKey(Review, models.CASCADE, related_name="advice")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.CharField(_("suggestion"), max_length=500)
    given_at = models.DateTimeField(db_default=Now())
    item = models.ForeignKey(Item, models.SET_NULL, related_name="advice", null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "advice"
        indexes = [
            models.Index(
                fields=["given_at"],
                condition=Q(item__isnull=True, set_aside_at__isnull=True),
                name="advice_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["blog", "experiment"]) & ~Q(text=""),
                name="advice_says_something",
            )
        ]

    def __str__(self) -> str:
        return f"Advice {self.pk} in {self.review_id}"


class Report(models.Model):
    """Something in a review that staff should look into. Sets a block between the two."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        User, models.SET_NULL, related_name="reports", null=True, blank=True
    )
    side = models.CharField(_("reported by the"), max_length=7, choices=Side)
    words = models.TextField(_("what happened"), max_length=2000)
    reported_at = models.DateTimeField(_("reported"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=280, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="report_says_something"),
            models.UniqueConstraint(
                fields=["review", "side"],
                condition=Q(settled_at=None),
                name="report_one_unsettled_of_a_side",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reported_at"], condition=Q(settled_at=None), name="report_unsettled"
            )
        ]

    def __str__(self) -> str:
        return f"Report {self.pk} on {self.review_id}"
