"""The talk about a review: whose turn it is, its end, what it was worth, the badge."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from mentoring.actions.trouble import report
from mentoring.models import Post, Review, Side
from portfolio.actions import set_reviewed
from portfolio.models import Item

CLOSES_AFTER = timedelta(days=28)


class ClosedError(Exception):
    """The talk is closed."""


@transaction.atomic
def reply(*, review: Review, author: User, text: str, now: datetime) -> Post:
    """Add to the talk. The turn goes to the other side; their clock starts only if it was not
    theirs already. Raises `ClosedError`.
    """
    locked = _open(review)
    side = locked.side_of(author)
    if locked.turn == side:
        locked.turn, locked.turn_since = side.other, now
        locked.save(update_fields=["turn", "turn_since"])
    return Post.objects.create(review=locked, side=side, author=author, text=text, posted_at=now)


@transaction.atomic
def close(*, review: Review, person: User, now: datetime) -> None:
    """End the talk. Raises `ClosedError` if it is ended already, whoever was first."""
    locked = _open(review)
    ended = Review.Ended.LEARNER if locked.side_of(person) == Side.LEARNER else Review.Ended.MENTOR
    _end(locked, ended, now)


@transaction.atomic
def close_for_staff(*, review: Review, now: datetime) -> None:
    """End the talk for both. Raises `ClosedError`."""
    _end(_open(review), Review.Ended.STAFF, now)


@transaction.atomic
def close_silent(*, now: datetime) -> int:
    """Close talks that one side left for four weeks, and keep which; say how many they were."""
    silent = Review.objects.silent_since(now - CLOSES_AFTER)
    count = 0
    for side, ended in (
        (Side.LEARNER, Review.Ended.LEARNER_LAPSED),
        (Side.MENTOR, Review.Ended.MENTOR_LAPSED),
    ):
        count += silent.filter(turn=side).update(
            closed_at=now, ended=ended, turn="", turn_since=None
        )
    return count


def _open(review: Review) -> Review:
    """A review that is open, locked."""
    found = (
        Review.objects.still_open()
        .select_for_update(of=("self",))
        .select_related("request")
        .filter(pk=review.pk)
        .first()
    )
    if found is None:
        raise ClosedError
    return found


def _end(review: Review, ended: Review.Ended, now: datetime) -> None:
    review.closed_at, review.ended, review.turn, review.turn_since = now, ended, "", None
    review.save(update_fields=["closed_at", "ended", "turn", "turn_since"])


@transaction.atomic
def rate(*, review: Review, rating: str, thanks: str, problem: str, now: datetime) -> None:
    """Say whether a closed review helped. A problem goes to staff and sets a block."""
    review.rating, review.thanks = rating, thanks
    review.save(update_fields=["rating", "thanks"])
    if rating == Review.Rating.PROBLEM:
        report(review=review, side=Side.LEARNER, words=problem, now=now)


@transaction.atomic
def show_badge(*, review: Review, side: Side, shows: bool, now: datetime) -> None:
    """Say whether it may be known that this was reviewed. Shown once both sides say so."""
    locked = (
        Review.objects.select_for_update(of=("self",))
        .select_related("request__item")
        .get(pk=review.pk)
    )
    name = "learner_shows" if side == Side.LEARNER else "mentor_shows"
    setattr(locked, name, shows)
    locked.save(update_fields=[name])
    refresh_badge(item_id=locked.request.item_id, now=now)


def refresh_badge(*, item_id: Any, now: datetime) -> None:
    """Put on an item the day of the last review that both sides show, or none."""
    if item_id is None:
        return
    item = Item.objects.select_related("learner").get(pk=item_id)
    shown = Review.objects.filter(
        request__item=item, learner_shows=True, mentor_shows=True, hidden_at=None
    )
    last = shown.order_by("-began_at").values_list("began_at", flat=True).first()
    on = item.learner.study_day(last) if last else None
    set_reviewed(item_id=item.pk, on=on, now=now)
