"""Passkeys by HTTP: what is asked of a device, what it may answer, and what nobody learns.

That they work at all is tried in a browser, in tests/e2e/test_security.py.
"""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from tests.accounts.entrance import LOGIN, is_signed_in, sign_in, sign_in_and_confirm
from tests.factories import UserFactory

ASK = reverse("mfa_login_webauthn")
ADD = reverse("mfa_add_webauthn")
NONSENSE = [
    "",
    "not json",
    "null",
    "[]",
    "7",
    '"text"',
    "{}",
    '{"id": 5}',
    '{"id": "\\u0000", "rawId": "\\u0000", "response": {}, "type": "public-key"}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30",'
    ' "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30",'
    ' "attestationObject": "AA"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "!!",'
    ' "authenticatorData": 5, "signature": null, "userHandle": []}}',
    "[" * 5000,
]


def options(browser):
    return browser.get(ASK, headers={"accept": "application/json"}).json()["request_options"]


def test_login_asks_every_device_the_same_thing(client, db):
    def asked():
        return options(client)["publicKey"] | {"challenge": ""}

    before = asked()
    Authenticator.objects.create(user=UserFactory(), type="webauthn", data={"name": "A key"})

    assert asked() == before
    assert before["allowCredentials"] == []
    assert before["userVerification"] == "required"


def test_login_asks_with_another_challenge_every_time(client, db):
    first, second = (options(client)["publicKey"]["challenge"] for _time in range(2))

    assert first != second


@pytest.mark.parametrize("answer", NONSENSE)
def test_login_refuses_nonsense_in_words(client, db, answer):
    UserFactory()
    options(client)

    response = client.post(ASK, {"credential": answer})

    assert response.url == LOGIN
    assert not is_signed_in(client)


@pytest.mark.parametrize("answer", NONSENSE)
def test_adding_refuses_nonsense_in_words(client, learner, answer):
    sign_in_and_confirm(client, learner)
    client.get(ADD)

    response = client.post(ADD, {"credential": answer, "name": "A key"})

    assert response.status_code == 200
    assert "The passkey could not be checked." in response.text
    assert Authenticator.objects.count() == 0


def test_adding_offers_a_name_and_a_sign_in_without_password(client, learner):
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0"
    sign_in_and_confirm(client, learner)

    page = client.get(ADD)

    assert 'value="Firefox on Linux"' in page.text
    assert page.context["form"]["passwordless"].initial is True
    asked = page.context["js_data"]["creation_options"]["publicKey"]
    assert asked["rp"] == {"id": "testserver", "name": "Learnpath"}


def test_passkey_of_a_stranger_is_not_to_be_found(client, learner):
    theirs = Authenticator.objects.create(
        user=UserFactory(), type="webauthn", data={"name": "A key"}
    )
    sign_in_and_confirm(client, learner)

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        address = reverse(name, args=[theirs.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Mine"}).status_code == 404

    theirs.refresh_from_db()
    assert theirs.data == {"name": "A key"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Blue laptop", "Blue laptop"),
        ("<b>Blue</b>", "<b>Blue</b>"),
        ("Blue\0\N{RIGHT-TO-LEFT OVERRIDE} laptop\n", "Blue laptop"),
        ("", "A key"),
        ("x" * 61, "A key"),
    ],
)
def test_rename_keeps_a_name_that_can_be_read(client, learner, typed, kept):
    key = Authenticator.objects.create(
        user=learner, type="webauthn", data={"name": "A key", "credential": {}}
    )
    client.force_login(learner)
    confirm(client)

    client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": typed})

    key.refresh_from_db()
    page = client.get(reverse("accounts:security"))
    assert key.data["name"] == kept
    assert "<b>Blue" not in page.text


def confirm(client):
    client.post(reverse("account_reauthenticate"), {"password": "correct horse battery staple"})


class CountingHasher(MD5PasswordHasher):
    """A hasher that counts how often it had to work."""

    work = 0

    def encode(self, password, salt):
        type(self).work += 1
        return super().encode(password, salt)


def test_login_works_as_long_for_whoever_it_is(db, settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_passkeys.CountingHasher"]
    known, without_password = UserFactory(), UserFactory()
    without_password.set_unusable_password()
    without_password.save(update_fields=["password"])
    unknown = UserFactory.build()
    work = []

    for person in (known, without_password, unknown):
        CountingHasher.work = 0
        page = sign_in(Client(), person, "wrong")
        work.append(CountingHasher.work)
        assert "do not belong together" in page.text

    assert work == [work[0]] * 3
    assert work[0] > 0
