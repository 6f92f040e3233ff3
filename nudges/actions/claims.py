"""Taking nudges in hand, giving them back, and what becomes of those whose worker died."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction

from nudges.models import Switch

# Longer than any message can take: the timeouts of a mail server add up to less.
LEASE = timedelta(minutes=3)
# Of the code that claims and sends; raised when older code must not send any more.
GENERATION = 2


@dataclass(frozen=True)
class Claim:
    """A nudge in hand: only who has the token may pass it through the gate."""

    id: UUID
    token: UUID
    recipient_id: int
    channel: str


_CLAIM = """
    WITH due AS (
        SELECT id FROM nudges_nudge
        WHERE state = 'planned' AND next_attempt_at <= now() AND expires_at > now()
            AND kind <> ALL(%(off)s)
            AND (SELECT coalesce(max(generation), 0) FROM nudges_pulse) <= %(generation)s
        ORDER BY next_attempt_at, priority
        LIMIT greatest(0, least(%(limit)s, %(rate)s - (  -- others may have gone beyond it
            SELECT count(*) FROM nudges_attempt WHERE started_at > now() - interval '1 minute'
        )))
        FOR UPDATE SKIP LOCKED
    )
    UPDATE nudges_nudge AS nudge
    SET state = 'claimed', lease_token = %(token)s, lease_until = now() + %(lease)s
    FROM due WHERE nudge.id = due.id
    RETURNING nudge.id, nudge.lease_token, nudge.recipient_id, nudge.channel,
        nudge.next_attempt_at, nudge.priority
"""


def claim(*, limit: int) -> list[Claim]:
    """Take due nudges that nobody has, the earliest first, for as long as a lease lasts.

    No more than the instance may send a minute (NUDGES_PER_MINUTE).
    """
    off = list(Switch.objects.filter(delivers=False).values_list("kind", flat=True))
    values: Any = {
        "off": off,
        "generation": GENERATION,
        "limit": limit,
        "rate": settings.NUDGES_PER_MINUTE,
        "token": uuid4(),
        "lease": LEASE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        rows = sorted(cursor.fetchall(), key=lambda row: row[4:])
    return [Claim(*row[:4]) for row in rows]


_RELEASE = """
    UPDATE nudges_nudge SET state = 'planned', lease_token = NULL, lease_until = NULL
    WHERE id = ANY(%s) AND lease_token = ANY(%s) AND state = 'claimed'
"""


def release(*, claims: list[Claim]) -> None:
    """Give nudges back of which nothing was begun."""
    if claims:
        with connection.cursor() as cursor:
            cursor.execute(
                _RELEASE, [[each.id for each in claims], [each.token for each in claims]]
            )


_LOST_CLAIMED = """
    UPDATE nudges_nudge SET state = 'planned', lease_token = NULL, lease_until = NULL
    WHERE state = 'claimed' AND lease_until < now()
"""
_LOST_SENDING = """
    WITH lost AS (
        UPDATE nudges_nudge
        SET state = 'unknown', lease_token = NULL, lease_until = NULL, settled_at = now()
        WHERE state = 'sending' AND lease_until < now()
        RETURNING id
    )
    UPDATE nudges_attempt AS attempt
    SET outcome = 'unknown', finished_at = now(), detail = 'the worker ended before it was known'
    FROM lost WHERE attempt.nudge_id = lost.id AND attempt.outcome = 'started'
"""
_EXPIRED = """
    WITH late AS (
        UPDATE nudges_nudge SET state = 'expired', settled_at = now()
        WHERE state = 'planned' AND next_attempt_at <= now() AND expires_at <= now()
        RETURNING id
    )
    DELETE FROM nudges_mailday USING late WHERE nudges_mailday.nudge_id = late.id
"""


@transaction.atomic
def reap() -> None:
    """See to what was left behind, by the database's clock.

    Claimed and not begun: planned again. Begun and never ended: `unknown`, never sent again.
    Too late to be worth sending: expired; a mail that was deferred gives its day back.
    """
    with connection.cursor() as cursor:
        for statement in (_LOST_CLAIMED, _LOST_SENDING, _EXPIRED):
            cursor.execute(statement)
