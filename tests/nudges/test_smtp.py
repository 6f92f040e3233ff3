import smtplib

import pytest
from django.core.mail import EmailMessage, mailers

from nudges.smtp import Phase
from tests import smtp
from tests.certificates import certificate, tls_of
from tests.smtp import HANG, Reply, mail_server


@pytest.fixture
def mail(settings):
    with mail_server() as server:
        settings.MAILERS = server.mailers()
        yield server


def message(to="ada@example.org"):
    return EmailMessage("Time to study", "Unit 3", "reminders@example.org", [to])


def test_backend_has_no_phase_but_connecting_before_it_connects(mail):
    backend = mailers["nudges"]

    assert (backend.phase, backend.is_connected) == (Phase.CONNECT, False)


def test_backend_remembers_the_whole_way_of_a_message(mail):
    backend = mailers["nudges"]
    backend.open()

    assert (backend.phase, backend.is_connected) == (Phase.CONNECT, True)
    assert backend.send_messages([message()]) == 1
    assert (backend.phase, backend.is_connected) == (Phase.BODY, True)
    backend.close()
    assert (backend.phase, backend.is_connected) == (Phase.CONNECT, False)
    assert len(mail.to("ada@example.org")) == 1


def test_message_arrives_as_it_was_written(mail):
    dotted = message()
    dotted.body = ".\n..\n.hidden\n\nlast"

    mailers["nudges"].send_messages([dotted])

    assert mail.received[0].get_payload() == ".\r\n..\r\n.hidden\r\n\r\nlast\r\n"


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (smtp.Phase.MAIL, Phase.MAIL),
        (smtp.Phase.RCPT, Phase.RCPT),
        (smtp.Phase.DATA, Phase.DATA),
        (smtp.Phase.DOT, Phase.BODY),
    ],
)
def test_backend_remembers_where_a_message_was_refused(mail, at, phase):
    mail.on(at, Reply(550, "5.7.1 no"))
    backend = mailers["nudges"]
    backend.open()

    with pytest.raises(smtplib.SMTPException):
        backend.send_messages([message()])

    assert (backend.phase, backend.is_connected) == (phase, True)
    assert mail.accepted == []
    backend.close()


def test_backend_begins_anew_with_each_message(mail):
    backend = mailers["nudges"]
    backend.open()
    backend.send_messages([message()])
    mail.on(smtp.Phase.RCPT, Reply(550), to="eve@example.org")

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        backend.send_messages([message("eve@example.org")])

    assert backend.phase == Phase.RCPT
    backend.close()


def test_backend_knows_that_a_silent_server_is_gone(mail, settings):
    settings.MAILERS = mail.mailers(timeout=0.3)
    mail.on(smtp.Phase.RCPT, HANG)
    backend = mailers["nudges"]
    backend.open()

    with pytest.raises(smtplib.SMTPServerDisconnected):
        backend.send_messages([message()])

    assert (backend.phase, backend.is_connected) == (Phase.RCPT, False)
    backend.close()


def test_backend_has_the_same_memory_over_tls(tmp_path, settings, monkeypatch):
    own = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    with mail_server(tls=tls_of(own)) as server:
        settings.MAILERS = server.mailers(use_ssl=True)
        backend = mailers["nudges"]
        backend.open()
        backend.send_messages([message()])

        assert isinstance(backend.connection, smtplib.SMTP_SSL)
        assert backend.phase == Phase.BODY
        assert len(server.accepted) == 1
        backend.close()
