"""What belongs to a request: the work as it was, drafts of a review, an invite, a self-review."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mentoring.models.request import ReviewRequest

LONGEST_QUESTION = 1000


class Snapshot(models.Model):
    """What a request is about, as it was when it was asked, and what its learner wants to know.

    `parts` has one object for each item (see `mentoring/snapshots.py`). Goes with its learner.
    """

    request = models.OneToOneField(
        ReviewRequest, models.CASCADE, primary_key=True, related_name="snapshot"
    )
    learner = models.ForeignKey(User, models.CASCADE, related_name="snapshots")
    question = models.TextField(_("what you want to know"))
    parts = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="snapshot_asks_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("question"), LONGEST_QUESTION),
                name="snapshot_question_is_short_enough",
            ),
        ]

    def __str__(self) -> str:
        return f"Snapshot of {self.pk}"


class ReviewDraftQuerySet(models.QuerySet["ReviewDraft"]):
    def for_mentor(self, mentor: User) -> Self:
        return self.filter(mentor=mentor)

    def with_words(self) -> Self:
        """Keep those in which something is written."""
        return self.exclude(content={})


class ReviewDraft(models.Model):
    """A review as a mentor is writing it. It outlives the claim, so that no word is lost.

    `content` is what the form had; `version` counts the times it was saved.
    """

    request = models.ForeignKey(ReviewRequest, models.CASCADE, related_name="drafts")
    mentor = models.ForeignKey(User, models.CASCADE, related_name="review_drafts")
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = ReviewDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "mentor"], name="review_draft_once"),
        ]

    def __str__(self) -> str:
        return f"Draft of {self.mentor_id} on {self.request_id}"


class Invite(models.Model):
    """A private link by which a learner lets somebody of their own review a request.

    Only a digest of its secret is kept. Used once, for ten days, unless taken back before.
    """

    request = models.ForeignKey(ReviewRequest, models.CASCADE, related_name="invites")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(revoked_at=None), name="invite_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invite_expires_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return f"Invite to {self.request_id}"

    def is_open(self, now: datetime) -> bool:
        """Whether somebody can still accept it."""
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at


class SelfReview(models.Model):
    """The same questions answered by the learner, where no mentor came within a week."""

    request = models.OneToOneField(
        ReviewRequest, models.CASCADE, primary_key=True, related_name="self_review"
    )
    learner = models.ForeignKey(User, models.CASCADE, related_name="self_reviews")
    rubric = models.JSONField(default=list)
    next_step = models.TextField(_("one thing to do next"), max_length=500)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(next_step=""), name="self_review_has_a_next_step")
        ]

    def __str__(self) -> str:
        return f"Self-review of {self.pk}"
