"""What is kept of a server's words, and which of them mean that a mailbox is gone."""

import pytest
from django.core.mail import EmailMessage

from nudges.sending import Sender, is_hard
from tests.smtp import Phase, Reply, mail_server

ADA = "ada@example.org"


@pytest.fixture
def mail(settings):
    with mail_server() as server:
        settings.MAILERS = server.mailers()
        yield server


def send(to=ADA):
    with Sender() as sender:
        return sender.send(EmailMessage("Time to study", "Unit 3", "us@example.org", [to]))


@pytest.mark.parametrize(
    ("to", "text", "detail"),
    [
        (ADA, "5.1.1 <ada@example.org>: user unknown", "… user unknown"),
        (ADA, "5.1.1 ADA@EXAMPLE.ORG has left", "… has left"),
        (ADA, "5.1.1 user ada unknown, see https://x.example/?a=ada%40example.org",
         "user … unknown, see …"),
        (ADA, "#5.1.1 adamant and\tcanada", "adamant and canada"),
        (ADA, "5.1.1 " + "long " * 99, ("long " * 40)),
        ("Ada <a.l@example.org>", "5.1.1 a.l is not a.lovelace", "… is not a.lovelace"),
    ],
)  # fmt: skip
def test_detail_has_no_address(mail, to, text, detail):
    mail.on(Phase.RCPT, Reply(550, text))

    answer = send(to)

    assert (answer.enhanced, answer.detail) == ("5.1.1", detail)
    assert len(answer.detail) <= 200


def test_detail_can_be_stored_whatever_the_server_says(mail):
    mail.on(Phase.RCPT, Reply(550, "no \x00 such\x1b[31m\u00a0user"))

    assert send().detail == "no such [31m user"


def test_number_that_only_looks_like_an_enhanced_code_is_none(mail):
    mail.on(Phase.RCPT, Reply(550, "5.1.1.7 is on a list"))

    answer = send()

    assert (answer.enhanced, answer.detail) == ("", "5.1.1.7 is on a list")


@pytest.mark.parametrize(
    ("at", "reply", "hard"),
    [
        (Phase.RCPT, Reply(550, "5.1.1 no such user"), True),
        (Phase.RCPT, Reply(550, "5.1.2 no such host"), True),
        (Phase.RCPT, Reply(556, "5.1.10 takes no mail"), True),
        (Phase.RCPT, Reply(550, "5.2.1 closed"), True),
        (Phase.DOT, Reply(550, "5.1.1 no such user"), True),
        (Phase.RCPT, Reply(550, "no such user here"), True),
        (Phase.RCPT, Reply(550, "blocked, see the list"), False),
        (Phase.RCPT, Reply(550, "relay not permitted"), False),
        (Phase.RCPT, Reply(550, "5.7.1 no such sender"), False),
        (Phase.RCPT, Reply(554, "no"), False),
        (Phase.DOT, Reply(550, "no"), False),
        (Phase.MAIL, Reply(550, "5.1.1 no such sender"), False),
        (Phase.RCPT, Reply(450, "5.1.1 perhaps"), False),
        (Phase.RCPT, Reply(552, "5.2.2 full"), False),
    ],
)
def test_hard_is_only_what_says_that_the_mailbox_is_gone(mail, at, reply, hard):
    mail.on(at, reply)

    assert is_hard(send()) is hard
