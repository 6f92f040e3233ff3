"""One review with its talk, and the lists of them that the two sides have."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef

from accounts.models import User
from mentoring.models import (
    Advice,
    Block,
    Mentor,
    Post,
    Review,
    ReviewDraft,
    ReviewRequest,
    Sharing,
    Side,
    Snapshot,
)
from mentoring.queries.reading import Reading, reading
from mentoring.rubric import Judgement, read
from portfolio.models import Item


@dataclass(frozen=True)
class Talk:
    """A review as one side sees it."""

    review: Review
    side: Side
    reading: Reading | None  # None once the learner, and their work with them, is gone
    posts: list[Post]
    advice: list[Advice]
    is_shared: bool  # the learner lets this mentor see their weeks
    is_blocked: bool

    @property
    def request(self) -> ReviewRequest:
        return self.review.request

    @cached_property
    def rubric(self) -> list[tuple[str, Judgement]]:
        return read(self.review.rubric)

    @property
    def is_my_turn(self) -> bool:
        return self.review.turn == self.side

    @property
    def other(self) -> User | None:
        """Who is on the other side, if they are still here."""
        return self.review.mentor if self.side == Side.LEARNER else self.request.learner

    @property
    def i_show(self) -> bool:
        review = self.review
        return review.learner_shows if self.side == Side.LEARNER else review.mentor_shows

    @property
    def they_show(self) -> bool:
        review = self.review
        return review.mentor_shows if self.side == Side.LEARNER else review.learner_shows


def talk(review: Review, person: User) -> Talk:
    """All that a review's page shows, in five queries. `review` was found for this person."""
    request = review.request
    comments = {(each.part, each.line): each for each in review.line_comments.all()}
    snapshot = Snapshot.objects.filter(pk=request.pk).first()
    between = Block.objects.between(request.learner_id, review.mentor_id)
    return Talk(
        review=review,
        side=review.side_of(person),
        reading=reading(snapshot, before(request), pictures_at(request), comments)
        if snapshot
        else None,
        posts=list(review.posts.select_related("author").order_by("posted_at", "pk")),
        advice=list(review.advice.select_related("item").order_by("pk")),
        is_shared=Sharing.objects.filter(
            learner=request.learner_id, mentor=review.mentor_id
        ).exists(),
        is_blocked=between.exists(),
    )


def before(request: ReviewRequest) -> Snapshot | None:
    """What was looked at in the round before."""
    if request.follows_id is None:
        return None
    return Snapshot.objects.filter(pk=request.follows_id).first()


def pictures_at(request: ReviewRequest) -> str:
    """Below which address the pictures of a snapshot are."""
    return f"{request.get_absolute_url()}pictures/"


@dataclass(frozen=True)
class Mine:
    """What a learner has asked for and was given."""

    waiting: list[ReviewRequest]
    reviews: list[Review]  # open ones first
    advice: list[Advice]


def mine(learner: User) -> Mine:
    """A learner's side, in three queries."""
    reviews = Review.objects.for_learner(learner).select_related("request", "mentor")
    return Mine(
        waiting=list(ReviewRequest.objects.for_learner(learner).waiting().oldest_first()),
        reviews=sorted(reviews.newest_first(), key=lambda review: not review.is_open),
        advice=waiting_advice(learner),
    )


def waiting_advice(learner: User) -> list[Advice]:
    """The prompts mentors gave that the learner has neither begun nor set aside."""
    waiting = Advice.objects.for_learner(learner).waiting().newest_first()
    return list(waiting.select_related("review__mentor"))


def reviews_of(item: Item) -> list[ReviewRequest]:
    """What was asked about an item and not withdrawn, the last first; reviews with it."""
    asked = ReviewRequest.objects.filter(item=item, review__hidden_at=None)
    asked = asked.exclude(state=ReviewRequest.State.WITHDRAWN)
    return list(asked.select_related("review").newest_first())


@dataclass(frozen=True)
class Desk:
    """What a mentor has in hand."""

    turns: list[Review]
    others: list[Review]  # open ones in which it is the learner's turn
    claims: list[ReviewRequest]
    invitations: list[ReviewRequest]
    drafts: list[ReviewDraft]  # of what they do not have any more
    closed: list[Review]


MOST_CLOSED = 20


def desk(person: User, now: datetime) -> Desk:
    """A mentor's side, in five queries."""
    written = Review.objects.by_mentor(person).select_related("request__learner")
    still_open = list(written.still_open().order_by("turn_since", "pk"))
    claims = ReviewRequest.objects.claimed_by_person(person, now).select_related("learner")
    in_hand = claims.values("pk")
    invited = ReviewRequest.objects.reviewable_by(person).filter(invited=person)
    drafts = ReviewDraft.objects.for_mentor(person).with_words()
    return Desk(
        turns=[review for review in still_open if review.turn == Side.MENTOR],
        others=[review for review in still_open if review.turn == Side.LEARNER],
        claims=list(claims.order_by("claimed_until", "pk")),
        invitations=list(invited.exclude(pk__in=in_hand).select_related("learner").oldest_first()),
        drafts=list(
            drafts.exclude(request__in=in_hand)
            .select_related("request__learner")
            .order_by("-saved_at", "pk")
        ),
        closed=list(written.exclude(closed_at=None).order_by("-closed_at", "pk")[:MOST_CLOSED]),
    )


def is_any_mentor(person: User) -> bool:
    """Whether somebody has anything to do as a mentor: standing, a review, an invitation, or
    words that were kept.
    """
    stands = Mentor.objects.standing().filter(person=OuterRef("pk"))
    wrote = Review.objects.filter(mentor=OuterRef("pk"))
    invited = ReviewRequest.objects.filter(invited=OuterRef("pk"))
    drafts = ReviewDraft.objects.filter(mentor=OuterRef("pk")).with_words()
    among = Exists(stands) | Exists(wrote) | Exists(invited) | Exists(drafts)
    return User.objects.filter(among, pk=person.pk).exists()
