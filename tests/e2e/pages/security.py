"""Passkeys, the second factor, browsers, linked accounts: Security and what it leads to."""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page

from accounts.models import User
from tests.e2e.authenticator import add_authenticator
from tests.e2e.pages.registry import NO_PAGES, Visit, shows, sign_in
from tests.factories import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NO_PAGES |= {
    "accounts:end-browser": "POST",
    "accounts:end-other-browsers": "POST",
    "accounts:second-factor": "leads to Security",
    "accounts:passkeys": "leads to Security",
    "mfa_index": "accounts:security is there instead",
    "mfa_list_webauthn": "accounts:security is there instead",
    "usersessions_list": "accounts:browsers is there instead",
    "mfa_login_webauthn": "what a passkey needs, for a script",
    "mfa_download_recovery_codes": "nothing leads there: the codes are saved from their page",
    "google_callback": "where Google sends people back to",
    "google_login_by_token": "for a button of Google's that is not used",
    "socialaccount_login_error": "nothing leads there",
    "None": "older addresses of allauth's, which lead to the ones of today",
}


def protected(visit: Visit) -> User:
    """A learner with an authenticator app and recovery codes."""
    learner = visit.learner()
    TOTP.activate(learner, SECRET)
    RecoveryCodes.activate(learner)
    return learner


def confirmed(visit: Visit, path: str, learner: User) -> Page:
    """Open a page that asks for the password first."""
    page = visit.open(path, learner)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(visit.site.url + path)
    return page


def with_passkey(visit: Visit) -> tuple[Page, User]:
    """A learner whose browser keeps a passkey, on the page after adding it."""
    learner = visit.learner()
    page = visit.open("/accounts/security/", learner)
    add_authenticator(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    return page, learner


@shows("accounts:security")
def security(visit: Visit) -> Page:
    return visit.open("/accounts/security/", visit.learner())


@shows("accounts:security")
def security_with_everything(visit: Visit) -> Page:
    page, learner = with_passkey(visit)
    TOTP.activate(learner, SECRET)
    SocialAccount.objects.create(
        user=learner, provider="github", uid=str(learner.pk), extra_data={"login": "ada-lovelace"}
    )
    page.goto("/accounts/security/")
    return page


@shows("accounts:security")
def security_without_a_password(visit: Visit) -> Page:
    learner = visit.learner()
    learner.set_unusable_password()
    learner.save(update_fields=["password"])
    return visit.open("/accounts/security/", learner)


@shows("accounts:browsers")
def browsers(visit: Visit) -> Page:
    learner = visit.learner()
    for _browser in range(2):
        page = visit.browse()
        page.goto("/accounts/login/")
        sign_in(page, learner.email, PASSWORD)
        page.wait_for_url(visit.site.url + "/")
    page.goto("/accounts/sessions/")
    return page


@shows("mfa_activate_totp")
def app_set_up(visit: Visit) -> Page:
    return confirmed(visit, "/accounts/2fa/totp/activate/", visit.learner())


@shows("mfa_activate_totp")
def app_set_up_with_errors(visit: Visit) -> Page:
    page = app_set_up(visit)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Turn the app on").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("mfa_deactivate_totp")
def app_off(visit: Visit) -> Page:
    return confirmed(visit, "/accounts/2fa/totp/deactivate/", protected(visit))


@shows("mfa_view_recovery_codes")
def recovery_codes(visit: Visit) -> Page:
    return confirmed(visit, "/accounts/2fa/recovery-codes/", protected(visit))


@shows("mfa_view_recovery_codes")
def recovery_codes_shown_before(visit: Visit) -> Page:
    page = recovery_codes(visit)
    page.reload()
    return page


@shows("mfa_generate_recovery_codes")
def recovery_codes_anew(visit: Visit) -> Page:
    return confirmed(visit, "/accounts/2fa/recovery-codes/generate/", protected(visit))


@shows("mfa_add_webauthn")
def passkey_add(visit: Visit) -> Page:
    return confirmed(visit, "/accounts/2fa/webauthn/add/", visit.learner())


@shows("mfa_add_webauthn")
def passkey_not_added(visit: Visit) -> Page:
    page = passkey_add(visit)
    page.evaluate("() => { navigator.credentials.create = async () => { throw new Error() } }")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("alert").filter(has_text="No passkey was used").wait_for()
    return page


def _of_the_passkey(visit: Visit, action: str) -> Page:
    page, learner = with_passkey(visit)
    key = Authenticator.objects.get(user=learner, type=Authenticator.Type.WEBAUTHN)
    page.goto(f"/accounts/2fa/webauthn/keys/{key.pk}/{action}/")
    return page


@shows("mfa_edit_webauthn")
def passkey_rename(visit: Visit) -> Page:
    return _of_the_passkey(visit, "edit")


@shows("mfa_remove_webauthn")
def passkey_remove(visit: Visit) -> Page:
    return _of_the_passkey(visit, "remove")


@shows("mfa_reauthenticate")
def reauthenticate_with_a_code(visit: Visit) -> Page:
    return visit.open("/accounts/2fa/reauthenticate/?next=/accounts/email/", protected(visit))


@shows("mfa_reauthenticate_webauthn")
def reauthenticate_with_a_passkey(visit: Visit) -> Page:
    page, _learner = with_passkey(visit)
    page.goto("/accounts/2fa/webauthn/reauthenticate/?next=/accounts/email/")
    return page


def _half_signed_in(visit: Visit, learner: User) -> Page:
    page = visit.open("/accounts/login/")
    sign_in(page, learner.email, PASSWORD)
    page.get_by_role("heading", name="One more step").wait_for()
    return page


@shows("mfa_authenticate")
def second_factor(visit: Visit) -> Page:
    return _half_signed_in(visit, protected(visit))


@shows("mfa_authenticate")
def second_factor_with_a_passkey_and_errors(visit: Visit) -> Page:
    _page, learner = with_passkey(visit)
    page = _half_signed_in(visit, learner)
    page.get_by_label("Code").fill("00000000")
    page.get_by_role("button", name="Sign in").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("mfa_trust")
def trust(visit: Visit) -> Page:
    learner = protected(visit)
    page = _half_signed_in(visit, learner)
    codes = Authenticator.objects.get(user=learner, type=Authenticator.Type.RECOVERY_CODES)
    page.get_by_label("Code").fill(codes.wrap().get_unused_codes()[0])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Trust this browser?").wait_for()
    return page


@shows("socialaccount_connections")
def linked_accounts(visit: Visit) -> Page:
    return visit.open("/accounts/3rdparty/", visit.learner())


@shows("socialaccount_connections")
def linked_accounts_with_one_that_stays(visit: Visit) -> Page:
    learner = visit.learner()
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True)
    learner.set_unusable_password()
    learner.save(update_fields=["password"])
    SocialAccount.objects.create(
        user=learner, provider="github", uid=str(learner.pk), extra_data={"login": "ada-lovelace"}
    )
    page = visit.open("/accounts/3rdparty/", learner)
    page.get_by_role("button", name="Unlink GitHub").click()
    page.get_by_role("alert").filter(has_text="Choose a password first").wait_for()
    return page


def _provider(name: str) -> Callable[[Visit], Page]:
    return lambda visit: visit.open(f"/accounts/{name}/login/")


@shows("github_login")
def continue_with_github(visit: Visit) -> Page:
    return _provider("github")(visit)


@shows("google_login")
def continue_with_google(visit: Visit) -> Page:
    return _provider("google")(visit)


@shows("socialaccount_signup")
def sign_up_with_github(visit: Visit) -> Page:
    page = visit.open("/accounts/signup/")
    visit.troubles.expect(f"asked another host: {visit.site.provider.url}")
    page.get_by_role("button", name="Continue with GitHub").click()
    page.get_by_text("You are new here").wait_for()
    return page


@shows("github_callback")
def linked_sign_in_failed(visit: Visit) -> Page:
    visit.troubles.expect("status of 401.*callback")
    return visit.open("/accounts/github/login/callback/?state=made-up&code=1")


@shows("socialaccount_login_cancelled")
def linked_sign_in_cancelled(visit: Visit) -> Page:
    return visit.open("/accounts/3rdparty/login/cancelled/")
