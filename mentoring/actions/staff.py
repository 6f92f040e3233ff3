"""What staff do: give a request to somebody else, hide a review, settle a report."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from mentoring.actions.claims import begin_draft, take
from mentoring.actions.refusals import NotForThemError
from mentoring.actions.talk import refresh_badge
from mentoring.models import Report, Review, ReviewRequest


@transaction.atomic
def reassign(*, pk: UUID, mentor: User, now: datetime) -> None:
    """Give a waiting request to a mentor, from whoever has it, as a claim of half an hour.

    Raises `NotForThemError`, `HandsFullError`.
    """
    User.objects.lock(mentor.pk)
    request = ReviewRequest.objects.reviewable_by(mentor).filter(pk=pk).first()
    if request is None:
        raise NotForThemError
    ReviewRequest.objects.filter(pk=pk).exclude(claimed_by=mentor).free_claims()
    take(request=request, person=mentor, now=now)
    begin_draft(request=request, mentor=mentor, now=now)


@transaction.atomic
def hide(*, review: Review, now: datetime) -> None:
    """Let neither side read a review any more. Its badge goes with it."""
    Review.objects.filter(pk=review.pk, hidden_at=None).update(hidden_at=now)
    refresh_badge(item=review.request.item, now=now)


@transaction.atomic
def unhide(*, review: Review, now: datetime) -> None:
    Review.objects.filter(pk=review.pk).update(hidden_at=None)
    refresh_badge(item=review.request.item, now=now)


@transaction.atomic
def settle_report(*, report: Report, outcome: str, now: datetime) -> bool:
    """Write down what came of a report. False if somebody settled it already."""
    settled = Report.objects.filter(pk=report.pk, settled_at=None)
    return bool(settled.update(settled_at=now, outcome=outcome))
