"""Delivering what is due: each nudge through the gate, out, and written down."""

import logging
import random
import time
from datetime import timedelta
from typing import Any, NamedTuple

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, connection, transaction

from nudges.actions.begin import Begun, pass_gate
from nudges.actions.claims import LEASE, Claim, claim, release
from nudges.messages import email_of
from nudges.models import Bounce, Channel, State, address_digest
from nudges.sending import Answer, Result, Sender, is_hard
from nudges.smtp import Phase
from study.prepared import rows_of

logger = logging.getLogger(__name__)

FIRST_DELAY, LONGEST_DELAY = timedelta(minutes=1), timedelta(minutes=30)
ERRORS_ALLOWED = 3
BATCH = 50
# Of a batch nothing is begun later than this, so that the lease holds to the end.
BATCH_SECONDS = LEASE.total_seconds() / 2
# How often the end of an attempt is written again while the database is away, and how long
# each time is waited: together less than a lease.
RECORD_TRIES, RECORD_PAUSE_SECONDS = 6, 5.0


class Delivery(NamedTuple):
    """How many nudges were taken in hand, and whether the mail server could be reached."""

    nudges: int
    is_reachable: bool


def deliver(*, sender: Sender, limit: int = BATCH) -> Delivery:
    """Claim what is due, and see each through.

    Once the mail server cannot be reached, mail is given back; what is for the inbox goes on.
    """
    claims = claim(limit=limit)
    until = time.monotonic() + BATCH_SECONDS
    is_reachable, given_back = True, []
    for each in claims:
        is_mail = each.channel == Channel.EMAIL
        if time.monotonic() > until or (is_mail and not is_reachable):
            given_back.append(each)
        else:
            is_reachable = _see_through(each, sender) and is_reachable
    release(claims=given_back)
    return Delivery(len(claims), is_reachable)


def _see_through(each: Claim, sender: Sender) -> bool:
    """Take one nudge to its end; False if the mail server could not be reached."""
    begun = _begin_or_note(each)
    if begun is None:
        return True
    answer = _send(begun, sender)
    _record_patiently(begun, answer)
    return not (answer.result is Result.DEFERRED and answer.phase == Phase.CONNECT)


def _begin_or_note(each: Claim) -> Begun | None:
    """Pass the gate. What is wrong with one nudge is kept to it, and no other waits for it."""
    try:
        return pass_gate(each)
    except (OperationalError, InterfaceError, SoftTimeLimitExceeded):
        raise
    except Exception:
        logger.exception("nudge %s could not be made", each.id)
        _note_fault(each)
        return None


def _send(begun: Begun, sender: Sender) -> Answer:
    """Hand it over, outside any transaction. A message that cannot be built was not sent."""
    try:
        return sender.send(email_of(begun.nudge, begun.message))
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        logger.exception("nudge %s could not be written as mail", begun.nudge.pk)
        return Answer(Result.REFUSED, "", detail=type(error).__name__)


def _record_patiently(begun: Begun, answer: Answer) -> None:
    """Write down what came of an attempt; that alone is tried again while the database is away."""
    for _try in range(RECORD_TRIES):
        try:
            return record(begun=begun, answer=answer)
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(RECORD_PAUSE_SECONDS)
    return record(begun=begun, answer=answer)


_RECORD = """
    WITH ours AS (
        UPDATE nudges_nudge
        SET state = CASE WHEN %(state)s = 'planned' AND clock_timestamp() + %(delay)s >= expires_at
                THEN 'expired' ELSE %(state)s END,
            next_attempt_at = CASE WHEN %(state)s = 'planned'
                THEN clock_timestamp() + %(delay)s ELSE next_attempt_at END,
            sent_at = CASE WHEN %(state)s = 'sent' THEN clock_timestamp() END,
            settled_at = CASE WHEN %(state)s <> 'planned' OR clock_timestamp() + %(delay)s >= expires_at
                THEN clock_timestamp() END,
            lease_token = NULL, lease_until = NULL
        WHERE id = %(nudge)s AND (
            (state = 'sending' AND lease_token = %(token)s)
            -- Given up as lost, but now it is known after all:
            OR (state = 'unknown' AND %(state)s = 'sent' AND attempt_count = %(attempt)s)
        )
        RETURNING id, state
    ), given_back AS (
        DELETE FROM nudges_mailday USING ours
        WHERE nudges_mailday.nudge_id = ours.id AND ours.state IN ('failed', 'expired')
    )
    UPDATE nudges_attempt AS attempt
    SET outcome = %(outcome)s, finished_at = clock_timestamp(), phase = %(phase)s,
        code = %(code)s, enhanced_code = %(enhanced)s, detail = %(detail)s,
        provider_id = %(provider)s
    FROM ours WHERE attempt.id = %(attempt_id)s
    RETURNING attempt.id
"""
_STATES = {
    Result.ACCEPTED: State.SENT,
    Result.DEFERRED: State.PLANNED,
    Result.REFUSED: State.FAILED,
    Result.UNKNOWN: State.UNKNOWN,
}


def record(*, begun: Begun, answer: Answer) -> None:
    """Write down what came of an attempt, if the nudge is still in this worker's hand.

    What was not taken is planned again, later each time, while it is worth sending; it keeps
    its day until then. A mailbox that does not exist counts against its address.
    """
    attempt = begun.nudge.attempt_count + 1
    values = {
        "state": _STATES[answer.result],
        "delay": _delay(attempt),
        "nudge": begun.nudge.pk,
        "token": begun.token,
        "attempt": attempt,
        "attempt_id": begun.attempt_id,
        "outcome": answer.result,
        "phase": answer.phase,
        "code": answer.code,
        "enhanced": answer.enhanced,
        "detail": answer.detail,
        "provider": answer.provider_id,
    }
    if not is_hard(answer):
        rows_of(_RECORD, values)
        return
    with transaction.atomic():
        rows_of(_RECORD, values)
        Bounce.objects.create(
            address_digest=address_digest(begun.nudge.recipient.person.email),
            cause=Bounce.Cause.HARD,
            at=begun.now,
            nudge=begun.nudge,
        )


def _delay(attempt: int) -> timedelta:
    """A minute, then twice as long each time, to half an hour; each a fifth more or less, so
    that a crowd does not come back at once.
    """
    return min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY) * random.uniform(0.8, 1.2)  # noqa: S311


_FAULT = """
    UPDATE nudges_nudge
    SET error_count = error_count + 1, lease_token = NULL, lease_until = NULL,
        state = CASE WHEN error_count + 1 >= %(allowed)s THEN 'failed' ELSE 'planned' END,
        settled_at = CASE WHEN error_count + 1 >= %(allowed)s THEN now() END,
        next_attempt_at = now() + (error_count + 1) * %(delay)s
    WHERE id = %(nudge)s AND lease_token = %(token)s AND state = 'claimed'
"""


def _note_fault(each: Claim) -> None:
    """Push a nudge ahead that cannot be made, and give it up after some tries."""
    values: Any = {
        "allowed": ERRORS_ALLOWED,
        "delay": FIRST_DELAY,
        "nudge": each.id,
        "token": each.token,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FAULT, values)
