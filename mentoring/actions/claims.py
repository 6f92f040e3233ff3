"""Claims: a mentor has a request to themselves for half an hour, renewed while they write."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from mentoring.actions.refusals import (
    ClaimedError,
    HandsFullError,
    NoCapacityError,
    NotThereError,
)
from mentoring.models import MOST_CLAIMS, ReviewDraft, ReviewRequest
from mentoring.queries.capacity import capacity_of

CLAIMS_LAST = timedelta(minutes=30)


@transaction.atomic
def claim(*, pk: UUID, person: User, now: datetime) -> ReviewRequest:
    """Have a request for half an hour, and begin a draft on it. Having it already renews it.

    Raises `NotThereError`, `ClaimedError`, `HandsFullError`, and for what is not by
    invitation `NoCapacityError`.
    """
    User.objects.lock(person.pk)
    request = ReviewRequest.objects.reviewable_by(person).filter(pk=pk).first()
    if request is None:
        raise NotThereError
    is_new = not request.is_claimed_by(person, now)
    if is_new and request.invited_id is None and not capacity_of(person, now).has_room:
        raise NoCapacityError
    take(request=request, person=person, now=now)
    begin_draft(request=request, mentor=person, now=now)
    return request


def begin_draft(*, request: ReviewRequest, mentor: User, now: datetime) -> None:
    """Have a place for what a mentor will write; one that is there stays."""
    draft = ReviewDraft(request=request, mentor=mentor, saved_at=now)
    ReviewDraft.objects.bulk_create([draft], ignore_conflicts=True)


def take(*, request: ReviewRequest, person: User, now: datetime) -> None:
    """Write a claim down, or a renewed one, for a person who is locked and may review this.

    One statement decides between two who want it, and whether the invitation is still what it
    was. Raises `ClaimedError`, `HandsFullError`, `NotThereError`.
    """
    until = now + CLAIMS_LAST
    still = ReviewRequest.objects.waiting().filter(pk=request.pk, invited=request.invited_id)
    is_theirs = request.claimed_by_id == person.pk
    if is_theirs and still.filter(claimed_by=person).update(claimed_until=until):
        request.claimed_until = until
        return
    held = dict(person.claims.values_list("claim_slot", "claimed_until"))
    live = {slot for slot, ends_at in held.items() if ends_at and ends_at > now}
    if len(live) < len(held):
        ReviewRequest.objects.lapsed(now).filter(claimed_by=person).free_claims()
    left = set(range(1, MOST_CLAIMS + 1)) - live
    if not left:
        raise HandsFullError
    slot = min(left)
    if not still.free(now).update(claimed_by=person, claim_slot=slot, claimed_until=until):
        holder = ReviewRequest.objects.select_related("claimed_by").get(pk=request.pk)
        if holder.is_claimed(now):
            raise ClaimedError(holder.claimed_by)
        raise NotThereError
    request.claimed_by, request.claim_slot, request.claimed_until = person, slot, until


@transaction.atomic
def release(*, request: ReviewRequest) -> None:
    """Put a request back into the queue, where it has the place it had, from who had it when it
    was read.
    """
    had_it = ReviewRequest.objects.filter(pk=request.pk, claimed_by=request.claimed_by_id)
    had_it.free_claims()


@transaction.atomic
def release_lapsed(*, now: datetime) -> int:
    """Clear away claims whose time is over; say how many they were."""
    return ReviewRequest.objects.lapsed(now).free_claims()
