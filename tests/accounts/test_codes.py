"""Codes and links by email: signing in without a password, and a new password."""

import re

from allauth.account.models import EmailAddress
from django.test import Client

from tests.accounts.entrance import (
    CHANGE_EMAIL,
    CODE,
    CONFIRM_CODE,
    HOME,
    RESET,
    VERIFY,
    code_in,
    delivered,
    is_signed_in,
)


def test_code_signs_in(client, learner):
    asked = client.post(CODE, {"email": learner.email})
    page = client.get(asked.url)
    client.post(CONFIRM_CODE, {"action": "resend"})

    response = client.post(CONFIRM_CODE, {"code": code_in(delivered()[1])})

    assert learner.email in page.text
    assert 'autocomplete="one-time-code"' in page.text
    assert [message.to for message in delivered()] == [[learner.email]] * 2
    assert response.url == HOME
    assert is_signed_in(client)


def test_code_is_refused_after_three_wrong_ones(client, learner):
    client.post(CODE, {"email": learner.email})

    for _ in range(3):
        client.post(CONFIRM_CODE, {"code": "WRNG-CODE"})
    client.post(CONFIRM_CODE, {"code": code_in(delivered()[0])})

    assert not is_signed_in(client)


def test_code_page_is_the_same_for_an_unknown_address(client, db):
    asked = client.post(CODE, {"email": "nobody@example.org"})

    assert "nobody@example.org" in client.get(asked.url).text
    assert delivered()[0].subject == "No account with this address"
    assert "http://localhost:8000/accounts/signup/" in delivered()[0].body


def test_code_goes_to_a_file_where_there_is_no_mail_server(client, learner, mail_folder):
    page = client.get(CODE)
    client.post(CODE, {"email": learner.email})
    delivered()

    assert "This instance has no mail server." in page.text
    assert "Your sign-in code" in next(mail_folder.glob("*.log")).read_text()


def test_reset_changes_the_password_with_a_code(client, learner):
    elsewhere = Client()
    elsewhere.force_login(learner)
    asked = client.post(RESET, {"email": learner.email})
    code_page = client.get(asked.url)

    confirmed = client.post(asked.url, {"code": code_in(delivered()[0])})
    form_page = client.get(confirmed.url)
    short = client.post(confirmed.url, {"password1": "short"})
    done = client.post(confirmed.url, {"password1": "entirely other words"})

    learner.refresh_from_db()
    assert learner.email in code_page.text
    assert form_page.text.count('type="password"') == 1
    assert "This password is too short." in short.text
    assert done.url == HOME
    assert learner.check_password("entirely other words")
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert delivered()[1].subject == "Your password was changed"
    assert "from 127.0.0.1" in delivered()[1].body


def test_reset_page_is_the_same_for_an_unknown_address(client, db):
    asked = client.post(RESET, {"email": "nobody@example.org"})

    assert "nobody@example.org" in client.get(asked.url).text
    assert delivered()[0].subject == "No account with this address"


def test_confirmation_link_works_and_then_has_run_out(client, learner):
    client.force_login(learner)
    client.post(CHANGE_EMAIL, {"action_send": "", "email": learner.email})
    path = re.search(r"https?://[^/]+(/\S+)", delivered()[0].body)[1]

    page = client.get(path)
    client.post(path)

    assert "Yes, confirm it" in page.text
    assert EmailAddress.objects.get().verified is True
    assert "has run out" in client.get(f"{VERIFY}nonsense/").text
