"""What mentors suggest to one learner: a prompt of their own, to begin or to set aside."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from mentoring.actions.refusals import EnoughError
from mentoring.models import Advice, Review
from portfolio.actions import begin_item
from portfolio.models import Item

LONGEST_TITLE = 140
MOST_ADVICE = 10  # in one review


@transaction.atomic
def suggest(*, review: Review, kind: str, text: str, now: datetime) -> None:
    """Give the learner a prompt of their own. Raises `EnoughError`."""
    if review.advice.count() >= MOST_ADVICE:
        raise EnoughError
    Advice.objects.create(review=review, kind=kind, text=text, given_at=now)


@transaction.atomic
def begin_from_advice(*, advice: Advice, learner: User, now: datetime) -> Item:
    """Begin an item from a suggestion; one that was begun is that one. Raises `FullError`."""
    locked = Advice.objects.select_for_update(of=("self",)).select_related("item")
    found = locked.get(pk=advice.pk)
    if found.item is not None:
        return found.item
    line = " ".join(found.text.split())
    title = line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 2]} …"
    found.item = begin_item(learner=learner, kind=found.kind, title=title, now=now)
    found.save(update_fields=["item"])
    return found.item


@transaction.atomic
def set_aside(*, advice: Advice, now: datetime) -> None:
    """Be shown a suggestion no more."""
    Advice.objects.filter(pk=advice.pk, set_aside_at=None).update(set_aside_at=now)
