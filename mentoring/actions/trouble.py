"""Where two people had better keep apart, and what staff should know of."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from mentoring.models import Block, Report, Review, ReviewRequest, Sharing, Side


@transaction.atomic
def report(*, review: Review, side: Side, words: str, now: datetime) -> None:
    """Tell staff of a problem, close the talk, and keep the two apart from now on.

    What a side adds before staff have settled it is one report.
    """
    learner, mentor = review.request.learner_id, review.mentor_id
    _lock(learner, mentor)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    reporter, other = (learner, mentor) if side == Side.LEARNER else (mentor, learner)
    before = review.reports.filter(side=side, settled_at=None).first()
    if before is None:
        Report.objects.create(
            review=review, reporter_id=reporter, side=side, words=words, reported_at=now
        )
    elif words not in before.words:
        before.words = f"{before.words}\n\n{words}"
        before.save(update_fields=["words"])
    Review.objects.filter(pk=review.pk).end(Review.Ended(side.value), now)
    if reporter is not None and other is not None:
        block(blocker_id=reporter, blocked_id=other, now=now)


@transaction.atomic
def block(*, blocker_id: int, blocked_id: int, now: datetime) -> None:
    """Keep two people apart: talks, claims, invitations and sharing between them end."""
    _lock(blocker_id, blocked_id)  # whoever claims, is invited or sends waits for it
    Block.objects.bulk_create(
        [Block(blocker_id=blocker_id, blocked_id=blocked_id)], ignore_conflicts=True
    )
    for learner, mentor in ((blocker_id, blocked_id), (blocked_id, blocker_id)):
        Sharing.objects.filter(learner=learner, mentor=mentor).delete()
        requests = ReviewRequest.objects.filter(learner=learner)
        requests.filter(claimed_by=mentor).free_claims()
        requests.filter(invited=mentor).update(invited=None)
        side = Side.LEARNER if learner == blocker_id else Side.MENTOR
        between = Review.objects.filter(request__learner=learner, mentor=mentor)
        between.end(Review.Ended(side.value), now)


def _lock(*people: int | None) -> None:
    """Lock those who are here, always in the same order."""
    for pk in sorted(pk for pk in people if pk is not None):
        User.objects.lock(pk)


@transaction.atomic
def unblock(*, blocker_id: int, blocked_id: int) -> None:
    """Let two people meet again, as far as this one said otherwise."""
    Block.objects.filter(blocker=blocker_id, blocked=blocked_id).delete()
