"""Passkeys, second factors and browsers, as people use them."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.e2e.authenticator import add_authenticator
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.pages.registry import sign_in, sign_out
from tests.factories import PASSWORD

pytestmark = pytest.mark.e2e


def test_passkey_is_added_renamed_used_and_removed(site: Site, browse: Browse) -> None:
    page = browse(site.learner())
    reader = add_authenticator(page)
    page.goto("/accounts/profile/")
    page.get_by_role("link", name="Open Security").click()
    page.get_by_role("link", name="Add a passkey").click()
    _confirm(page)
    page.get_by_label("Name of the passkey").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(_row(page, "My laptop")).to_contain_text("Not used yet.")
    assert len(reader.keys()) == 1

    page.get_by_role("link", name="Rename My laptop").click()
    page.get_by_label("Name of the passkey").fill("Blue laptop")
    page.get_by_role("button", name="Save the name").click()
    expect(_row(page, "Blue laptop")).to_be_visible()

    sign_out(page)
    page.goto("/accounts/login/?next=/log/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site.url}/log/")  # no second factor: it is one itself

    page.goto("/accounts/security/")
    expect(_row(page, "Blue laptop")).to_contain_text("Last used on")
    page.get_by_role("link", name="Remove Blue laptop").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_role("status").filter(has_text="Passkey removed.")).to_be_visible()
    expect(page.get_by_text("Blue laptop")).to_have_count(0)

    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not work.")).to_be_visible()


def test_passkey_is_the_second_factor_of_a_password(site: Site, browse: Browse) -> None:
    learner = site.learner()
    page = browse(learner)
    add_authenticator(page)
    page.goto("/accounts/2fa/webauthn/add/")
    _confirm(page)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.context.clear_cookies()

    page.goto("/accounts/login/")
    sign_in(page, learner.email, PASSWORD)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Ask every time").click()

    page.wait_for_url(f"{site.url}/")
    expect(page.get_by_role("link", name="your profile")).to_be_visible()


def test_passkey_that_is_not_there_is_said_in_words(site: Site, browse: Browse) -> None:
    page = browse()
    add_authenticator(page)
    page.goto("/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = async () => { throw new Error() } }")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert").filter(has_text="No passkey was used.")).to_be_visible()


def test_app_is_set_up_and_asked_for_and_recovery_codes_stand_in(
    site: Site, browse: Browse
) -> None:
    learner = site.learner()
    page = browse(learner)
    secret = _set_the_app_up(page)
    codes = (
        page.get_by_role("list", name="Recovery codes").get_by_role("listitem").all_inner_texts()
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="Save them as a file").click()
    assert download.value.path().read_text().split() == codes

    _sign_in_again(page, learner)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("This code is wrong or was used before.")).to_be_visible()
    page.get_by_label("Code").fill(_code(page, secret, later=1))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Ask every time").click()
    page.wait_for_url(f"{site.url}/")

    _sign_in_again(page, learner)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Trust it for").click()
    page.wait_for_url(f"{site.url}/")

    stranger = browse()
    _sign_in_again(stranger, learner)
    stranger.get_by_label("Code").fill(codes[0])
    stranger.get_by_role("button", name="Sign in").click()
    expect(stranger.get_by_text("This code is wrong or was used before.")).to_be_visible()

    page.get_by_role("link", name="your profile").click()
    sign_out(page)
    page.goto("/accounts/login/")
    sign_in(page, learner.email, PASSWORD)
    page.wait_for_url(f"{site.url}/")  # trusted, so not asked
    page.goto("/accounts/security/")
    expect(page.get_by_text("9 codes are left")).to_be_visible()


def test_one_browser_ends_another(site: Site, browse: Browse) -> None:
    learner = site.learner()
    here, there, third = browse(), browse(), browse(user_agent="Firefox/150.0 (Windows)")
    for page in (here, there, third):
        page.goto("/accounts/login/")
        sign_in(page, learner.email, PASSWORD)
        page.wait_for_url(f"{site.url}/")

    here.goto("/accounts/sessions/")
    expect(here.get_by_role("button", name="Sign it out")).to_have_count(2)
    here.get_by_role("button", name="Sign it out Firefox on Windows").click()
    expect(here.get_by_text("That browser is signed out.")).to_be_visible()

    third.reload()
    expect(third.get_by_role("link", name="Sign in")).to_be_visible()
    there.reload()
    expect(there.get_by_role("link", name="your profile")).to_be_visible()
    here.get_by_role("button", name="Sign out everywhere else").click()
    expect(here.get_by_role("button", name="Sign it out")).to_have_count(0)
    there.reload()
    expect(there.get_by_role("link", name="Sign in")).to_be_visible()


def test_admin_opens_only_after_the_second_factor(site: Site, browse: Browse) -> None:
    admin = site.learner(is_staff=True, is_superuser=True)
    page = browse(admin)
    _set_the_app_up(page)
    codes = (
        page.get_by_role("list", name="Recovery codes").get_by_role("listitem").all_inner_texts()
    )
    page.context.clear_cookies()

    page.goto("/admin/")
    sign_in(page, admin.email, PASSWORD)
    page.get_by_role("heading", name="One more step").wait_for()
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()  # still asked
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Ask every time").click()

    page.goto("/admin/")
    expect(page.get_by_role("link", name="People")).to_be_visible()


def test_account_is_made_with_github_and_linked_and_unlinked(
    site: Site, browse: Browse, troubles: Troubles
) -> None:
    troubles.expect(f"asked another host: {site.provider.url}")
    site.provider.profile = {"id": 815, "login": "grace", "name": "Grace Hopper"}
    site.provider.emails = [{"email": "grace@example.org", "primary": True, "verified": True}]
    page = browse(timezone_id="Europe/Vienna")
    page.goto("/accounts/signup/")
    page.get_by_role("button", name="Continue with GitHub").click()
    expect(page.get_by_label("Name")).to_have_value("Grace Hopper")
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(f"{site.url}/")

    page.goto("/accounts/3rdparty/")
    page.get_by_role("button", name="Unlink GitHub").click()
    expect(page.get_by_text("Choose a password first")).to_be_visible()
    page.goto("/accounts/password/set/")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    page.goto("/accounts/3rdparty/")
    page.get_by_role("button", name="Unlink GitHub").click()
    _confirm(page)
    expect(page.get_by_text("Account unlinked.")).to_be_visible()
    page.get_by_role("button", name="Link an account at GitHub").click()
    expect(page.get_by_text("Account linked.")).to_be_visible()

    assert User.objects.get(email="grace@example.org").time_zone == "Europe/Vienna"


def _confirm(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue", exact=True).click()


def _set_the_app_up(page: Page) -> str:
    page.goto("/accounts/security/")
    page.get_by_role("link", name="Set the app up").click()
    _confirm(page)
    secret = page.locator("code.key").inner_text()
    page.get_by_label("Code").fill(_code(page, secret))
    page.get_by_role("button", name="Turn the app on").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    return secret


def _code(page: Page, secret: str, later: int = 0) -> str:
    """The code that an app would show by the browser's clock, or `later` codes from then."""
    return format_hotp_value(hotp_value(secret, page.evaluate("Date.now()") // 30_000 + later))


def _sign_in_again(page: Page, learner: User) -> None:
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    sign_in(page, learner.email, PASSWORD)
    page.get_by_role("heading", name="One more step").wait_for()


def _row(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=re.compile(text))
