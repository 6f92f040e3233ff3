import re

import pytest
from django.core.mail import EmailMessage

from nudges import sending
from nudges.sending import Answer, Result, Sender
from tests.certificates import certificate, tls_of
from tests.smtp import (
    DROP,
    DROP_AND_KEEP,
    HANG,
    HANG_AND_KEEP,
    Phase,
    Reply,
    mail_server,
)

ADA = "ada@example.org"
EVE = "eve@example.org"


@pytest.fixture
def mail(settings):
    with mail_server() as server:
        settings.MAILERS = server.mailers()
        yield server


def message(to=ADA, number=1):
    return EmailMessage(
        "Time to study",
        "Unit 3",
        "reminders@example.org",
        [to],
        headers={"Message-ID": f"<{number}@example.org>"},
    )


def send(to=ADA):
    with Sender() as sender:
        return sender.send(message(to))


def test_message_is_accepted_with_the_servers_words(mail):
    answer = send()

    assert answer == Answer(Result.ACCEPTED, "body", 250, "2.0.0", "ok: queued")
    assert mail.accepted == [("<1@example.org>", ADA)]
    assert mail.to(ADA)[0]["Subject"] == "Time to study"


@pytest.mark.parametrize(
    ("at", "reply", "expected"),
    [
        (Phase.CONNECT, Reply(421, "4.3.2 busy"), ("deferred", "connect", 421, "4.3.2")),
        (Phase.CONNECT, Reply(554, "5.7.1 go away"), ("deferred", "connect", 554, "5.7.1")),
        (Phase.EHLO, Reply(550, "no"), ("deferred", "connect", 550, "")),
        (Phase.MAIL, Reply(421, "4.4.2 idle"), ("deferred", "mail", 421, "4.4.2")),
        (Phase.MAIL, Reply(450, "4.7.1 slow down"), ("deferred", "mail", 450, "4.7.1")),
        (Phase.MAIL, Reply(530, "5.7.0 sign in first"), ("deferred", "mail", 530, "5.7.0")),
        (Phase.MAIL, Reply(553, "5.7.1 not you"), ("refused", "mail", 553, "5.7.1")),
        (Phase.RCPT, Reply(421, "4.3.2 bye"), ("deferred", "rcpt", 421, "4.3.2")),
        (Phase.RCPT, Reply(450, "4.2.0 greylisted"), ("deferred", "rcpt", 450, "4.2.0")),
        (Phase.RCPT, Reply(451, "later"), ("deferred", "rcpt", 451, "")),
        (Phase.RCPT, Reply(550, "5.1.1 who?"), ("refused", "rcpt", 550, "5.1.1")),
        (Phase.RCPT, Reply(550, "5.4.4 no way there"), ("deferred", "rcpt", 550, "5.4.4")),
        (Phase.RCPT, Reply(550, "4.2.1 mixed up"), ("deferred", "rcpt", 550, "4.2.1")),
        (Phase.RCPT, Reply(552, "5.2.2 full"), ("deferred", "rcpt", 552, "5.2.2")),
        (Phase.RCPT, Reply(552, "full"), ("deferred", "rcpt", 552, "")),
        (Phase.DATA, Reply(451, "4.3.0 later"), ("deferred", "data", 451, "4.3.0")),
        (Phase.DATA, Reply(554, "5.5.1 nobody"), ("refused", "data", 554, "5.5.1")),
        (Phase.DATA, Reply(250, "what?"), ("deferred", "data", None, "")),
        (Phase.DOT, Reply(421, "4.3.2 bye"), ("deferred", "body", 421, "4.3.2")),
        (Phase.DOT, Reply(451, "4.3.0 later"), ("deferred", "body", 451, "4.3.0")),
        (Phase.DOT, Reply(550, "5.7.1 spam"), ("refused", "body", 550, "5.7.1")),
        (Phase.DOT, Reply(554, "no"), ("refused", "body", 554, "")),
        (Phase.DOT, Reply(354, "what?"), ("unknown", "body", None, "")),
        (Phase.DOT, Reply(550, "x" * 9000), ("unknown", "body", None, "")),
    ],
)
def test_reply_is_definite(mail, at, reply, expected):
    mail.on(at, reply)

    answer = send()

    assert (answer.result, answer.phase, answer.code, answer.enhanced) == expected


@pytest.mark.parametrize(
    ("at", "act", "expected", "arrived"),
    [
        (Phase.CONNECT, DROP, ("deferred", "connect"), 0),
        (Phase.EHLO, DROP, ("deferred", "connect"), 0),
        (Phase.MAIL, DROP, ("deferred", "mail"), 0),
        (Phase.RCPT, DROP, ("deferred", "rcpt"), 0),
        (Phase.DATA, DROP, ("deferred", "data"), 0),
        (Phase.BODY, DROP, ("unknown", "body"), 0),
        (Phase.DOT, DROP, ("unknown", "body"), 0),
        (Phase.DOT, DROP_AND_KEEP, ("unknown", "body"), 1),
        (Phase.CONNECT, HANG, ("deferred", "connect"), 0),
        (Phase.EHLO, HANG, ("deferred", "connect"), 0),
        (Phase.MAIL, HANG, ("deferred", "mail"), 0),
        (Phase.RCPT, HANG, ("deferred", "rcpt"), 0),
        (Phase.DATA, HANG, ("deferred", "data"), 0),
        (Phase.BODY, HANG, ("unknown", "body"), 0),
        (Phase.DOT, HANG, ("unknown", "body"), 0),
        (Phase.DOT, HANG_AND_KEEP, ("unknown", "body"), 1),
    ],
)
def test_silence_is_judged_by_its_phase(mail, settings, at, act, expected, arrived):
    settings.MAILERS = mail.mailers(timeout=0.3)
    mail.on(at, act, times=1)

    with Sender() as sender:
        answer = sender.send(message())
        following = sender.send(message(EVE))

    assert (answer.result, answer.phase) == expected
    assert answer.code is None
    assert following.result == Result.ACCEPTED
    assert [accepted.recipient for accepted in mail.accepted] == [ADA] * arrived + [EVE]


def test_refused_recipient_does_not_keep_the_others_from_theirs(mail):
    mail.on(Phase.RCPT, Reply(550, "5.1.1 who?"), to=EVE)

    with Sender() as sender:
        results = [sender.send(message(to)).result for to in (ADA, EVE, ADA)]

    assert results == [Result.ACCEPTED, Result.REFUSED, Result.ACCEPTED]
    assert mail.per_connection == [2]


def test_many_messages_share_a_connection(mail):
    with Sender() as sender:
        results = {sender.send(message(number=number)).result for number in range(50)}

    assert results == {Result.ACCEPTED}
    assert mail.per_connection == [50]
    assert len(set(mail.accepted)) == 50


def test_connection_is_renewed_before_servers_grow_tired_of_it(mail, monkeypatch):
    monkeypatch.setattr(sending, "MESSAGES_A_CONNECTION", 2)

    with Sender() as sender:
        for number in range(5):
            sender.send(message(number=number))

    assert mail.per_connection == [2, 2, 1]


@pytest.mark.parametrize("words", [b"", b"421 4.4.2 idle for too long\r\n"])
def test_message_on_a_stale_connection_goes_on_a_fresh_one(mail, words):
    with Sender() as sender:
        sender.send(message(number=1))
        mail.hang_up(words)
        answer = sender.send(message(number=2))

    assert answer.result == Result.ACCEPTED
    assert [accepted.message_id for accepted in mail.accepted] == [
        "<1@example.org>",
        "<2@example.org>",
    ]
    assert mail.per_connection == [1, 1]


def test_message_goes_to_a_fresh_connection_only_once(mail):
    with Sender() as sender:
        sender.send(message())
        mail.on(Phase.RCPT, DROP)
        answer = sender.send(message())

    assert (answer.result, answer.phase) == (Result.DEFERRED, "rcpt")
    assert len(mail.per_connection) == 2


def test_first_message_of_a_connection_is_not_tried_again_at_once(mail):
    mail.on(Phase.RCPT, DROP)

    send()

    assert len(mail.per_connection) == 1


def test_message_that_may_have_arrived_is_never_tried_again(mail):
    with Sender() as sender:
        sender.send(message())
        mail.on(Phase.DOT, DROP_AND_KEEP)
        answer = sender.send(message(EVE))

    assert answer.result == Result.UNKNOWN
    assert [accepted.recipient for accepted in mail.accepted] == [ADA, EVE]


def test_server_that_is_away_was_certainly_not_told(settings):
    with mail_server() as server:
        settings.MAILERS = server.mailers()

    away = send()

    assert (away.result, away.phase, away.code) == (Result.DEFERRED, "connect", None)
    assert "Connection refused" in away.detail


def test_unknown_host_is_no_answer_about_anybody(mail, settings):
    settings.MAILERS = mail.mailers(host="mail.invalid")

    answer = send()

    assert (answer.result, answer.phase) == (Result.DEFERRED, "connect")


def test_refused_sign_in_says_nothing_of_the_recipient(mail, settings):
    settings.MAILERS = mail.mailers(username="us", password="wrong")
    mail.on(Phase.AUTH, Reply(535, "5.7.8 wrong password"))

    answer = send()

    assert (answer.result, answer.phase, answer.code) == (Result.DEFERRED, "connect", 535)


def test_sign_in_precedes_the_message(mail, settings):
    settings.MAILERS = mail.mailers(username="us", password="right")

    assert send().result == Result.ACCEPTED


def test_server_without_the_encryption_asked_for_gets_nothing(mail, settings):
    settings.MAILERS = mail.mailers(use_tls=True)

    answer = send()

    assert (answer.result, answer.phase) == (Result.DEFERRED, "connect")
    assert mail.accepted == []


def test_server_with_a_wrong_certificate_gets_nothing(tmp_path, settings):
    with mail_server(tls=tls_of(certificate(tmp_path))) as server:
        settings.MAILERS = server.mailers(use_ssl=True)
        answer = send()

    assert (answer.result, answer.phase) == (Result.DEFERRED, "connect")
    assert server.accepted == []


@pytest.mark.parametrize("to", ["no address", "ada@example.org\nBcc: eve@example.org"])
def test_error_of_the_message_is_raised(mail, to):
    with Sender() as sender:
        with pytest.raises(ValueError, match=re.escape(to.split()[0])):
            sender.send(message(to))
        following = sender.send(message())

    assert following.result == Result.ACCEPTED
    assert [accepted.recipient for accepted in mail.accepted] == [ADA]


def test_message_to_several_people_is_not_sent(mail):
    several = message()
    several.cc = [EVE]

    with Sender() as sender, pytest.raises(ValueError, match="exactly one"):
        sender.send(several)

    assert mail.accepted == []


def test_message_that_was_dropped_without_a_word_is_not_called_accepted(mail, settings):
    settings.MAILERS = mail.mailers(fail_silently=True)
    mail.on(Phase.RCPT, Reply(550, "5.1.1 who?"))

    assert send().result == Result.UNKNOWN


def test_message_goes_to_where_django_keeps_it_in_tests(mailoutbox):
    answer = send()

    assert answer == Answer(Result.ACCEPTED, "api")
    assert [mail.to for mail in mailoutbox] == [[ADA]]
