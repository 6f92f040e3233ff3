"""The gate: the point of no return, one short transaction for each nudge."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from nudges import gate
from nudges.actions.claims import GENERATION, LEASE, Claim
from nudges.messages import Message, compose
from nudges.models import Channel, MailDay, Nudge, Recipient, State, week_of
from nudges.queries import GateFacts, gate_facts
from nudges.queries.situations import situations
from nudges.queries.slots import LEAD
from nudges.rules import RULES, Owed, Situation, Slot
from study.prepared import rows_of

UNTIL_MOVED = timedelta(minutes=1)


@dataclass(frozen=True)
class Begun:
    """A nudge past the point of no return: this attempt must be made, and its end written down."""

    nudge: Nudge
    attempt_id: int
    token: UUID
    message: Message
    now: datetime  # the database's, when it passed


@transaction.atomic
def pass_gate(each: Claim) -> Begun | None:
    """The point of no return. Locks the person, looks at everything again, and decides.

    Mail that may go takes its day and starts its attempt; what is for the inbox is delivered
    by it. Returns the mail to send, if it is one; None also if the claim is no longer ours.
    """
    nudge = _lock(each)
    if nudge is None:
        return None
    if nudge.time_zone != nudge.recipient.person.time_zone:
        _put_back(nudge, nudge.recipient.now + UNTIL_MOVED)  # the planner, which looks, moves it
        return None
    about, facts, decision = judged(nudge)
    match decision:
        case gate.Go():
            return _go(each, nudge, about, facts, decision)
        case gate.Wait(until=until):
            _put_back(nudge, until)
        case gate.Skip(code=code):
            _settle(nudge, State.SKIPPED, facts.now, skip_code=code)
        case gate.Late():
            _settle(nudge, State.EXPIRED, facts.now)
    return None


_MODELS = (Nudge, Recipient, User)
_NAMES = [[field.attname for field in model._meta.concrete_fields] for model in _MODELS]
_COLUMNS = ", ".join(
    f"{alias}.{field.column}"
    for alias, model in zip(("nudge", "recipient", "person"), _MODELS, strict=True)
    for field in model._meta.concrete_fields
)
# Written in SQL, as all that every mail costs: having it built took longer than its answer.
_LOCK = f"""
    SELECT {_COLUMNS}, now() FROM nudges_nudge AS nudge
    JOIN nudges_recipient AS recipient ON recipient.person_id = nudge.recipient_id
    JOIN accounts_user AS person ON person.id = recipient.person_id
    WHERE nudge.id = %s AND nudge.lease_token = %s AND nudge.state = 'claimed'
    FOR UPDATE OF recipient
"""  # noqa: S608  names of our own columns


def _lock(each: Claim) -> Nudge | None:
    """Lock the person and read the nudge with them; None if it is no longer in this hand."""
    rows = rows_of(_LOCK, [each.id, each.token])
    if not rows:
        return None
    values = iter(rows[0])
    made: list[Any] = [
        model.from_db("default", names, list(islice(values, len(names))))
        for model, names in zip(_MODELS, _NAMES, strict=True)
    ]
    nudge, recipient, person = made
    recipient.person, nudge.recipient, recipient.now = person, recipient, next(values)
    nudge.reason = json.loads(nudge.reason)  # which a field would do
    return nudge


def judged(nudge: Nudge) -> tuple[Situation, GateFacts, gate.Decision]:
    """What is known of a nudge at the time its recipient was locked, and what follows of it."""
    recipient = nudge.recipient
    facts = gate_facts(nudge, recipient)
    rule, people = RULES[nudge.kind], [recipient.pk]
    about = situations(people, facts.now, with_reviews=rule.of_reviews)[recipient.pk]
    verdict = rule.judge(about, _slot(nudge, recipient))
    if isinstance(verdict, Owed):
        nudge.reason |= verdict.facts  # as they are by now
    return about, facts, gate.decide(nudge, recipient, facts, verdict)


def _slot(nudge: Nudge, recipient: Recipient) -> Slot:
    """The slot the nudge was planned for: its mail's moment, also for its twin in the inbox."""
    person = recipient.person
    is_early = nudge.channel == Channel.IN_APP and RULES[nudge.kind].has_slot
    due_at = nudge.due_at + (LEAD if is_early else timedelta())
    at = due_at.astimezone(person.zone).time()
    return Slot(nudge.local_date, person.study_day(due_at), due_at, at, nudge.slot_key)


def _go(
    each: Claim, nudge: Nudge, about: Situation, facts: GateFacts, decision: gate.Go
) -> Begun | None:
    message = compose(nudge.kind, nudge.reason, nudge.recipient.person, about)
    if nudge.channel == Channel.IN_APP:
        _put_into_inbox(nudge, message, facts)
        return None
    if facts.has_own_day:  # of an earlier attempt, perhaps on another date
        MailDay.objects.filter(nudge=nudge).delete()
    attempt_id = _begin(each, nudge, message, facts, decision.number)
    return Begun(nudge, attempt_id, each.token, message, facts.now) if attempt_id else None


def _put_into_inbox(nudge: Nudge, message: Message, facts: GateFacts) -> None:
    nudge.subject, nudge.text = message.subject, message.inbox_text
    nudge.reason["path"] = message.path
    nudge.save(update_fields=["subject", "text", "reason"])
    _settle(nudge, State.SENT, facts.now, sent_at=facts.now)


_BEGIN = """
    WITH ours AS (
        SELECT id FROM nudges_nudge
        WHERE id = %(nudge)s AND lease_token = %(token)s AND state = 'claimed'
            AND lease_until > clock_timestamp()
            AND (SELECT coalesce(max(generation), 0) FROM nudges_pulse) <= %(generation)s
        FOR UPDATE
    ), day AS (
        INSERT INTO nudges_mailday (recipient_id, day, week, number, nudge_id)
        SELECT %(recipient)s, %(today)s, %(week)s, %(number)s, id FROM ours
        ON CONFLICT DO NOTHING
        RETURNING nudge_id
    ), attempt AS (
        INSERT INTO nudges_attempt (
            nudge_id, number, started_at, outcome, phase, enhanced_code, detail, provider_id
        )
        SELECT nudge_id, %(attempt)s, clock_timestamp(), 'started', '', '', '', '' FROM day
        RETURNING id, nudge_id
    )
    UPDATE nudges_nudge AS nudge
    SET state = 'sending', attempt_count = %(attempt)s, subject = %(subject)s,
        lease_until = clock_timestamp() + %(lease)s
    FROM attempt WHERE nudge.id = attempt.nudge_id
    RETURNING attempt.id
"""


def _begin(
    each: Claim, nudge: Nudge, message: Message, facts: GateFacts, number: int
) -> int | None:
    """Take the day, start the attempt, and be sending: all of it, or nothing."""
    values = {
        "nudge": each.id,
        "token": each.token,
        "generation": GENERATION,
        "recipient": each.recipient_id,
        "today": facts.today,
        "week": week_of(facts.today),
        "number": number,
        "attempt": nudge.attempt_count + 1,
        "subject": message.subject,
        "lease": LEASE,
    }
    rows = rows_of(_BEGIN, values)
    return rows[0][0] if rows else None


def _put_back(nudge: Nudge, until: datetime) -> None:
    Nudge.objects.filter(pk=nudge.pk, lease_token=nudge.lease_token).update(
        state=State.PLANNED, next_attempt_at=until, lease_token=None, lease_until=None
    )


def _settle(nudge: Nudge, state: State, now: datetime, **fields: Any) -> None:
    """Bring a claimed nudge to its last state; a day it had from an earlier attempt is free."""
    Nudge.objects.filter(pk=nudge.pk, lease_token=nudge.lease_token).update(
        state=state, lease_token=None, lease_until=None, settled_at=now, **fields
    )
    if nudge.attempt_count:
        MailDay.objects.filter(nudge=nudge).delete()
