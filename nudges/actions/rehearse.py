"""A rehearsal: what a tick at some moment would plan and send, with nothing changed by it."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db import transaction

from accounts.models import User
from nudges import gate
from nudges.actions.begin import judged
from nudges.actions.plan import plan, plan_timers
from nudges.models import Nudge, Recipient, SkipCode, State


@dataclass(frozen=True)
class Rehearsed:
    """One nudge that would be due, and what would become of it, in words for operators."""

    person: User
    kind: str
    channel: str
    due_at: datetime
    outcome: str
    why: str


def rehearse(*, now: datetime, person: User | None = None) -> list[Rehearsed]:
    """Plan and judge as a tick at `now` would, in a transaction that is rolled back.

    Facts are those of this moment. For one person, or for everybody.
    """
    with transaction.atomic():
        while plan(now=now):
            pass
        plan_timers(now=now)
        due = Nudge.objects.filter(state=State.PLANNED, next_attempt_at__lte=now)
        if person:
            due = due.for_person(person)
        rows = [_rehearsed(nudge, now) for nudge in due.order_by("next_attempt_at", "priority")]
        transaction.set_rollback(True)
    return sorted(rows, key=attrgetter("due_at"))


def _rehearsed(nudge: Nudge, now: datetime) -> Rehearsed:
    recipient = Recipient.objects.select_related("person").get(pk=nudge.recipient_id)
    recipient.now = now  # as the lock has it
    nudge.recipient = recipient
    _about, _facts, decision = judged(nudge)
    return Rehearsed(
        person=recipient.person,
        kind=nudge.kind,
        channel=nudge.channel,
        due_at=nudge.due_at,
        outcome=_in_words(decision),
        why=nudge.why,
    )


def _in_words(decision: gate.Decision) -> str:
    match decision:
        case gate.Go():
            return "would be sent"
        case gate.Wait(until=until):
            return f"would wait until {until:%Y-%m-%d %H:%M %Z}"
        case gate.Skip(code=code):
            return f"would be skipped ({SkipCode(code).value})"
    return "would be too late"
