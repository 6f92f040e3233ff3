"""Getting in: sign-up, sign-in, codes, reset."""

import re

from playwright.sync_api import Page

from tests.e2e.pages.registry import Visit, shows, sign_in


@shows("account_signup")
def sign_up(visit: Visit) -> Page:
    return visit.open("/accounts/signup/")


@shows("account_signup")
def sign_up_with_errors(visit: Visit) -> Page:
    page = visit.open("/accounts/signup/")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Email").fill(visit.learner().email)
    page.get_by_label("Password").fill("12345678")
    page.get_by_role("button", name="Create account").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("account_login")
def login(visit: Visit) -> Page:
    return visit.open("/accounts/login/?next=/log/")


@shows("account_login")
def login_with_errors(visit: Visit) -> Page:
    page = visit.open("/accounts/login/")
    sign_in(page, "nobody@example.org", "not the password")
    page.get_by_role("alert").first.wait_for()
    return page


@shows("account_request_login_code")
def code_login(visit: Visit) -> Page:
    return visit.open("/accounts/login/code/")


@shows("account_confirm_login_code")
def code_login_confirm(visit: Visit) -> Page:
    page = visit.open("/accounts/login/code/")
    page.get_by_label("Email").fill(visit.learner().email)
    page.get_by_role("button", name="Send the code").click()
    page.wait_for_url("**/confirm/")
    page.get_by_label("Code").fill("WRONG1")
    page.locator("main .primary").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    return page


@shows("account_reset_password")
def password_reset(visit: Visit) -> Page:
    return visit.open("/accounts/password/reset/")


@shows("account_confirm_password_reset_code")
def password_reset_confirm(visit: Visit) -> Page:
    page = visit.open("/accounts/password/reset/")
    page.get_by_label("Email").fill(visit.learner().email)
    page.get_by_role("button", name="Send the code").click()
    page.wait_for_url("**/reset/confirm/")
    return page


@shows("account_complete_password_reset")
def password_reset_complete(visit: Visit) -> Page:
    page = password_reset_confirm(visit)
    address = page.locator("main strong").first.inner_text()
    page.get_by_label("Code").fill(_code(visit.site.web.newest_mail(address)))
    page.locator("main .primary").click()
    page.wait_for_url("**/reset/complete/")
    return page


@shows("account_password_reset_completed")
def password_reset_done(visit: Visit) -> Page:
    return visit.open("/accounts/password/reset/done/")


@shows("account_inactive")
def inactive(visit: Visit) -> Page:
    return visit.open("/accounts/inactive/")


@shows("account_confirm_email")
def confirm_email_with_a_spent_link(visit: Visit) -> Page:
    visit.troubles.expect(r"status of 404.*confirm-email")
    return visit.open("/accounts/confirm-email/spent/")


def _code(mail: str) -> str:
    """Find the code in a message: a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail, re.MULTILINE)
    assert found, mail
    return found[1]
