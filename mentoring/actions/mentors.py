"""Mentors: their standing, their capacity, and who shares with them."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from mentoring.models import Block, Mentor, ReviewRequest, Sharing

CAPACITY = ("reviews_a_week", "kinds", "modules", "away_from", "away_until")


@transaction.atomic
def make_mentor(*, person: User, today: date) -> Mentor:
    """Give somebody standing as a mentor, or give it back to them."""
    mentor, is_new = Mentor.objects.get_or_create(person=person, defaults={"since": today})
    if not is_new and mentor.ended_on is not None:
        mentor.ended_on = None
        mentor.save(update_fields=["ended_on"])
    return mentor


@transaction.atomic
def end_standing(*, mentor: Mentor, today: date) -> None:
    """End somebody's standing. What they have claimed from the queue goes back into it; talks
    that are open go on.
    """
    User.objects.lock(mentor.pk)
    Mentor.objects.filter(pk=mentor.pk, ended_on=None).update(ended_on=today)
    from_queue = ReviewRequest.objects.waiting().filter(claimed_by=mentor.person, invited=None)
    from_queue.free_claims()


@transaction.atomic
def save_capacity(*, mentor: Mentor) -> None:
    """Save how much a mentor takes on, of what, and when they are away."""
    mentor.save(update_fields=CAPACITY)


@transaction.atomic
def set_sharing(*, learner: User, mentor: User, shares: bool, now: datetime) -> None:
    """Let a mentor see one's weeks and how far one is, or no longer. Nothing across a block."""
    if shares and not Block.objects.between(learner.pk, mentor.pk).exists():
        Sharing.objects.bulk_create(
            [Sharing(learner=learner, mentor=mentor, since=now)], ignore_conflicts=True
        )
    else:
        Sharing.objects.filter(learner=learner, mentor=mentor).delete()
