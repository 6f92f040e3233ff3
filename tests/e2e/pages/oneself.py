"""Pages about oneself, and what staff see."""

from playwright.sync_api import Page

from accounts.models import token_digest
from tests.e2e.pages.entrance import password_reset_confirm
from tests.e2e.pages.registry import Visit, shows
from tests.factories import (
    PASSWORD,
)


@shows("accounts:profile")
def profile(visit: Visit) -> Page:
    return visit.open("/accounts/profile/", visit.learner())


@shows("accounts:profile")
def profile_with_errors(visit: Visit) -> Page:
    page = visit.open("/accounts/profile/", visit.learner())
    page.get_by_label("Handle").fill("admin")
    page.get_by_role("button", name="Save profile").click()
    page.locator("[aria-invalid=true]").wait_for()
    return page


@shows("accounts:profile")
def profile_saved(visit: Visit) -> Page:
    page = visit.open("/accounts/profile/", visit.learner())
    page.get_by_role("button", name="Save profile").click()
    page.get_by_role("status").first.wait_for()
    return page


@shows("account_email")
def email_change(visit: Visit) -> Page:
    return visit.open("/accounts/email/", visit.learner())


@shows("account_change_password")
def password_change(visit: Visit) -> Page:
    return visit.open("/accounts/password/change/", visit.learner())


@shows("account_change_password")
def password_change_with_errors(visit: Visit) -> Page:
    page = password_change(visit)
    page.get_by_label("Password you have now").fill("not it")
    page.get_by_label("New password").fill(PASSWORD)
    page.locator("main .primary").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("account_set_password")
def password_set(visit: Visit) -> Page:
    learner = visit.learner()
    learner.set_unusable_password()
    learner.save(update_fields=["password"])
    return visit.open("/accounts/password/set/", learner)


@shows("account_reauthenticate")
def reauthenticate(visit: Visit) -> Page:
    return visit.open("/accounts/reauthenticate/?next=/accounts/email/", visit.learner())


@shows("account_logout")
def logout(visit: Visit) -> Page:
    return visit.open("/accounts/logout/", visit.learner())


@shows("accounts:mail")
def mail(visit: Visit) -> Page:
    password_reset_confirm(visit)  # sends one
    return visit.open("/accounts/mail/", visit.learner(is_staff=True, is_superuser=True))


@shows("accounts:mail-message")
def mail_message(visit: Visit) -> Page:
    page = mail(visit)
    page.locator("main a.title").first.click()
    page.locator("pre").wait_for()
    return page


@shows("accounts:set-up")
def set_up(visit: Visit) -> Page:
    visit.site.set_up_row().update(claimed_at=None, token_digest=token_digest("a-token"))
    return visit.open("/accounts/set-up/a-token/", visit.learner())
