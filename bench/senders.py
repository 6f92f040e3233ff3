"""Two ways to send what is due: the product's ticks, and the least that could be called sending."""

import smtplib
from collections.abc import Callable

from django.core.mail import mailers
from django.db import connection
from django.utils import timezone

from nudges import actions
from nudges.messages import compose, email_of
from nudges.models import Kind, Nudge
from study.queries import situations

BATCH = 50
_connections = 0


def warm_up() -> None:
    """Count connections from here on, and have templates and modules loaded."""
    connect = smtplib.SMTP.connect

    def counted(*args: object, **kwargs: object) -> object:
        global _connections
        _connections += 1
        return connect(*args, **kwargs)

    smtplib.SMTP.connect = counted  # type: ignore[method-assign,assignment]
    nudge = Nudge.objects.select_related("recipient__person").first()
    if nudge:
        person = nudge.recipient.person
        about = situations([person.pk])[person.pk]
        email_of(nudge, compose(Kind.STUDY_REMINDER, nudge.reason, person, about)).message()


def by_ticks() -> tuple[int, int]:
    sent = 0
    while delivered := actions.tick(clock=timezone.now()).delivered:
        sent += delivered
    return sent, max(_connections, 1)


_CLAIM = """
    UPDATE nudges_nudge SET state = 'claimed', lease_token = gen_random_uuid(),
        lease_until = now() + interval '1 minute'
    WHERE id IN (
        SELECT id FROM nudges_nudge WHERE state = 'planned' AND next_attempt_at <= now()
        LIMIT %s FOR UPDATE SKIP LOCKED
    ) RETURNING id
"""
_SENT = """
    UPDATE nudges_nudge SET state = 'sent', sent_at = now(), lease_token = NULL,
        lease_until = NULL WHERE id = %s
"""


def bare() -> tuple[int, int]:
    """Claim, render, send on a reused connection, mark: no gate, no attempt, no phases."""
    backend, sent = mailers["default"], 0
    backend.open()
    while claimed := _bare_claim():
        for nudge in claimed:
            person = nudge.recipient.person
            about = situations([person.pk])[person.pk]
            message = compose(nudge.kind, nudge.reason, person, about)
            backend.send_messages([email_of(nudge, message)])
            with connection.cursor() as cursor:
                cursor.execute(_SENT, [nudge.pk])
            sent += 1
    backend.close()
    return sent, max(_connections, 1)


def _bare_claim() -> list[Nudge]:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [BATCH])
        ids = [row[0] for row in cursor.fetchall()]
    return list(Nudge.objects.filter(pk__in=ids).select_related("recipient__person"))


WORKERS: dict[str, Callable[[], tuple[int, int]]] = {"ticks": by_ticks, "bare": bare}
