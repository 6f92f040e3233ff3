"""The web process sends what no worker took."""

import threading

import pytest
from allauth.core.context import request_context
from django.db import DatabaseError, connections, transaction
from django.test import RequestFactory

from accounts import actions
from accounts.adapter import AccountAdapter
from accounts.models import OutgoingMail
from tests.accounts.outgoing import state_of, written
from tests.smtp import Phase, Reply
from tests.waiting import wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def web(settings):
    """Make this process a web process that waits a tenth of a second for a worker."""
    settings.IS_WEB = True
    settings.MAIL_FALLBACK_SECONDS = 0.1
    yield
    wait_for(lambda: not timers(), "every timer has ended", within=10)


def timers():
    return [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def ask():
    """Have a message written, as a request does."""
    with request_context(RequestFactory().get("/")):
        AccountAdapter().send_mail(
            "account/email/login_code", "ada@example.org", {"code": "ABCD-EFGH"}
        )
    return OutgoingMail.objects.get(recipient="ada@example.org")


def test_fallback_sends_what_nobody_took(mail_server):
    mail = ask()

    wait_for(lambda: state_of(mail) == "sent", "the web process sends it", within=10)

    assert len(mail_server.to("ada@example.org")) == 1


def test_fallback_leaves_alone_what_a_worker_took(mail_server):
    mail_server.on(Phase.RCPT, Reply(451, "4.3.2 not now"))
    mail = ask()
    actions.send_mail()

    wait_for(lambda: not timers(), "the web process has looked", within=10)

    assert (state_of(mail), mail.tries) == ("waiting", 1)


def test_fallback_waits_for_the_commit(mail_server):
    with transaction.atomic():
        mail = ask()
        begun = timers()

    assert begun == []
    wait_for(lambda: state_of(mail) == "sent", "the web process sends it", within=10)


def test_fallback_takes_along_what_waited_longer_and_nothing_newer(mail_server):
    older = written()
    mail = ask()

    wait_for(lambda: state_of(mail) == "sent", "the web process sends it", within=10)

    assert state_of(older) == "sent"


def test_no_timer_is_set_where_a_worker_runs(settings, mail_server):
    settings.IS_WEB = False

    mail = ask()

    assert timers() == []
    assert state_of(mail) == "waiting"


def test_fallback_without_a_database_leaves_it_to_a_worker(mail_server, monkeypatch, caplog):
    def away(self, sql, params=None):
        raise DatabaseError("gone")

    mail = ask()
    with monkeypatch.context() as patch:
        patch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
        wait_for(lambda: not timers(), "the web process has looked", within=10)

    assert "mail could not be looked after" in caplog.text
    assert state_of(mail) == "waiting"
    assert connections["default"].is_usable()
