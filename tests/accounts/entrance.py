"""Addresses and steps that the tests of signing up and in share."""

import re

from django.core import mail
from django.urls import reverse

from accounts import actions
from tests.factories import PASSWORD

LOGIN = reverse("account_login")
SIGNUP = reverse("account_signup")
LOGOUT = reverse("account_logout")
CODE = reverse("account_request_login_code")
CONFIRM_CODE = reverse("account_confirm_login_code")
VERIFY = reverse("account_email_verification_sent")
RESET = reverse("account_reset_password")
CHANGE_PASSWORD = reverse("account_change_password")
CHANGE_EMAIL = reverse("account_email")
PROFILE = reverse("accounts:profile")
HOME = reverse("home")


def delivered():
    """Send what is due, as a worker does, and give all mail that was sent so far."""
    actions.send_mail()
    return mail.outbox


def code_in(message):
    return re.search(r"^\s+([A-Z]{4}-[A-Z]{4})$", message.body, re.MULTILINE)[1]


def is_signed_in(client):
    return client.get(PROFILE).status_code == 200


def sign_in(client, user, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": user.email, "password": password} | more)


def sign_in_and_confirm(client, user):
    """Sign in, and give the password again, as changes of the address ask for."""
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
