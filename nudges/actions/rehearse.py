"""A rehearsal: what a tick at some moment would plan and send, with nothing changed by it."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db import transaction

from accounts.models import User
from nudges import gate
from nudges.actions.begin import judged
from nudges.actions.plan import plan, plan_untold
from nudges.models import Nudge, Recipient, SkipCode, State, Switch


@dataclass(frozen=True)
class Rehearsed:
    """One nudge that would be due, and what would become of it, in words for operators."""

    person: User
    kind: str
    channel: str
    due_at: datetime
    outcome: str


def rehearse(*, now: datetime) -> list[Rehearsed]:
    """Plan and judge as a tick at `now` would, in a transaction that is rolled back.

    Facts are those of this moment.
    """
    with transaction.atomic():
        while plan(now=now):
            pass
        plan_untold(now=now)
        due = Nudge.objects.filter(state=State.PLANNED, next_attempt_at__lte=now)
        kept_back = set(Switch.objects.filter(delivers=False).values_list("kind", flat=True))
        rows = [
            _rehearsed(nudge, now, is_kept_back=nudge.kind in kept_back)
            for nudge in due.order_by("next_attempt_at", "priority")
        ]
        transaction.set_rollback(True)
    return sorted(rows, key=attrgetter("due_at"))


def _rehearsed(nudge: Nudge, now: datetime, *, is_kept_back: bool) -> Rehearsed:
    recipient = Recipient.objects.select_related("person").get(pk=nudge.recipient_id)
    recipient.now = now  # as the lock has it
    nudge.recipient = recipient
    _about, _facts, decision = judged(nudge)
    return Rehearsed(
        person=recipient.person,
        kind=nudge.kind,
        channel=nudge.channel,
        due_at=nudge.due_at,
        outcome="would wait: its kind is switched off" if is_kept_back else _in_words(decision),
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
