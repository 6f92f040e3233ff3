"""Learners ask for reviews, take that back, and invite mentors of their own."""

import hashlib
import secrets
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from mentoring.actions.refusals import (
    AlreadyAskedError,
    ClaimedError,
    InviteSpentError,
    NothingToReviewError,
    SettledError,
    TooEarlyError,
    TooManyOpenError,
)
from mentoring.models import (
    MOST_OPEN,
    UNCLAIMED,
    Block,
    Invite,
    RequestKind,
    ReviewRequest,
    SelfReview,
    Snapshot,
)
from mentoring.passages import EMPTY, changes
from mentoring.snapshots import Part, part_of, says_something
from portfolio.models import Item, Portfolio
from portfolio.queries import whole
from study.models import Background
from study.queries import current_enrolment

LONGEST_DOMAIN = 60  # which small letters may be longer than
MOST_PARTS = 30  # of a whole portfolio
MOST_CHARACTERS = 120_000  # of all its texts together
INVITES_LAST = timedelta(days=10)
SELF_REVIEW_AFTER = timedelta(days=7)


@transaction.atomic
def ask(*, learner: User, item: Item | None, question: str, now: datetime) -> ReviewRequest:
    """Ask for a review of an item, or of the whole portfolio, as it is at this moment.

    It follows the last review of the same. Raises `NothingToReviewError`,
    `AlreadyAskedError`, `TooManyOpenError`.
    """
    User.objects.lock(learner.pk)
    clear_up(now=now, learner=learner)
    open_now = list(ReviewRequest.objects.for_learner(learner).waiting())
    kind = RequestKind(item.kind) if item else RequestKind.PORTFOLIO
    if any(each.item_id == (item and item.pk) and each.kind == kind for each in open_now):
        raise AlreadyAskedError
    if len(open_now) >= MOST_OPEN:
        raise TooManyOpenError
    parts = _parts(learner, item)
    if not parts:
        raise NothingToReviewError
    before = _round_before(learner, item)
    request = ReviewRequest.objects.create(
        learner=learner,
        item=item,
        kind=kind,
        title=item.title if item else "",
        module=_module(learner, item),
        domain=_domain(learner),
        round=before.round + 1 if before else 1,
        follows=before,
        lines_changed=_lines_changed(before, parts),
        asked_at=now,
        slot=min(set(range(1, MOST_OPEN + 1)) - {each.slot for each in open_now}),
    )
    Snapshot.objects.create(request=request, learner=learner, question=question, parts=parts)
    return request


def _parts(learner: User, item: Item | None) -> list[Part]:
    """What there is to look at: the item with its draft, or what is out for mentors, the newest
    first, as far as somebody can read it in one go.
    """
    items = whole(Item.objects.for_learner(learner)).defer(None)
    shows_hours = Portfolio.objects.filter(learner=learner, shows_hours=True).exists()
    if item is not None:
        found = [(each, each.draft) for each in items.filter(pk=item.pk)]
    else:
        found = [(each, each.text) for each in items.for_mentors().newest_first()[:MOST_PARTS]]
    parts = [part_of(each, text, shows_hours=shows_hours) for each, text in found]
    lengths = accumulate(len(part["text"]) for part in parts)
    return [
        part
        for part, length in zip(parts, lengths, strict=True)
        if says_something(part) and length <= MOST_CHARACTERS
    ]


def _round_before(learner: User, item: Item | None) -> ReviewRequest | None:
    reviewed = ReviewRequest.objects.for_learner(learner).filter(
        state=ReviewRequest.State.REVIEWED, next_round=None
    )
    same: dict[str, Any] = {"item": item} if item else {"kind": RequestKind.PORTFOLIO}
    return reviewed.filter(**same).select_related("snapshot").newest_first().first()


def _lines_changed(before: ReviewRequest | None, parts: list[Part]) -> int | None:
    """How many lines are not what they were in the round before."""
    if before is None:
        return None
    earlier = {part["item"]: part for part in before.snapshot.parts}
    pairs = ((earlier.get(part["item"], EMPTY), part) for part in parts)
    return sum(len(changes(old, new)) for old, new in pairs)


def _module(learner: User, item: Item | None) -> str:
    """The module, of the learner's edition, of the first unit an item rests on."""
    enrolment = current_enrolment(learner)
    if item is None or enrolment is None:
        return ""
    placements = enrolment.edition.placements.filter(unit__item_units__item=item)
    found = placements.order_by("module__position", "position").values_list(
        "module__slug", flat=True
    )
    return found.first() or ""


def _domain(learner: User) -> str:
    background = Background.objects.filter(learner=learner).first()
    return background.domain.strip().lower()[:LONGEST_DOMAIN] if background else ""


@transaction.atomic
def withdraw(*, request: ReviewRequest, now: datetime) -> None:
    """Take a request back, whoever has claimed it. Raises `SettledError` once it is answered."""
    if not _withdraw(Q(pk=request.pk), now):
        raise SettledError


@transaction.atomic
def clear_up(*, now: datetime, learner: User | None = None) -> None:
    """Withdraw requests whose item, or whose learner, is gone; forget what the latter's were called."""
    requests = ReviewRequest.objects.left_behind()
    if learner is not None:
        requests = requests.for_learner(learner)
    _withdraw(Q(pk__in=requests.values("pk")), now)
    if learner is None:
        named = ReviewRequest.objects.filter(learner=None).exclude(title="", domain="")
        named.update(title="", domain="")


def _withdraw(which: Q, now: datetime) -> int:
    """Withdraw waiting requests: nobody has them, nor they a place or a round before."""
    return ReviewRequest.objects.filter(which, state=ReviewRequest.State.WAITING).update(
        state=ReviewRequest.State.WITHDRAWN,
        settled_at=now,
        follows=None,
        slot=None,
        invited=None,
        **UNCLAIMED,
    )


@transaction.atomic
def make_invite(*, request: ReviewRequest, now: datetime) -> str:
    """Make the link for a mentor of one's own, and give its secret, which is kept nowhere.

    One made before stops working, and whoever accepted it is invited no more. Raises
    `SettledError`.
    """
    revoke_invite(request=request, now=now)
    secret = secrets.token_urlsafe(24)
    Invite.objects.create(
        request=request, digest=_digest(secret), made_at=now, expires_at=now + INVITES_LAST
    )
    return secret


@transaction.atomic
def revoke_invite(*, request: ReviewRequest, now: datetime) -> None:
    """Take the link back; the request is in the queue again. Raises `SettledError`."""
    locked = _waiting(request.pk)
    if locked.invited_id is not None:
        ReviewRequest.objects.filter(pk=locked.pk).update(invited=None, **UNCLAIMED)
    locked.invites.filter(revoked_at=None).update(revoked_at=now)


def invite_of(secret: str) -> Invite | None:
    """The invitation of a link, whoever asks and however it stands."""
    invites = Invite.objects.select_related("request__learner")
    return invites.filter(digest=_digest(secret)).first()


@transaction.atomic
def accept_invite(*, secret: str, person: User, now: datetime) -> ReviewRequest:
    """Become the one who may review a request. Nobody needs to be a mentor for it.

    The request leaves the queue. Raises `ClaimedError` while a mentor writes about it, and
    `InviteSpentError` for any other cause.
    """
    User.objects.lock(person.pk)
    found = invite_of(secret)
    if found is None:
        raise InviteSpentError
    request = _waiting(found.request_id, InviteSpentError)
    invite = Invite.objects.get(pk=found.pk)  # again, under the lock
    strangers = request.learner_id is None or request.learner_id == person.pk
    blocked = Block.objects.between(person.pk, request.learner_id).exists()
    if not invite.is_open(now) or strangers or blocked:
        raise InviteSpentError
    if request.is_claimed(now):
        raise ClaimedError(request.claimed_by)
    invite.accepted_at = now
    invite.save(update_fields=["accepted_at"])
    ReviewRequest.objects.filter(pk=request.pk).update(invited=person, **UNCLAIMED)
    return request


def _waiting(pk: Any, otherwise: type[Exception] = SettledError) -> ReviewRequest:
    """A request that still waits, locked."""
    waiting = ReviewRequest.objects.waiting().select_for_update(of=("self",))
    request = waiting.filter(pk=pk).first()
    if request is None:
        raise otherwise
    return request


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def review_oneself(
    *, request: ReviewRequest, rubric: list[dict[str, str]], next_step: str, now: datetime
) -> None:
    """Answer the rubric oneself. The request goes on waiting. Raises `TooEarlyError`."""
    if request.learner is None or now < request.asked_at + SELF_REVIEW_AFTER:
        raise TooEarlyError
    SelfReview.objects.update_or_create(
        request=request,
        defaults={
            "learner": request.learner,
            "rubric": rubric,
            "next_step": next_step,
            "written_at": now,
        },
    )
