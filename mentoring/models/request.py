"""What learners ask for: a review of a piece of work as it was that day."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mentoring.models.kind import RequestKind
from mentoring.models.mentor import Mentor
from mentoring.models.trouble import Block
from portfolio.models import Item

MOST_OPEN = 3
"""Requests of one learner that wait at the same time."""
MOST_CLAIMS = 4
"""Claims of one mentor at the same time."""
UNCLAIMED = {"claimed_by": None, "claim_slot": None, "claimed_until": None}
"""What a request has that nobody has claimed."""


class ReviewRequestQuerySet(models.QuerySet["ReviewRequest"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def waiting(self) -> Self:
        """Keep what waits for a review, if what it is about is still there."""
        is_there = Q(item__isnull=False) | Q(kind=RequestKind.PORTFOLIO)
        return self.filter(is_there, state=ReviewRequest.State.WAITING, learner__isnull=False)

    def left_behind(self) -> Self:
        """Keep what waits for nothing any more: its item, or its learner, is gone."""
        gone = Q(learner=None) | Q(item=None) & ~Q(kind=RequestKind.PORTFOLIO)
        return self.filter(gone, state=ReviewRequest.State.WAITING)

    def free(self, now: datetime) -> Self:
        """Keep what nobody has claimed at this moment."""
        return self.filter(Q(claimed_by=None) | Q(claimed_until__lte=now))

    def lapsed(self, now: datetime) -> Self:
        """Keep what somebody claimed for a time that is over."""
        return self.filter(claimed_by__isnull=False, claimed_until__lte=now)

    def claimed_by_person(self, person: User, now: datetime) -> Self:
        """Keep what a person has a claim on at this moment."""
        return self.waiting().filter(claimed_by=person, claimed_until__gt=now)

    def queue_of(self, person: User) -> Self:
        """Keep what a mentor may take from the queue: not their own, not across a block, and
        not what somebody else was invited to.
        """
        return self._for_others(person).filter(invited=None)

    def reviewable_by(self, person: User) -> Self:
        """Keep what a person may review: from the queue with standing, else by invitation."""
        has_standing = Exists(Mentor.objects.standing().filter(person=person))
        return self._for_others(person).filter(Q(invited=person) | Q(has_standing, invited=None))

    def readable_by(self, person: User) -> Self:
        """Keep what a person may read: as its learner, as who reviewed it, or because they may."""
        reviewable = ReviewRequest.objects.reviewable_by(person).filter(pk=OuterRef("pk"))
        return self.filter(
            Q(learner=person)
            | Q(review__mentor=person, review__hidden_at=None)
            | Q(Exists(reviewable))
        )

    def _for_others(self, person: User) -> Self:
        """Keep what waits, of learners who are here, that is not a person's own nor behind a block."""
        between = Block.objects.between(person.pk, OuterRef("learner"))
        waiting = self.waiting().filter(~Exists(between), learner__is_active=True)
        return waiting.exclude(learner=person)

    def free_claims(self) -> int:
        """Let nobody have these any more; say how many they were."""
        return self.update(**UNCLAIMED)

    def oldest_first(self) -> Self:
        return self.order_by("asked_at", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-asked_at", "pk")


class ReviewRequest(models.Model):
    """A learner asks for a review of an item, or of their whole portfolio.

    `slot` is its place among the three that may wait, `claim_slot` among the four a mentor
    may have claimed: two unique keys hold both limits. A claim lasts until `claimed_until`,
    whatever a job does. `follows` is the round before. `module` and `domain` are copies, for
    the queue. Empty references are people, and items, that are gone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        REVIEWED = "reviewed", _("Reviewed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        User, models.SET_NULL, related_name="review_requests", null=True, blank=True
    )
    item = models.ForeignKey(
        Item, models.SET_NULL, related_name="review_requests", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=12, choices=RequestKind)
    title = models.CharField(_("title"), max_length=140)
    module = models.SlugField(_("module"), blank=True)
    domain = models.CharField(_("domain"), max_length=60, blank=True)  # in small letters
    round = models.PositiveSmallIntegerField(default=1)
    follows = models.OneToOneField(
        "self", models.SET_NULL, related_name="next_round", null=True, blank=True
    )
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    lines_changed = models.PositiveIntegerField(null=True, blank=True)  # since the round before
    slot = models.PositiveSmallIntegerField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        User, models.SET_NULL, related_name="claims", null=True, blank=True
    )
    claim_slot = models.PositiveSmallIntegerField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    invited = models.ForeignKey(
        User, models.SET_NULL, related_name="invited_to", null=True, blank=True
    )

    objects = ReviewRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="waiting"), name="request_one_open_per_item"
            ),
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(state="waiting", kind="portfolio"),
                name="request_one_open_of_the_whole",
            ),
            models.UniqueConstraint(
                fields=["learner", "slot"],
                condition=Q(state="waiting"),
                name="request_one_per_slot",
            ),
            models.UniqueConstraint(
                fields=["claimed_by", "claim_slot"],
                condition=Q(claimed_by__isnull=False),
                name="request_one_claim_per_slot",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None, slot__range=(1, MOST_OPEN))
                & Q(slot__isnull=False)
                | Q(
                    state__in=["reviewed", "withdrawn"],
                    settled_at__isnull=False,
                    slot__isnull=True,
                ),
                name="request_waits_in_a_slot",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None)
                | Q(
                    state="waiting",
                    claim_slot__isnull=False,
                    claim_slot__range=(1, MOST_CLAIMS),
                    claimed_until__isnull=False,
                ),
                name="request_claimed_in_a_slot",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None) | Q(learner=None) | ~Q(claimed_by=F("learner")),
                name="request_is_not_reviewed_by_its_learner",
            ),
            models.CheckConstraint(
                condition=Q(invited=None) | Q(learner=None) | ~Q(invited=F("learner")),
                name="request_invites_another",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["blog", "app", "answer", "experiment", "open_source", "portfolio"]
                ),
                name="request_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="portfolio") | Q(item=None), name="request_whole_has_no_item"
            ),
            models.CheckConstraint(
                condition=Q(round__gte=1) & (Q(follows=None) | Q(round__gte=2)),
                name="request_rounds_are_counted",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at", "id"],
                condition=Q(state="waiting", invited__isnull=True),
                name="request_queue",
            ),
            models.Index(
                fields=["kind", "asked_at", "id"],
                condition=Q(state="waiting", invited__isnull=True),
                name="request_queue_by_kind",
            ),
            models.Index(
                fields=["module", "asked_at", "id"],
                condition=Q(state="waiting", invited__isnull=True),
                name="request_queue_by_module",
            ),
            models.Index(
                fields=["domain", "asked_at", "id"],
                condition=Q(state="waiting", invited__isnull=True),
                name="request_queue_by_domain",
            ),
            models.Index(
                fields=["claimed_by", "claimed_until"],
                condition=Q(claimed_by__isnull=False),
                name="request_claims",
            ),
            models.Index(
                fields=["id"],
                condition=Q(learner__isnull=True) & ~Q(title="", domain=""),
                name="request_of_nobody",
            ),
            models.Index(
                fields=["invited"],
                condition=Q(state="waiting", invited__isnull=False),
                name="request_invitations",
            ),
        ]

    def __str__(self) -> str:
        return f"Review request {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:request", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == ReviewRequest.State.WAITING

    def is_claimed(self, now: datetime) -> bool:
        """Whether somebody has it at this moment."""
        return (
            self.claimed_until is not None
            and self.claimed_by_id is not None
            and (self.claimed_until > now)
        )

    def is_claimed_by(self, person: User, now: datetime) -> bool:
        return self.is_claimed(now) and self.claimed_by_id == person.pk
