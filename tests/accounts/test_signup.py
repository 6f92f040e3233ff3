"""Signing up: what is asked, what is made, and what nobody learns from it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.accounts.entrance import (
    HOME,
    LOGIN,
    LOGOUT,
    SIGNUP,
    VERIFY,
    code_in,
    delivered,
    is_signed_in,
)
from tests.factories import PASSWORD, UserFactory
from tests.races import at_once, overtaken

TYPED = {
    "display_name": "Ada Lovelace",
    "email": "Ada@Example.org",
    "password1": PASSWORD,
    "time_zone": "Europe/Vienna",
}


def test_signup_makes_an_account_and_signs_in(client, db):
    response = client.post(SIGNUP, TYPED)

    user = User.objects.get()
    assert response.url == HOME
    assert (user.display_name, user.handle) == ("Ada Lovelace", "ada-lovelace")
    assert (user.email, user.time_zone) == ("ada@example.org", "Europe/Vienna")
    assert user.check_password(PASSWORD)
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert is_signed_in(client)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "x" * 5000])
def test_signup_takes_nonsense_for_a_time_zone_as_utc(client, db, zone):
    client.post(SIGNUP, TYPED | {"time_zone": zone})

    assert User.objects.get().time_zone == "UTC"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("display_name", "", "Say what we should call you."),
        ("email", "not an address", "Enter a valid email address."),
        ("email", "taken@example.org", "Somebody already has an account"),
        ("password1", "short", "This password is too short."),
        ("password1", "12345678901", "This password would be guessed soon: it is, or is nearly"),
        ("password1", "ada@example", "it is made from your name, your email address or ours."),
        ("password1", "Lovelace2026", "it is made from your name, your email address or ours."),
    ],
)
def test_signup_says_what_is_wrong_and_keeps_what_was_typed(client, db, field, typed, message):
    UserFactory(email="taken@example.org")

    response = client.post(SIGNUP, TYPED | {field: typed})

    assert message in response.context["form"].errors[field].as_text()
    assert 'aria-invalid="true"' in response.text
    assert f'id="id_{field}_error"' in response.text
    assert User.objects.count() == 1
    if field != "email":
        assert 'value="Ada@Example.org"' in response.text


def test_signup_asks_for_what_browsers_can_fill_in(client, db):
    page = client.get(SIGNUP).text

    for expected in ('autocomplete="name"', 'autocomplete="email"', 'autocomplete="new-password"'):
        assert expected in page
    assert 'name="time_zone"' in page
    assert "placeholder" not in page
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.django_db(transaction=True)
def test_signup_makes_one_admin_of_people_who_come_at_once(settings, set_up):
    settings.IS_EMBEDDED = True
    cache.clear()

    responses = at_once(
        *(
            lambda number=number: Client().post(
                SIGNUP, TYPED | {"email": f"ada{number}@example.org"}
            )
            for number in range(4)
        )
    )

    cache.clear()
    assert [response.status_code for response in responses] == [302] * 4
    assert User.objects.count() == 4
    assert User.objects.admins().count() == 1


def test_signup_makes_the_first_person_the_admin_of_an_embedded_instance(settings, set_up):
    settings.IS_EMBEDDED = True

    Client().post(SIGNUP, TYPED)
    Client().post(SIGNUP, TYPED | {"email": "grace@example.org"})

    assert [user.email for user in User.objects.admins()] == ["ada@example.org"]


@pytest.mark.django_db(transaction=True)
def test_signup_pressed_twice_makes_one_account_and_leads_to_signing_in(set_up):
    cache.clear()

    response = overtaken(
        lambda: UserFactory(email="ada@example.org"), lambda: Client().post(SIGNUP, TYPED)
    )

    cache.clear()
    assert response.url == LOGIN
    assert User.objects.count() == 1


def test_signup_waits_for_the_code_where_there_is_a_mail_server(
    client, db, with_mail_server, settings, set_up
):
    settings.IS_EMBEDDED = True

    response = client.post(SIGNUP, TYPED)

    page = client.get(response.url)
    assert response.url == VERIFY
    assert "ada@example.org" in page.text
    assert 'autocomplete="one-time-code"' in page.text
    assert not is_signed_in(client)
    assert not User.objects.admins().exists()

    wrong = client.post(VERIFY, {"code": "WRNG-CODE"})
    right = client.post(VERIFY, {"code": code_in(delivered()[0])})

    assert "This is not the code we sent." in wrong.text
    assert right.url == HOME
    assert is_signed_in(client)
    assert EmailAddress.objects.get().verified is True
    assert User.objects.get().is_superuser is True


def test_signup_looks_the_same_whether_or_not_the_address_has_an_account(db, with_mail_server):
    UserFactory(email="taken@example.org")

    pages = []
    for email in ("taken@example.org", "fresh@example.org"):
        browser = Client()
        response = browser.post(SIGNUP, TYPED | {"email": email})
        page = browser.get(response.url)
        plain = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", page.text)
        pages.append((response.url, page.status_code, plain.replace(email, "ADDRESS")))

    assert pages[0] == pages[1]
    assert [message.subject for message in delivered()] == [
        "You have an account already",
        "Confirm your email address",
    ]
    assert "http://localhost:8000/accounts/password/reset/" in delivered()[0].body


def test_signup_can_start_again_with_another_address(client, db, with_mail_server):
    client.post(SIGNUP, TYPED)

    response = client.post(LOGOUT, {"next": SIGNUP})

    assert response.url == SIGNUP
    assert client.get(SIGNUP).status_code == 200
