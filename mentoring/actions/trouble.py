"""Where two people had better keep apart, and what staff should know of."""

from datetime import datetime

from django.db import transaction

from mentoring.models import Block, Report, Review, ReviewRequest, Sharing, Side


@transaction.atomic
def report(*, review: Review, side: Side, words: str, now: datetime) -> None:
    """Tell staff of a problem, and keep the two apart from now on. The talk is closed."""
    learner, mentor = review.request.learner_id, review.mentor_id
    reporter = learner if side == Side.LEARNER else mentor
    Report.objects.create(
        review=review, reporter_id=reporter, side=side, words=words, reported_at=now
    )
    other = mentor if side == Side.LEARNER else learner
    if reporter is not None and other is not None:
        block(blocker_id=reporter, blocked_id=other)
    if review.is_open:
        ended = Review.Ended.LEARNER if side == Side.LEARNER else Review.Ended.MENTOR
        Review.objects.still_open().filter(pk=review.pk).update(
            closed_at=now, ended=ended, turn="", turn_since=None
        )


@transaction.atomic
def block(*, blocker_id: int, blocked_id: int) -> None:
    """Keep two people apart: nothing of one is in the other's queue, and claims end."""
    Block.objects.bulk_create(
        [Block(blocker_id=blocker_id, blocked_id=blocked_id)], ignore_conflicts=True
    )
    for learner, mentor in ((blocker_id, blocked_id), (blocked_id, blocker_id)):
        Sharing.objects.filter(learner=learner, mentor=mentor).delete()
        ReviewRequest.objects.filter(learner=learner, claimed_by=mentor).update(
            claimed_by=None, claim_slot=None, claimed_until=None
        )
        ReviewRequest.objects.filter(learner=learner, invited=mentor).update(invited=None)


@transaction.atomic
def unblock(*, blocker_id: int, blocked_id: int) -> None:
    """Let two people meet again, as far as this one said otherwise."""
    Block.objects.filter(blocker=blocker_id, blocked=blocked_id).delete()
