"""Changing the password and the email address."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.entrance import (
    CHANGE_EMAIL,
    CHANGE_PASSWORD,
    code_in,
    delivered,
    is_signed_in,
    sign_in,
    sign_in_and_confirm,
)
from tests.factories import PASSWORD, UserFactory
from tests.races import overtaken


def test_change_password_keeps_this_session_and_ends_the_others(client, learner):
    elsewhere = Client()
    elsewhere.force_login(learner)
    sign_in(client, learner)

    response = client.post(
        CHANGE_PASSWORD, {"oldpassword": PASSWORD, "password1": "entirely other words"}
    )

    learner.refresh_from_db()
    assert response.status_code == 302
    assert learner.check_password("entirely other words")
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert delivered()[0].subject == "Your password was changed"


def test_change_password_stays_changed_when_the_notice_cannot_be_sent(
    learner_client, learner, settings
):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
        }
    }

    response = learner_client.post(
        CHANGE_PASSWORD, {"oldpassword": PASSWORD, "password1": "entirely other words"}
    )

    learner.refresh_from_db()
    assert response.status_code == 302
    assert learner.check_password("entirely other words")


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("oldpassword", "wrong", "This is not the password you have now."),
        ("password1", "short", "This password is too short."),
        ("password1", PASSWORD, "That is the password you have now."),
    ],
)
def test_change_password_says_what_is_wrong(learner_client, learner, field, typed, message):
    given = {"oldpassword": PASSWORD, "password1": "entirely other words"}

    response = learner_client.post(CHANGE_PASSWORD, given | {field: typed})

    learner.refresh_from_db()
    assert list(response.context["form"].errors) == [field]
    assert message in response.text
    assert learner.check_password(PASSWORD)


def test_set_password_is_for_accounts_without_one(client, db):
    user = UserFactory()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    client.force_login(user)

    page = client.get(client.get(CHANGE_PASSWORD).url)
    response = client.post(page.request["PATH_INFO"], {"password1": "entirely other words"})

    user.refresh_from_db()
    assert "Choose a password" in page.text
    assert response.status_code == 302
    assert user.check_password("entirely other words")


def test_change_email_asks_for_the_password_once_more(learner_client, learner):
    response = learner_client.post(CHANGE_EMAIL, {"action_add": "", "email": "new@example.org"})

    page = learner_client.get(response.url)
    learner.refresh_from_db()
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert "Confirm that it is you" in page.text
    assert learner.email != "new@example.org"

    wrong = learner_client.post(response.url, {"password": "wrong"})
    learner_client.post(response.url, {"password": PASSWORD})

    learner.refresh_from_db()
    assert "This is not your password." in wrong.text
    assert learner.email == "new@example.org"


def test_change_email_counts_at_once_where_no_mail_can_be_sent(client, learner):
    sign_in_and_confirm(client, learner)

    response = client.post(
        CHANGE_EMAIL, {"action_add": "", "email": "New@example.org"}, follow=True
    )

    learner.refresh_from_db()
    assert learner.email == "new@example.org"
    assert "Email address changed." in response.text
    assert [address.email for address in EmailAddress.objects.all()] == ["new@example.org"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("taken@example.org", "Somebody already has an account"),
        ("learner@example.org", "This is your email address already."),
        ("nonsense", "Enter a valid email address."),
    ],
)
def test_change_email_says_what_is_wrong(client, db, typed, message):
    UserFactory(email="taken@example.org")
    learner = UserFactory(email="learner@example.org")
    sign_in_and_confirm(client, learner)

    response = client.post(CHANGE_EMAIL, {"action_add": "", "email": typed})

    learner.refresh_from_db()
    assert message in response.text
    assert learner.email == "learner@example.org"


@pytest.mark.django_db(transaction=True)
def test_change_email_refuses_an_address_taken_in_the_same_moment(client, set_up):
    cache.clear()
    learner = UserFactory()
    sign_in_and_confirm(client, learner)

    response = overtaken(
        lambda: UserFactory(email="new@example.org"),
        lambda: client.post(CHANGE_EMAIL, {"action_add": "", "email": "new@example.org"}),
    )

    page = client.get(response.url)
    cache.clear()
    assert "Somebody already has an account with this email address." in page.text
    assert User.objects.get(pk=learner.pk).email == learner.email


def test_change_email_counts_with_the_code_where_there_is_a_mail_server(
    client, learner, with_mail_server
):
    before = learner.email
    EmailAddress.objects.create(user=learner, email=before, primary=True, verified=True)
    sign_in_and_confirm(client, learner)

    asked = client.post(CHANGE_EMAIL, {"action_add": "", "email": "new@example.org"})
    page = client.get(asked.url)
    learner.refresh_from_db()
    still = learner.email
    client.post(asked.url, {"code": code_in(delivered()[0])})

    learner.refresh_from_db()
    assert "Keep the address I have" in page.text
    assert still == before
    assert learner.email == "new@example.org"
    assert delivered()[0].to == ["new@example.org"]
    assert (delivered()[1].to, delivered()[1].subject) == (
        [before],
        "Your email address was changed",
    )
