"""What mentors suggest to one learner: a prompt of their own, to begin or to set aside."""

from datetime import datetime

from django.db import transaction

from mentoring.models import Advice, Review
from portfolio.actions import begin_item
from portfolio.models import Item

LONGEST_TITLE = 140


@transaction.atomic
def suggest(*, review: Review, kind: str, text: str, now: datetime) -> None:
    """Give the learner a prompt of their own. Nothing, if the learner is gone."""
    if review.request.learner_id is not None:
        Advice.objects.create(
            review=review,
            learner_id=review.request.learner_id,
            kind=kind,
            text=text,
            given_at=now,
        )


@transaction.atomic
def begin_from_advice(*, advice: Advice, now: datetime) -> Item:
    """Begin an item from a suggestion; one that was begun is that one. Raises `FullError`."""
    locked = Advice.objects.select_for_update(of=("self",)).select_related("learner", "item")
    found = locked.get(pk=advice.pk)
    if found.item is not None:
        return found.item
    title = (
        found.text if len(found.text) <= LONGEST_TITLE else f"{found.text[: LONGEST_TITLE - 2]} …"
    )
    found.item = begin_item(learner=found.learner, kind=found.kind, title=title, now=now)
    found.save(update_fields=["item"])
    return found.item


@transaction.atomic
def set_aside(*, advice: Advice, now: datetime) -> None:
    """Be shown a suggestion no more."""
    Advice.objects.filter(pk=advice.pk, set_aside_at=None).update(set_aside_at=now)
