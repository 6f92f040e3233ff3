"""Senders at once, and one that died."""

import datetime as dt

import pytest
from django.db import connection

from accounts import actions, tasks
from accounts.models import OutgoingMail
from tests.accounts.outgoing import pass_time, state_of, written
from tests.races import at_once
from tests.smtp import Phase, Reply


@pytest.mark.django_db(transaction=True)
def test_senders_at_once_send_each_message_once(mail_server):
    mail_server.slow_ms = 20
    for _n in range(10):
        written()

    assert sum(at_once(*[actions.send_mail] * 4)) == 10

    assert len(mail_server.accepted) == 10
    assert len(set(mail_server.accepted)) == 10


def test_lease_of_a_sender_that_died_ends_after_a_minute(db, mail_server):
    mail = written()
    assert actions.claim_mail().id == mail.pk

    pass_time(seconds=55)
    assert actions.send_mail() == 0
    pass_time(seconds=6)
    assert actions.send_mail() == 1

    assert (state_of(mail), mail.tries) == ("sent", 2)


def test_sender_whose_lease_ended_puts_nothing_off(db, mail_server):
    mail_server.on(Phase.RCPT, Reply(451, "not now"), times=1)
    mail = written()

    def come_between(execute, sql, params, many, context):
        """Another sends it after the first was told to wait, and before it wrote that down."""
        if sql.startswith("UPDATE") and "last_error" in sql and not between:
            between.append(sql)
            pass_time(seconds=61)
            actions.send_mail()
        return execute(sql, params, many, context)

    between = []
    with connection.execute_wrapper(come_between):
        actions.send_mail()

    assert (state_of(mail), mail.last_error) == ("sent", "")
    assert len(mail_server.accepted) == 1


def test_old_mail_is_forgotten(db):
    old, new = written(), written()
    OutgoingMail.objects.filter(pk=old.pk).update(
        written_at=old.written_at - dt.timedelta(days=30, minutes=1)
    )

    tasks.forget_mail.delay()

    assert list(OutgoingMail.objects.all()) == [new]
