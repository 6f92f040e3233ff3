"""Mail about signing in: written with what it tells of, sent soon after, at least once.

Leases and waits go by the database's clock, so that no two processes have to agree on theirs.
"""

import logging
import time
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import OutgoingMail
from accounts.sending import NotNowError, OutOfReachError, RefusedError, Sender

logger = logging.getLogger(__name__)

# How long who took a message has it alone.
LEASE = timedelta(seconds=60)
# How long after each failed try the next one is; the last goes on until it is of no use.
DELAYS = [
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
]
# Nothing is begun later than this in one go.
LONGEST_SECONDS = 30


def write_mail(*, message: EmailMessage, good_for: timedelta) -> OutgoingMail:
    """Keep a message until it is sent, as part of the transaction that is open, if one is."""
    return OutgoingMail.objects.create(
        recipient=message.to[0],
        subject=str(message.subject),
        sender=message.from_email,
        text=str(message.body),
        html=_html_of(message),
        expires_at=Now() + good_for,
    )


def _html_of(message: EmailMessage) -> str:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(words) for words, kind in alternatives if kind == "text/html"), "")


class Claim(NamedTuple):
    """A message in hand: who has its token may say what came of it."""

    id: UUID
    tries: int
    is_late: bool
    token: UUID


_CLAIM = """
    WITH due AS (
        SELECT id FROM accounts_outgoingmail
        WHERE sent_at IS NULL AND failed_at IS NULL
            AND next_try_at <= statement_timestamp() - make_interval(secs => %(overdue)s)
            AND (lease_until IS NULL OR lease_until < statement_timestamp() - make_interval(secs => %(overdue)s))
        ORDER BY next_try_at
        LIMIT 1
        FOR UPDATE SKIP LOCKED
    )
    UPDATE accounts_outgoingmail AS mail
    SET lease_token = %(token)s, lease_until = statement_timestamp() + make_interval(secs => %(lease)s),
        tries = tries + 1
    FROM due WHERE mail.id = due.id
    RETURNING mail.id, mail.tries, mail.expires_at <= statement_timestamp(), mail.lease_token
"""


def claim_mail(*, overdue: timedelta = timedelta(0)) -> Claim | None:
    """Take the message that has waited longest beyond `overdue`, for as long as a lease lasts."""
    values: dict[str, float | UUID] = {
        "overdue": overdue.total_seconds(),
        "token": uuid4(),
        "lease": LEASE.total_seconds(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, values)
        row = cursor.fetchone()
    return Claim(*row) if row else None


def send_mail(*, overdue: timedelta = timedelta(0)) -> int:
    """Send what is due, or was due `overdue` ago; return how many were taken in hand.

    Any number of these may run at once: each takes what no other has. Once the server is
    out of reach the rest waits for the next one.
    """
    count, until = 0, time.monotonic() + LONGEST_SECONDS
    claim = claim_mail(overdue=overdue)
    if claim is None:
        return count
    with Sender() as sender, suppress(OutOfReachError):
        while claim is not None:
            count += 1
            _see_through(claim, sender)
            claim = claim_mail(overdue=overdue) if time.monotonic() < until else None
    return count


def _see_through(claim: Claim, sender: Sender) -> None:
    """Take one message as far as it comes. Raises `OutOfReachError` after writing it down."""
    if claim.is_late:
        _give_up(claim, "too late to be of use")
        return
    try:
        sender.send(OutgoingMail.objects.get(pk=claim.id).message)
    except RefusedError as error:
        _give_up(claim, str(error))
    except OutOfReachError as error:
        _put_off(claim, str(error))
        raise
    except NotNowError as error:
        _put_off(claim, str(error))
    else:
        _note_sent(claim)


_SENT = """
    UPDATE accounts_outgoingmail
    SET sent_at = statement_timestamp(), failed_at = NULL, text = '', html = '', last_error = '',
        lease_token = NULL, lease_until = NULL
    WHERE id = %s AND sent_at IS NULL
"""


def _note_sent(claim: Claim) -> None:
    """Write down that it is out, also when the lease was over: nobody has to send it again."""
    with connection.cursor() as cursor:
        cursor.execute(_SENT, [claim.id])


def _give_up(claim: Claim, why: str) -> None:
    logger.error("mail %s was given up: %s", claim.id, why)
    _in_hand(claim).update(
        failed_at=Now(), text="", html="", last_error=why, lease_token=None, lease_until=None
    )


def _in_hand(claim: Claim) -> QuerySet[OutgoingMail]:
    """The message, unless its lease was over and another has it, or it is out."""
    return OutgoingMail.objects.waiting().filter(pk=claim.id, lease_token=claim.token)


def _put_off(claim: Claim, why: str) -> None:
    """Have it tried again later, or give it up if that would be too late."""
    delay = DELAYS[min(claim.tries, len(DELAYS)) - 1]
    logger.warning("mail %s was not sent: %s", claim.id, why)
    worth_it = _in_hand(claim).filter(expires_at__gt=Now() + delay)
    if not worth_it.update(
        next_try_at=Now() + delay, last_error=why, lease_token=None, lease_until=None
    ):
        _give_up(claim, why)


def give_up_mail(*, written_before: datetime) -> int:
    """Give up what has waited since before an instant; say how much.

    For a database that was restored: what it says waits may have been sent long ago.
    """
    old = OutgoingMail.objects.waiting().filter(written_at__lt=written_before)
    return old.update(
        failed_at=Now(), text="", html="", lease_token=None, lease_until=None,
        last_error="perhaps sent before the database was restored",
    )  # fmt: skip


def forget_mail() -> None:
    """Delete what was written long ago."""
    OutgoingMail.objects.old().delete()
