"""Reviews as they are written: what is typed is kept, and sent once."""

from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from mentoring.actions.claims import take
from mentoring.actions.refusals import (
    ClaimedError,
    DraftChangedError,
    HandsFullError,
    LostClaimError,
    NotThereError,
    SettledError,
)
from mentoring.actions.suggestions import suggest
from mentoring.models import (
    UNCLAIMED,
    LineComment,
    Post,
    Review,
    ReviewDraft,
    ReviewRequest,
    Side,
)
from mentoring.written import Written


class Hold(Enum):
    """Whether a mentor still has what they are writing about."""

    YES = "yes"
    AGAIN = "again"  # it had lapsed, and is theirs again
    TAKEN = "taken"  # somebody else has it
    SETTLED = "settled"  # answered or withdrawn
    NO = "no"  # four others are in hand


def save_draft(
    *, request: ReviewRequest, mentor: User, content: dict[str, Any], version: int, now: datetime
) -> tuple[ReviewDraft, Hold]:
    """Keep what is typed, whatever became of the claim, and renew that or take it again.

    Raises `DraftChangedError` rather than overwrite a newer version, `SettledError` if there is
    no draft any more: the review was sent.
    """
    draft = _keep(request, mentor, content, version, now)
    return draft, _hold(request, mentor, now)


@transaction.atomic
def _keep(
    request: ReviewRequest, mentor: User, content: dict[str, Any], version: int, now: datetime
) -> ReviewDraft:
    drafts = ReviewDraft.objects.filter(request=request, mentor=mentor)
    older = drafts.filter(version=version).exclude(content=content)
    older.update(content=content, version=F("version") + 1, saved_at=now)
    kept = drafts.first()
    if kept is None:
        raise SettledError
    if kept.content != content:
        raise DraftChangedError(kept)
    return kept


@transaction.atomic
def _hold(request: ReviewRequest, mentor: User, now: datetime) -> Hold:
    User.objects.lock(mentor.pk)
    current = ReviewRequest.objects.reviewable_by(mentor).filter(pk=request.pk).first()
    if current is None:
        return Hold.SETTLED
    had = current.is_claimed_by(mentor, now)
    try:
        take(request=current, person=mentor, now=now)
    except ClaimedError:
        return Hold.TAKEN
    except HandsFullError:
        return Hold.NO
    except NotThereError:
        return Hold.SETTLED
    return Hold.YES if had else Hold.AGAIN


@transaction.atomic
def send_review(*, request: ReviewRequest, mentor: User, written: Written, now: datetime) -> Review:
    """Answer a request: the review, its first post and comments, and the end of the request.

    Raises `SettledError` if it was answered or withdrawn meanwhile, `LostClaimError` if
    somebody else has it. The draft is kept then.
    """
    User.objects.lock(mentor.pk)
    locked = (
        ReviewRequest.objects.reviewable_by(mentor)
        .select_for_update(of=("self",))
        .filter(pk=request.pk)
        .first()
    )
    if locked is None:
        raise SettledError
    try:
        take(request=locked, person=mentor, now=now)
    except (ClaimedError, HandsFullError, NotThereError):
        raise LostClaimError from None
    ReviewRequest.objects.filter(pk=locked.pk).update(
        state=ReviewRequest.State.REVIEWED, settled_at=now, slot=None, invited=None, **UNCLAIMED
    )
    review = Review.objects.create(
        request=locked,
        mentor=mentor,
        rubric=written.rubric,
        next_step=written.next_step,
        began_at=now,
        turn=Side.LEARNER,
        turn_since=now,
    )
    Post.objects.create(
        review=review, side=Side.MENTOR, author=mentor, text=written.message, posted_at=now
    )
    LineComment.objects.bulk_create(
        LineComment(review=review, part=part, line=line, text=text)
        for (part, line), text in sorted(written.comments.items())
    )
    if written.advice:
        suggest(review=review, kind=written.advice_kind, text=written.advice, now=now)
    ReviewDraft.objects.filter(request=locked, mentor=mentor).delete()
    return review
