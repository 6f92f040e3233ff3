"""Signing up and in with an account elsewhere, linking one and unlinking it."""

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.entrance import HOME, LOGIN, delivered, is_signed_in, sign_in_and_confirm
from tests.factories import UserFactory
from tests.oauth import Provider, provider

FORM = reverse("socialaccount_signup")
LINKS = reverse("socialaccount_connections")
TYPED = {"display_name": "Ada", "email": "ada@example.org", "time_zone": "Europe/Vienna"}


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[Provider]:
    """Stand in for both providers: their addresses are put into allauth's adapters."""
    with provider() as found:
        places = {
            "access_token_url": "/login/oauth/access_token",
            "authorize_url": "/login/oauth/authorize",
            "profile_url": "/api/v3/user",
            "emails_url": "/api/v3/user/emails",
        }
        for name, path in places.items():
            monkeypatch.setattr(GitHubOAuth2Adapter, name, found.url + path)
        for name in ("access_token_url", "authorize_url"):
            monkeypatch.setattr(GoogleOAuth2Adapter, name, found.url + places[name])
        monkeypatch.setattr(GoogleOAuth2Adapter, "identity_url", found.url + "/userinfo")
        yield found


def come_with(client, name="github", process="login", **answer):
    """Go to the provider and come back with its answer, as a browser does."""
    there = client.post(reverse(f"{name}_login") + f"?process={process}")
    assert there.status_code == 302
    state = there.url.partition("state=")[2].partition("&")[0]
    back = reverse(f"{name}_callback")
    return client.get(back, {"state": state} | (answer or {"code": "a-code"}))


def linked(user, uid="4711"):
    return SocialAccount.objects.create(
        user=user, provider="github", uid=uid, extra_data={"login": "ada"}
    )


def test_signup_asks_for_a_name_and_makes_the_account(client, github):
    asked = client.get(come_with(client).url)

    response = client.post(FORM, TYPED)

    user = User.objects.get()
    assert 'value="Ada Lovelace"' in asked.text
    assert 'value="ada@example.org"' in asked.text
    assert response.url == HOME
    assert (user.display_name, user.handle, user.time_zone) == ("Ada", "ada", "Europe/Vienna")
    assert (user.email, user.has_usable_password()) == ("ada@example.org", False)
    assert (user.is_staff, user.is_superuser) == (False, False)
    account = SocialAccount.objects.get()
    assert account.user == user
    assert account.extra_data == {"login": "ada", "name": "Ada Lovelace"}
    assert EmailAddress.objects.get().verified is True
    assert SocialToken.objects.count() == 0
    assert is_signed_in(client)


def test_signup_with_google_does_the_same(client, github):
    github.profile = {
        "id": "12",
        "email": "ada@example.org",
        "verified_email": True,
        "given_name": "Ada",
        "family_name": "Lovelace",
    }

    asked = client.get(come_with(client, "google").url)
    client.post(FORM, TYPED)

    assert 'value="Ada Lovelace"' in asked.text
    assert SocialAccount.objects.get().provider == "google"
    assert is_signed_in(client)


def test_signup_makes_the_first_person_the_admin_of_an_embedded_instance(
    client, github, settings, set_up
):
    settings.IS_EMBEDDED = True
    come_with(client)

    client.post(FORM, TYPED)

    assert User.objects.get().is_superuser is True


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("display_name", " ", "Say what we should call you."),
        ("email", "taken@example.org", "Somebody already has an account with this email address."),
    ],
)
def test_signup_says_what_is_wrong_and_keeps_what_was_typed(client, github, field, typed, message):
    UserFactory(email="taken@example.org")
    come_with(client)

    response = client.post(FORM, TYPED | {field: typed})

    assert list(response.context["form"].errors) == [field]
    assert message in response.text
    assert User.objects.count() == 1


def test_signup_with_a_proven_address_of_somebody_else_signs_nobody_in(client, github):
    UserFactory(email="ada@example.org")

    response = come_with(client)

    assert response.url == FORM
    assert not is_signed_in(client)
    assert SocialAccount.objects.count() == 0


def test_signup_asks_for_a_code_where_the_provider_has_not_proven_the_address(
    client, github, with_mail_server
):
    github.emails[0]["verified"] = False
    come_with(client)

    response = client.post(FORM, TYPED)

    assert response.url == reverse("account_email_verification_sent")
    assert delivered()[0].subject == "Confirm your email address"
    assert not is_signed_in(client)


def test_form_is_nothing_without_having_been_there(client, db):
    assert client.get(FORM).url == LOGIN


def test_login_with_a_linked_account(client, github):
    linked(UserFactory())

    response = come_with(client)

    assert response.url == HOME
    assert is_signed_in(client)


def test_login_of_a_closed_account_says_so(client, github):
    linked(UserFactory(is_active=False))

    response = come_with(client)

    assert response.url == reverse("account_inactive")
    assert not is_signed_in(client)


def test_login_that_was_cancelled_changes_nothing(client, github):
    page = client.get(come_with(client, error="access_denied").url)

    assert "You are not signed in" in page.text
    assert not is_signed_in(client)


def test_login_with_a_broken_provider_says_so(client, github):
    github.is_broken = True

    page = come_with(client)

    assert page.status_code == 401
    assert "That did not work" in page.text


def test_callback_that_nobody_asked_for_is_refused(client, github):
    page = client.get(reverse("github_callback"), {"state": "made-up", "code": "a-code"})

    assert page.status_code == 401
    assert github.asked == []


def test_callback_in_another_browser_is_refused(client, github):
    there = client.post(reverse("github_login"))
    state = there.url.partition("state=")[2].partition("&")[0]

    page = Client().get(reverse("github_callback"), {"state": state, "code": "a-code"})

    assert page.status_code == 401


def test_link_asks_for_the_password_and_tells_the_person(client, github, learner):
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
    client.force_login(learner)

    asked = come_with(client, process="connect")
    before = SocialAccount.objects.count()
    sign_in_and_confirm(client, learner)
    response = come_with(client, process="connect")

    page = client.get(response.url)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert before == 0
    assert SocialAccount.objects.get().user == learner
    assert "Account linked." in page.text
    assert delivered()[-1].subject == "An account was linked"


def test_link_of_somebody_elses_account_is_refused(client, github, learner):
    other = linked(UserFactory()).user
    sign_in_and_confirm(client, learner)

    page = client.get(come_with(client, process="connect").url)

    assert "Somebody else here signs in with that account." in page.text
    assert SocialAccount.objects.get().user == other


def test_unlink_takes_it_away(client, learner):
    account = linked(learner)
    sign_in_and_confirm(client, learner)

    page = client.post(LINKS, {"account": account.pk}, follow=True)

    assert "Account unlinked." in page.text
    assert SocialAccount.objects.count() == 0


def test_unlink_refuses_the_last_way_to_sign_in(client, learner):
    account = linked(learner)
    learner.set_unusable_password()
    learner.save(update_fields=["password"])
    client.force_login(learner)

    page = client.post(LINKS, {"account": account.pk})

    assert "Choose a password first, then you can unlink it." in page.text
    assert SocialAccount.objects.count() == 1


def test_unlink_of_a_strangers_account_is_refused(client, learner):
    theirs = linked(UserFactory())
    sign_in_and_confirm(client, learner)

    client.post(LINKS, {"account": theirs.pk})

    assert SocialAccount.objects.get() == theirs


@pytest.mark.parametrize("name", ["github", "google"])
def test_login_by_a_plain_link_only_asks(client, db, name):
    page = client.get(reverse(f"{name}_login"))

    assert page.status_code == 200
    assert "Then you come back here." in page.text
