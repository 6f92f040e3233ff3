"""Second factors: what is asked for at sign-in, what it takes to change them, and limits."""

import re
import time
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.accounts.entrance import (
    CODE,
    CONFIRM_CODE,
    HOME,
    LOGIN,
    code_in,
    delivered,
    is_signed_in,
    sign_in,
    sign_in_and_confirm,
)
from tests.factories import PASSWORD, UserFactory

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECOND = reverse("mfa_authenticate")
TRUST = reverse("mfa_trust")
SET_UP = reverse("mfa_activate_totp")
TURN_OFF = reverse("mfa_deactivate_totp")
CODES = reverse("mfa_view_recovery_codes")
NEW_CODES = reverse("mfa_generate_recovery_codes")
SECURITY = reverse("accounts:security")
CHANGES = ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"]


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def protect(user):
    """Give somebody an authenticator app, and return their recovery codes."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).get_unused_codes()


@pytest.mark.django_db(transaction=True)  # the notice is sent once it is certain
def test_set_up_shows_a_picture_and_takes_the_code_of_the_app(client, set_up):
    cache.clear()
    learner = UserFactory()
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True)
    sign_in_and_confirm(client, learner)
    page = client.get(SET_UP)
    secret = re.search(r'class="key">([A-Z2-7]+)<', page.text)[1]

    wrong = client.post(SET_UP, {"code": "000000"})
    right = client.post(SET_UP, {"code": code_now(secret)})

    cache.clear()
    assert 'src="data:image/svg+xml;base64,' in page.text
    assert "This is not the code your app shows now." in wrong.text
    assert right.url == CODES
    assert delivered()[-1].subject == "Your authenticator app is on"
    assert {row.type for row in Authenticator.objects.all()} == {"totp", "recovery_codes"}


def test_recovery_codes_are_shown_once(client, learner):
    codes = protect(learner)
    sign_in(client, learner)
    client.post(SECOND, {"code": codes[0]})
    client.post(TRUST, {"action": "skip"})
    client.post(reverse("mfa_reauthenticate"), {"code": codes[1]})

    first = client.get(CODES)
    second = client.get(CODES)

    assert all(code in first.text for code in codes[2:])
    assert codes[0] not in first.text
    assert f"data:text/plain;charset=utf-8,{codes[2]}%0A{codes[3]}" in first.text
    assert "no-store" in first.headers["Cache-Control"]
    assert not any(code in second.text for code in codes)
    assert "8 of your codes are unused." in second.text


def test_new_recovery_codes_end_those_from_before(client, learner):
    old = protect(learner)
    client.force_login(learner)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = client.get(client.post(NEW_CODES).url)

    assert not any(code in page.text for code in old)
    sign_in(elsewhere := Client(), learner)
    assert "wrong or was used before" in elsewhere.post(SECOND, {"code": old[0]}).text


def test_login_asks_for_the_code_before_anything_opens(client, learner):
    protect(learner)

    response = sign_in(client, learner)

    assert response.url == SECOND
    assert not is_signed_in(client)
    assert client.get(reverse("admin:index")).status_code == 302

    client.post(SECOND, {"code": code_now()})
    asked = client.get(TRUST)
    response = client.post(TRUST, {"action": "skip"})

    assert "Trust this browser?" in asked.text
    assert response.url == HOME
    assert is_signed_in(client)


def test_login_with_a_code_by_email_asks_for_the_second_factor_as_well(client, learner):
    protect(learner)
    client.post(CODE, {"email": learner.email})

    response = client.post(CONFIRM_CODE, {"code": code_in(delivered()[0])})

    assert response.url == SECOND
    assert not is_signed_in(client)


def test_code_of_the_app_is_good_once(learner):
    protect(learner)
    code = code_now()

    pages = []
    for browser in (Client(), Client()):
        sign_in(browser, learner)
        pages.append(browser.post(SECOND, {"code": code}))

    assert pages[0].url == TRUST
    assert "wrong or was used before" in pages[1].text


def test_recovery_code_is_good_once(learner):
    code = protect(learner)[3]

    pages = []
    for browser in (Client(), Client()):
        sign_in(browser, learner)
        pages.append(browser.post(SECOND, {"code": code}))

    assert pages[0].url == TRUST
    assert "wrong or was used before" in pages[1].text


def test_trusted_browser_is_not_asked_until_the_password_changes(client, learner):
    protect(learner)
    sign_in(client, learner)
    client.post(SECOND, {"code": code_now()})
    client.post(TRUST, {"action": "trust"})
    client.post(reverse("account_logout"))

    again = sign_in(client, learner)
    client.post(reverse("account_logout"))
    learner.refresh_from_db()
    learner.set_password("entirely other words")
    learner.save(update_fields=["password"])
    later = sign_in(client, learner, "entirely other words")

    assert again.url == HOME
    assert later.url == SECOND


def test_trusted_browser_is_trusted_for_one_person_only(client, learner):
    other = UserFactory()
    protect(learner)
    protect(other)
    sign_in(client, learner)
    client.post(SECOND, {"code": code_now()})
    client.post(TRUST, {"action": "trust"})
    client.post(reverse("account_logout"))

    assert sign_in(client, other).url == SECOND


def test_sixth_wrong_code_is_refused_wherever_it_comes_from(learner):
    codes = protect(learner)
    statuses = []
    for number in range(7):
        browser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        sign_in(browser, learner)
        code = "000000" if number < 6 else codes[0]
        statuses.append(browser.post(SECOND, {"code": code}).status_code)

    assert statuses == [200] * 5 + [429] * 2


@pytest.mark.parametrize("name", CHANGES)
def test_change_of_factors_asks_for_the_password_once_more(client, learner, name):
    client.force_login(learner)

    response = client.get(reverse(name))

    assert (
        response.url == f"{reverse('account_reauthenticate')}?next={quote(reverse(name), safe='')}"
    )


@pytest.mark.parametrize("name", [*CHANGES, "mfa_deactivate_totp", "mfa_view_recovery_codes"])
def test_change_of_factors_needs_somebody_signed_in(client, learner, name):
    protect(learner)

    assert client.get(reverse(name)).url.startswith(LOGIN)
    assert client.post(reverse(name)).url == LOGIN
    assert Authenticator.objects.count() == 2


def test_turning_the_app_off_takes_the_recovery_codes_with_it(client, learner):
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True)
    protect(learner)
    client.force_login(learner)
    asked = client.post(TURN_OFF)
    still = Authenticator.objects.count()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = client.post(TURN_OFF, follow=True)

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert still == 2
    assert "The authenticator app is off." in page.text
    assert page.redirect_chain[-1][0] == SECURITY
    assert Authenticator.objects.count() == 0
    assert delivered()[-1].subject == "Your authenticator app is off"
    assert sign_in(Client(), learner).url == HOME


def test_password_of_an_older_hash_is_confirmed_without_signing_out(client, learner, settings):
    client.force_login(learner)
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    learner.refresh_from_db()
    assert learner.password.startswith("scrypt")
    assert is_signed_in(client)
    assert client.get(SET_UP).status_code == 200
    assert client.get(reverse("accounts:browsers")).text.count("This browser") == 1
