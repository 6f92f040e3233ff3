"""The talk about a review: whose turn it is, its end, what it was worth, the badge."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from mentoring.actions.refusals import ClosedError
from mentoring.actions.trouble import report
from mentoring.models import Post, Review, Side
from portfolio.actions import set_reviewed
from portfolio.models import Item

CLOSES_AFTER = timedelta(days=28)
TWICE = timedelta(minutes=1)


@transaction.atomic
def reply(*, review: Review, author: User, text: str, now: datetime) -> Post:
    """Add to the talk. The turn goes to the other side; their clock starts only if it was not
    theirs already. The same again within a minute is the same. Raises `ClosedError`.
    """
    locked = _open(review)
    side = locked.side_of(author)
    last = locked.posts.order_by("posted_at", "pk").last()
    if last and (last.author_id, last.text) == (author.pk, text) and now - last.posted_at < TWICE:
        return last
    if locked.turn == side:
        locked.turn, locked.turn_since = side.other, now
        locked.save(update_fields=["turn", "turn_since"])
    return Post.objects.create(review=locked, side=side, author=author, text=text, posted_at=now)


@transaction.atomic
def close(*, review: Review, person: User, now: datetime) -> None:
    """End the talk. Raises `ClosedError` if it is ended already, whoever was first."""
    _end(review, Review.Ended(review.side_of(person).value), now)


@transaction.atomic
def close_for_staff(*, review: Review, now: datetime) -> None:
    """End the talk for both. Raises `ClosedError`."""
    _end(review, Review.Ended.STAFF, now)


@transaction.atomic
def close_silent(*, now: datetime) -> int:
    """Close talks that one side left for four weeks, and keep which; say how many they were."""
    silent = Review.objects.silent_since(now - CLOSES_AFTER)
    learners = silent.filter(turn=Side.LEARNER).end(Review.Ended.LEARNER_LAPSED, now)
    return learners + silent.filter(turn=Side.MENTOR).end(Review.Ended.MENTOR_LAPSED, now)


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
    if not Review.objects.filter(pk=review.pk).end(ended, now):
        raise ClosedError


@transaction.atomic
def rate(*, review: Review, rating: str, thanks: str, problem: str, now: datetime) -> None:
    """Say whether a closed review helped. A problem goes to staff and sets a block."""
    if rating == Review.Rating.PROBLEM:
        report(review=review, side=Side.LEARNER, words=problem, now=now)
    Review.objects.filter(pk=review.pk).update(rating=rating, thanks=thanks)


@transaction.atomic
def show_badge(*, review: Review, side: Side, shows: bool, now: datetime) -> None:
    """Say whether it may be known that this was reviewed. Shown once both sides say so."""
    locked = (
        Review.objects.select_for_update(of=("self",))
        .select_related("request__item__learner")
        .get(pk=review.pk)
    )
    name = "learner_shows" if side == Side.LEARNER else "mentor_shows"
    setattr(locked, name, shows)
    locked.save(update_fields=[name])
    refresh_badge(item=locked.request.item, now=now)


def refresh_badge(*, item: Item | None, now: datetime) -> None:
    """Put on an item the day, and the text, of the last review that both sides show, or none."""
    if item is None:
        return
    shown = Review.objects.filter(
        request__item=item, learner_shows=True, mentor_shows=True, hidden_at=None
    )
    last = shown.select_related("request__snapshot").order_by("-began_at").first()
    if last is None:
        set_reviewed(item=item, on=None, text="", now=now)
        return
    asked = last.request
    [part] = asked.snapshot.parts
    on = item.learner.study_day(asked.asked_at)
    set_reviewed(item=item, on=on, text=part["text"], now=now)
