"""An instance that sends mail: signing up with a passkey, and a new email address."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from tests.e2e.accessible import problems_of
from tests.e2e.authenticator import add_authenticator
from tests.e2e.conftest import Troubles
from tests.e2e.pages.registry import sign_out
from tests.e2e.serving import (
    Web,
    orm_on,
    prepare,
    scratch_database,
    scratch_home,
    scratch_name,
    wait_for,
)
from tests.factories import PASSWORD, UserFactory
from tests.smtp import MailServer, mail_server

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def web(pytestconfig: pytest.Config, mail: MailServer) -> Iterator[Web]:
    assert pytestconfig.cache is not None
    with scratch_home() as home, scratch_database(scratch_name("mail")) as database_url:
        static = prepare(Path(pytestconfig.cache.mkdir("learnpath-e2e")), database_url)
        own = {
            "DATABASE_URL": database_url,
            "STATIC_ROOT": str(static),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(mail.port),
            "SMTP_SECURITY": "none",
        }
        web = Web(home, own)
        web.start()
        yield web
        web.stop()


@pytest.fixture
def page(web: Web, new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    context = new_context(
        base_url=web.url,
        reduced_motion="reduce",
        timezone_id="Europe/Vienna",
        extra_http_headers={"X-Forwarded-For": "10.8.0.1"},
    )
    troubles = Troubles(web.url)
    troubles.watch(context)
    yield context.new_page()
    assert troubles.unexpected == []


def test_account_is_made_with_a_passkey_and_no_password(page: Page, mail: MailServer) -> None:
    reader = add_authenticator(page)
    page.goto("/accounts/signup/")
    page.get_by_role("link", name="Use a passkey instead of a password").click()
    assert problems_of(page) == {}
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill(_code_for("ada@example.org", mail))
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("heading", name="Make your passkey").wait_for()
    assert problems_of(page) == {}
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("link", name="your profile")).to_be_visible()
    assert len(reader.keys()) == 1

    page.goto("/accounts/security/")
    expect(page.get_by_text("You have none, and need none.")).to_be_visible()
    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("link", name="your profile")).to_be_visible()


def test_passkey_sign_up_with_a_known_address_looks_the_same(
    page: Page, mail: MailServer, django_db_blocker: DjangoDbBlocker
) -> None:
    with orm_on(scratch_name("mail"), django_db_blocker):
        UserFactory(email="known@example.org")
    texts = []
    for name in ("known", "unknown"):
        page.goto("/accounts/signup/passkey/")
        page.get_by_label("Name").fill("Somebody")
        page.get_by_label("Email").fill(f"{name}@example.org")
        page.get_by_role("button", name="Send the code").click()
        page.get_by_label("Code").wait_for()
        texts.append(page.locator("body").inner_text().replace(f"{name}@", ""))
        page.context.clear_cookies()

    assert texts[0] == texts[1]
    wait_for(lambda: bool(mail.to("unknown@example.org")), "the code arrives")
    assert mail.to("known@example.org")[-1]["Subject"] == "You have an account already"


def test_new_email_address_is_proven_and_the_old_one_is_told(page: Page, mail: MailServer) -> None:
    _sign_up(page, "old@example.org", mail)

    page.goto("/accounts/security/")
    page.get_by_role("link", name="Change email address").click()
    page.get_by_label("New email").fill("new@example.org")
    page.get_by_role("button", name="Change email address").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").wait_for()
    before = [message["Subject"] for message in mail.to("old@example.org")]
    page.get_by_label("Code").fill(_code_for("new@example.org", mail))
    page.get_by_role("button", name="Confirm").click()
    page.goto("/accounts/security/")
    expect(page.get_by_text("new@example.org")).to_be_visible()

    wait_for(lambda: len(mail.to("old@example.org")) > len(before), "the old address is told")
    notice = mail.to("old@example.org")[-1]
    assert notice["Subject"] == "Your email address was changed"
    assert "from old@example.org to new@example.org" in str(notice.get_payload(decode=True))


def _sign_up(page: Page, email: str, mail: MailServer) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("Name").fill("Somebody")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.get_by_label("Code").fill(_code_for(email, mail))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("link", name="your profile")).to_be_visible()


def _code_for(email: str, mail: MailServer) -> str:
    wait_for(lambda: bool(mail.to(email)), "a code arrives")
    found = re.search(r"^\s+([A-Z]{4}-[A-Z]{4})\s*$", str(mail.to(email)[-1].get_payload()), re.M)
    assert found is not None
    return found[1]
