"""Security at a glance, and where somebody is signed in."""

import datetime as dt

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import queries, tasks
from tests.accounts.entrance import HOME, LOGIN, LOGOUT, PROFILE, is_signed_in, sign_in
from tests.factories import PASSWORD, UserFactory

SECURITY = reverse("accounts:security")
BROWSERS = reverse("accounts:browsers")
END_OTHERS = reverse("accounts:end-other-browsers")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
    " (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36"
)


def signed_in(user, agent=FIREFOX, address="192.0.2.1"):
    browser = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    sign_in(browser, user)
    browser.get(HOME)  # so that the visit is noted already
    return browser


def end(row):
    return reverse("accounts:end-browser", args=[row.pk])


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (SAFARI, "Safari on iPhone"),
        (CHROME, "Chrome on Windows"),
        (CHROME + " Edg/150.0.0.0", "Edge on Windows"),
        ("curl/8.9", "Unknown browser"),
        ("", "Unknown browser"),
        ("<script>alert(1)</script>", "Unknown browser"),
    ],
)
def test_device_is_named_in_words(user_agent, name):
    assert queries.device(user_agent) == name


@pytest.mark.parametrize("browser_count", [1, 3])
def test_browsers_run_the_same_queries_however_many_there_are(
    learner, browser_count, django_assert_num_queries
):
    here, *_others = [signed_in(learner) for _number in range(browser_count)]

    with django_assert_num_queries(6):  # session, user, timer, this row, rows, sessions
        page = here.get(BROWSERS)

    assert len(page.context["browsers"]) == browser_count


def test_browsers_are_named_with_address_and_times(learner):
    here = signed_in(learner)
    signed_in(learner, SAFARI, "2001:db8::1")
    signed_in(UserFactory(), CHROME, "198.51.100.7")

    page = here.get(BROWSERS)

    assert [browser.device for browser in page.context["browsers"]] == [
        "Firefox on Linux",
        "Safari on iPhone",
    ]
    assert "192.0.2.1" in page.text
    assert "2001:db8::1" in page.text
    assert "198.51.100.7" not in page.text
    assert page.text.count("This browser") == 1


def test_browser_is_ended_by_another(learner):
    here, there = signed_in(learner), signed_in(learner, SAFARI)
    theirs = UserSession.objects.get(user_agent=SAFARI)

    page = here.post(end(theirs), follow=True)

    assert "That browser is signed out." in page.text
    assert not is_signed_in(there)
    assert is_signed_in(here)
    assert not Session.objects.filter(session_key=theirs.session_key).exists()


def test_browser_of_somebody_else_is_not_to_be_found(learner):
    here, other = signed_in(learner), UserFactory()
    there = signed_in(other)
    theirs = UserSession.objects.get(user=other)

    assert here.post(end(theirs)).status_code == 404
    assert here.get(end(theirs)).status_code == 405
    here.post(END_OTHERS)
    assert is_signed_in(there)


def test_this_browser_is_left_to_signing_out(learner):
    here = signed_in(learner)

    assert here.post(end(UserSession.objects.get())).status_code == 404
    assert is_signed_in(here)


def test_every_other_browser_is_ended_at_once(learner):
    here = signed_in(learner)
    others = [signed_in(learner) for _number in range(3)]

    here.post(END_OTHERS)

    assert is_signed_in(here)
    assert not any(is_signed_in(other) for other in others)
    assert UserSession.objects.count() == 1


def test_new_password_ends_every_other_browser(learner):
    here, there = signed_in(learner), signed_in(learner)

    here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "entirely other words"},
    )

    assert Session.objects.filter(session_key=there.session.session_key).count() == 0
    assert len(here.get(BROWSERS).context["browsers"]) == 1
    assert not is_signed_in(there)


def test_password_set_by_an_admin_leaves_no_browser_in_the_list(learner):
    here, there = signed_in(learner), Client()
    learner.set_password("entirely other words")
    learner.save(update_fields=["password"])

    sign_in(there, learner, "entirely other words")

    assert len(there.get(BROWSERS).context["browsers"]) == 1
    assert not is_signed_in(here)


def test_closed_account_is_out_with_the_next_request(learner):
    here = signed_in(learner)
    learner.is_active = False
    learner.save(update_fields=["is_active"])

    assert here.get(PROFILE).url.startswith(LOGIN)


def test_browser_that_was_signed_out_is_in_no_list(learner):
    here, there = signed_in(learner), signed_in(learner)
    there.post(LOGOUT)

    assert len(here.get(BROWSERS).context["browsers"]) == 1

    tasks.forget_expired_sessions()

    assert UserSession.objects.count() == 1


def test_visit_is_noted_every_five_minutes_at_most(learner, django_assert_num_queries):
    here = signed_in(learner)
    long_ago = timezone.now() - dt.timedelta(days=3)
    UserSession.objects.update(last_seen_at=long_ago)
    del here.cookies["seen"]

    first = here.get(PROFILE, REMOTE_ADDR="192.0.2.99", headers={"user-agent": SAFARI})
    row = UserSession.objects.get()
    UserSession.objects.update(last_seen_at=long_ago)
    with django_assert_num_queries(4):  # session, user, the row of the form, timer
        here.get(PROFILE)

    assert (row.ip, row.user_agent) == ("192.0.2.99", SAFARI)
    assert row.last_seen_at > long_ago
    assert first.cookies["seen"]["max-age"] == 300
    assert first.cookies["seen"]["httponly"] is True
    assert UserSession.objects.get().last_seen_at == long_ago


def test_visit_of_a_stranger_is_not_noted(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(HOME)

    assert "seen" not in response.cookies


def test_security_says_what_there_is(learner):
    here = signed_in(learner)
    before = here.get(SECURITY)
    TOTP.activate(learner, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(learner)
    SocialAccount.objects.create(
        user=learner, provider="github", uid="1", extra_data={"login": "ada-lovelace"}
    )
    after = here.get(SECURITY)

    assert learner.email in before.text
    assert "Set the app up" in before.text
    assert "Make new codes" not in before.text
    assert "Turn the app off" in after.text
    assert "10 codes are left" in after.text
    assert "GitHub: ada-lovelace" in after.text
    assert "1 browser" in after.text


@pytest.mark.parametrize("link_count", [1, 3])
def test_security_runs_the_same_queries_however_much_there_is(
    learner, link_count, django_assert_num_queries
):
    here, *_others = [signed_in(learner) for _number in range(link_count)]
    for number in range(link_count):
        SocialAccount.objects.create(user=learner, provider="github", uid=str(number))

    with django_assert_num_queries(9):
        here.get(SECURITY)


def test_security_hides_providers_without_keys(learner_client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}

    page = learner_client.get(SECURITY)

    assert "Linked accounts" not in page.text


@pytest.mark.parametrize("address", ["/accounts/2fa/", "/accounts/2fa/webauthn/"])
def test_overviews_of_allauth_lead_to_security(learner_client, address):
    assert learner_client.get(address).url == SECURITY
