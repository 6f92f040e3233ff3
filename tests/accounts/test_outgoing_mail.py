"""Mail about signing in, against a real mail server: nothing lost, nothing waits for it."""

import datetime as dt
import time

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from accounts import actions, tasks
from accounts.models import OutgoingMail, User
from tests.accounts.entrance import (
    CHANGE_PASSWORD,
    CODE,
    CONFIRM_CODE,
    SIGNUP,
    VERIFY,
    code_in,
    delivered,
    sign_in,
)
from tests.accounts.outgoing import CODE as FIFTEEN_MINUTES
from tests.accounts.outgoing import pass_time, state_of, wait_of, written
from tests.factories import PASSWORD
from tests.nudges.provider import provider
from tests.smtp import DROP, DROP_AND_KEEP, HANG, Phase, Reply

TYPED = {"display_name": "Ada Lovelace", "email": "ada@example.org", "password1": PASSWORD}


AT_ONCE_SECONDS = 5  # a mail server that hangs would take ten


def test_mail_is_sent_once_and_its_words_are_forgotten(db, mail_server):
    mail = written("ada@example.org", html="<p>ABCD-EFGH</p>")

    assert actions.send_mail() == 1
    assert actions.send_mail() == 0

    [message] = mail_server.to("ada@example.org")
    text, html = message.get_payload()
    mail.refresh_from_db()
    assert message["Subject"] == "Your sign-in code"
    assert message["From"] == "Learnpath <learnpath@localhost>"
    assert message["Message-ID"] == mail.message_id
    assert "ABCD-EFGH" in text.get_payload()
    assert html.get_payload().strip() == "<p>ABCD-EFGH</p>"
    assert (state_of(mail), mail.tries, mail.text, mail.html) == ("sent", 1, "", "")
    assert (mail.lease_token, mail.last_error) == (None, "")


def test_mail_goes_out_over_one_connection(db, mail_server):
    for _n in range(5):
        written()

    assert actions.send_mail() == 5
    assert mail_server.per_connection == [5]


@pytest.mark.django_db(transaction=True)
def test_idle_worker_asks_one_statement(django_assert_num_queries):
    written()
    actions.send_mail()

    with django_assert_num_queries(1):
        tasks.send_mail.delay()


def test_sign_up_is_answered_at_once_by_a_mail_server_that_hangs(client, db, mail_server):
    mail_server.on(Phase.CONNECT, HANG)

    before = time.monotonic()
    response = client.post(SIGNUP, TYPED)
    took = time.monotonic() - before

    page = client.get(response.url)
    assert response.url == VERIFY
    assert took < AT_ONCE_SECONDS
    assert mail_server.per_connection == []
    assert "A code is on its way to" in page.text


def test_code_is_sent_again_by_who_asks_again(client, learner, mail_server):
    mail_server.on(Phase.RCPT, Reply(451, "4.7.1 greylisted"), times=1)
    client.post(CODE, {"email": learner.email})
    actions.send_mail()

    client.post(CONFIRM_CODE, {"action": "resend"})
    actions.send_mail()

    assert len(mail_server.to(learner.email)) == 1


@pytest.mark.django_db(transaction=True)
def test_row_and_account_come_together_or_not_at_all(with_mail_server, set_up):
    cache.clear()
    browser = Client(raise_request_exception=False)
    with connection.execute_wrapper(_refuse_mail):
        failed = browser.post(SIGNUP, TYPED)
    people = User.objects.count()

    browser.post(SIGNUP, TYPED)

    cache.clear()
    assert (failed.status_code, people) == (500, 0)
    assert (User.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def _refuse_mail(execute, sql, params, many, context):
    if 'INSERT INTO "accounts_outgoingmail"' in sql:
        raise RuntimeError("the process dies here")
    return execute(sql, params, many, context)


@pytest.mark.django_db(transaction=True)
def test_row_and_new_password_come_together_or_not_at_all(set_up, learner):
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True)
    browser = Client(raise_request_exception=False)
    sign_in(browser, learner)
    typed = {"oldpassword": PASSWORD, "password1": "quite other words, these"}

    with connection.execute_wrapper(_refuse_mail):
        failed = browser.post(CHANGE_PASSWORD, typed)

    cache.clear()
    learner.refresh_from_db()
    assert failed.status_code == 500
    assert learner.check_password(PASSWORD)
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_mail_of_a_change_that_is_taken_back_is_never_sent(mail_server):
    with transaction.atomic():
        written("ada@example.org")
        transaction.set_rollback(True)

    assert actions.send_mail() == 0
    assert mail_server.accepted == []


@pytest.mark.parametrize(
    ("phase", "reply"),
    [
        (Phase.CONNECT, Reply(421, "4.3.2 not now")),
        (Phase.MAIL, Reply(450, "4.3.2 not now")),
        (Phase.MAIL, Reply(550, "5.7.1 you may not")),  # of us, not of the recipient
        (Phase.RCPT, Reply(451, "4.3.2 not now")),
        (Phase.DATA, Reply(451, "4.3.2 not now")),
        (Phase.DOT, Reply(452, "4.3.2 not now")),
        (Phase.RCPT, DROP),
        (Phase.DOT, DROP),
    ],
)
def test_not_now_is_tried_again_under_the_same_message_id(db, mail_server, phase, reply):
    mail_server.on(phase, reply, times=1)
    mail = written("ada@example.org")

    actions.send_mail()
    waited = wait_of(mail)
    assert state_of(mail) == "waiting"
    assert mail.last_error
    assert actions.send_mail() == 0
    pass_time(seconds=10)
    actions.send_mail()

    assert dt.timedelta(seconds=8) < waited <= dt.timedelta(seconds=10)
    assert (state_of(mail), mail.tries) == ("sent", 2)
    assert [message["Message-ID"] for message in mail_server.received] == [mail.message_id]


def test_lost_answer_is_sent_again_under_the_same_message_id(db, mail_server):
    mail_server.on(Phase.DOT, DROP_AND_KEEP, times=1)
    mail = written("ada@example.org")

    actions.send_mail()
    pass_time(seconds=10)
    actions.send_mail()

    assert state_of(mail) == "sent"
    assert len(mail_server.received) == 2
    assert {message["Message-ID"] for message in mail_server.received} == {mail.message_id}


def test_waits_grow_until_it_is_of_no_use(db, mail_server):
    mail_server.on(Phase.RCPT, Reply(451, "4.3.2 not now"))
    mail = written()
    waits = []
    while actions.send_mail():
        waits.append(round(wait_of(mail).total_seconds()))
        pass_time(seconds=waits[-1] + 1)

    assert waits[:6] == [10, 60, 300, 1800, 7200, 7200]
    assert state_of(mail) == "given up"
    assert (mail.text, mail.last_error) == ("", "451 4.3.2 not now")
    assert mail.failed_at < mail.expires_at


def test_no_is_no_at_once_and_says_nobodys_address(db, mail_server):
    words = "5.1.1 <Ada@example.org>: no mailbox ada here"
    mail_server.on(Phase.RCPT, Reply(550, words), to="ada@example.org")
    refused, fine = written("ada@example.org"), written()

    assert actions.send_mail() == 2

    assert state_of(refused) == "given up"
    assert refused.last_error == "550 5.1.1 … no mailbox … here"
    assert (refused.text, refused.lease_token) == ("", None)
    assert state_of(fine) == "sent"


def test_message_that_is_refused_is_given_up(db, mail_server):
    mail_server.on(Phase.DOT, Reply(554, "5.7.1 spam"))
    mail = written()

    actions.send_mail()

    assert (state_of(mail), mail.last_error) == ("given up", "554 5.7.1 spam")


def test_provider_that_refuses_the_recipient_is_not_asked_again(db, settings):
    inactive = {
        "ErrorCode": 406,
        "Message": "Found inactive addresses: ada@example.org.\n Inactive recipients are ones",
    }
    with provider() as postmark:
        settings.MAILERS = {"default": postmark.mailers()["nudges"]}
        refused = written("ada@example.org")
        postmark.status, postmark.answer = 422, inactive
        actions.send_mail()
        later = written("grace@example.org")
        postmark.status, postmark.answer = 500, "not now"
        actions.send_mail()

    assert (state_of(refused), refused.tries) == ("given up", 1)
    assert (state_of(later), later.tries) == ("waiting", 1)


def test_server_out_of_reach_is_asked_once_and_the_others_wait(db, mail_server):
    mail_server.on(Phase.CONNECT, HANG, times=1)
    first, second = written(), written()

    assert actions.send_mail() == 1
    assert (state_of(first), first.last_error) == ("waiting", "SMTPServerDisconnected")
    assert (state_of(second), second.tries) == ("waiting", 0)

    assert actions.send_mail() == 1
    assert state_of(second) == "sent"


def test_message_that_cannot_be_written_blocks_no_other(db, mail_server):
    bad, fine = written(), written()
    OutgoingMail.objects.filter(pk=bad.pk).update(sender="no@address@at@all\n")

    assert actions.send_mail() == 2

    assert (state_of(bad), bad.last_error) == ("waiting", "ValueError")
    assert state_of(fine) == "sent"


def test_code_that_has_run_out_is_not_sent(db, mail_server):
    late = written(good_for=FIFTEEN_MINUTES)
    pass_time(minutes=16)

    assert actions.send_mail() == 1

    assert state_of(late) == "given up"
    assert (late.text, late.last_error) == ("", "too late to be of use")
    assert mail_server.accepted == []


def test_codes_are_good_for_as_long_as_they_are_and_news_for_a_day(client, learner):
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True)
    client.post(CODE, {"email": learner.email})
    client.post(CONFIRM_CODE, {"code": code_in(delivered()[0])})
    client.post(CHANGE_PASSWORD, {"oldpassword": PASSWORD, "password1": "quite other words"})

    spans = [
        (mail.subject, mail.expires_at - mail.written_at)
        for mail in OutgoingMail.objects.order_by("written_at")
    ]
    assert spans == [
        ("Your sign-in code", dt.timedelta(minutes=15)),
        ("Your password was changed", dt.timedelta(hours=24)),
    ]
