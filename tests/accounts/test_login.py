"""Signing in with a password, its limits, and signing out."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.entrance import HOME, LOGIN, LOGOUT, PROFILE, is_signed_in, sign_in


def test_login_takes_email_and_password(client, learner):
    before = client.session.session_key

    response = sign_in(client, learner)

    assert response.url == HOME
    assert is_signed_in(client)
    assert client.session.session_key != before
    assert client.session.get_expiry_age() > 60 * 60 * 24 * 80


def test_login_gives_the_session_another_key(client, learner):
    client.get(LOGIN)
    session = client.session
    session["before"] = "signing in"
    session.save()
    client.cookies["sessionid"] = session.session_key

    sign_in(client, learner)

    assert client.session.session_key != session.session_key
    assert not Client(headers={"cookie": f"sessionid={session.session_key}"}).session.get(
        "_auth_user_id"
    )


def test_login_says_the_same_of_a_wrong_password_and_an_unknown_address(client, learner):
    wrong = sign_in(client, learner, "wrong")
    unknown = client.post(LOGIN, {"login": "nobody@example.org", "password": "wrong"})

    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert "do not belong together" in wrong.text
    assert f'value="{learner.email}"' in wrong.text
    assert not is_signed_in(client)


def test_login_of_a_closed_account_says_so(client, learner):
    learner.is_active = False
    learner.save(update_fields=["is_active"])

    page = client.get(sign_in(client, learner).url)

    assert "This account is closed" in page.text
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example/",
        "https:evil.example",
        "http:///evil.example",
        "///evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\t/evil.example",
        "//evil.example\\@localhost",
        "javascript:alert(1)",
        "https://localhost@evil.example/",
    ],
)
def test_login_goes_to_no_other_site(client, learner, address):
    response = sign_in(client, learner, next=address)

    assert response.url == HOME


def test_login_goes_on_to_where_one_was_going(client, learner):
    assert sign_in(client, learner, next=PROFILE).url == PROFILE


def test_login_refuses_the_eleventh_wrong_try_from_one_place(client, learner):
    tries = [
        client.post(LOGIN, {"login": f"nobody{number}@example.org", "password": "wrong"})
        for number in range(11)
    ]

    assert [response.status_code for response in tries] == [200] * 10 + [429]
    assert "That was too often" in tries[-1].text
    assert "site.css" in tries[-1].text
    assert sign_in(client, learner).status_code == 429


def test_login_refuses_the_sixth_wrong_try_at_one_account_from_anywhere(learner):
    tries = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(
            LOGIN, {"login": learner.email.upper(), "password": "wrong"}
        )
        for number in range(6)
    ]

    assert [response.status_code for response in tries] == [200] * 5 + [429]


def test_login_counts_one_ipv6_network_as_one_place(db):
    def status(address, number):
        typed = {"login": f"nobody{number}@example.org", "password": "wrong"}
        return Client(REMOTE_ADDR=address).post(LOGIN, typed).status_code

    statuses = [status(f"2001:db8:0:1::{number}", number) for number in range(1, 12)]

    assert statuses == [200] * 10 + [429]
    assert status("2001:db8:0:2::1", 12) == 200


def test_login_limit_does_not_believe_a_header(db):
    def status(number):
        browser = Client(headers={"X-Forwarded-For": f"192.0.2.{number}"})
        typed = {"login": f"nobody{number}@example.org", "password": "wrong"}
        return browser.post(LOGIN, typed).status_code

    assert [status(number) for number in range(11)][-1] == 429


def test_logout_asks_and_then_ends_the_session(learner_client):
    page = learner_client.get(LOGOUT)
    still_in = is_signed_in(learner_client)
    key = learner_client.session.session_key

    response = learner_client.post(LOGOUT)

    assert "Sign out of this browser" in page.text
    assert still_in
    assert response.url == HOME
    assert not is_signed_in(learner_client)
    learner_client.cookies["sessionid"] = key
    assert not is_signed_in(learner_client)


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_request_login_code",
        "account_reset_password",
        "account_inactive",
        "account_password_reset_completed",
        "account_email_verification_sent",
    ],
)
def test_entrance_pages_are_public_and_of_our_design(client, db, name):
    page = client.get(reverse(name))

    assert page.status_code == 200
    assert 'class="page entrance"' in page.text
    assert page.text.count("<h1") == 1
    assert "!</" not in page.text
