"""What providers tell afterwards: delivered, bounced, called spam. In any order, and repeatedly."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from nudges.models import Attempt, Bounce, Nudge, State, address_digest
from nudges.sending import passes

DELIVERED, COMPLAINED = "delivered", "complained"
CAME_BACK = frozenset({"bounced", "rejected", "failed"})
# Why it came back, in Anymail's words: those that say that the mailbox is not there.
GONE = frozenset({"bounced", "invalid"})


@dataclass(frozen=True)
class Event:
    """One thing that became of a message, as the provider says."""

    type: str
    id: str  # of the event; the same when it is told again
    nudge: UUID | None
    provider_id: str  # of the message
    recipient: str
    reason: str
    words: str  # of the mail server
    at: datetime


@transaction.atomic
def note_event(*, event: Event) -> bool:
    """Take note of what became of a nudge; whether it is one of ours.

    States only ever extend: what is not known becomes sent or failed, what was sent may fail
    later, and what failed stays so. An event that is told again changes nothing.
    """
    nudge = _nudge_of(event)
    if nudge is None:
        return False
    if event.type == DELIVERED:
        _settle_as_sent(nudge, event.at)
    elif event.type in CAME_BACK:
        arrived = Nudge.objects.filter(pk=nudge.pk, state__in=[State.SENT, State.UNKNOWN])
        arrived.update(state=State.FAILED, settled_at=event.at)
        is_gone = event.reason in GONE and not passes(event.words)
        _note_bounce(nudge, event, Bounce.Cause.HARD if is_gone else Bounce.Cause.SOFT)
    elif event.type == COMPLAINED:
        _note_bounce(nudge, event, Bounce.Cause.COMPLAINT)
    return True


def _nudge_of(event: Event) -> Nudge | None:
    if event.nudge:
        return Nudge.objects.filter(pk=event.nudge).first()
    if not event.provider_id:
        return None
    return Nudge.objects.filter(attempts__provider_id=event.provider_id).first()


def _settle_as_sent(nudge: Nudge, at: datetime) -> None:
    in_doubt = Nudge.objects.filter(pk=nudge.pk, state=State.UNKNOWN)
    if in_doubt.update(state=State.SENT, sent_at=at, settled_at=at):
        last = Attempt.objects.filter(nudge=nudge).order_by("-number")[:1]
        Attempt.objects.filter(pk__in=last.values("pk")).update(
            outcome=Attempt.Outcome.ACCEPTED, finished_at=Coalesce(F("finished_at"), at)
        )


def _note_bounce(nudge: Nudge, event: Event, cause: Bounce.Cause) -> None:
    digest = address_digest(event.recipient)
    Bounce.objects.get_or_create(
        event_id=event.id or f"{nudge.pk}:{event.type}:{digest}"[:200],
        defaults={"address_digest": digest, "cause": cause, "at": event.at, "nudge": nudge},
    )
