"""On an instance that sends mail: somebody says what they want to be told, and reads it."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from nudges.models import Bounce, Kind, Preference, address_digest
from study.models import Enrolment
from tests.clock import zone_where_it_is
from tests.e2e.accessible import problems_of
from tests.e2e.conftest import Site, Troubles, sign_in
from tests.e2e.serving import Web, orm_on, prepare, scratch_database, scratch_home, scratch_name
from tests.factories import EntryFactory
from tests.nudges.people import delivered
from tests.oauth import Provider

pytestmark = pytest.mark.e2e

with_and_without_script = pytest.mark.parametrize(
    "script", [True, False], ids=["script", "no script"]
)


@pytest.fixture(scope="module")
def served(
    pytestconfig: pytest.Config, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Web, str]]:
    """An instance that could send mail; nothing here makes it."""
    assert pytestconfig.cache is not None
    name = scratch_name("reminders")
    with scratch_home() as home, scratch_database(name) as database_url:
        static = prepare(Path(pytestconfig.cache.mkdir("learnpath-e2e")), database_url)
        own = {
            "DATABASE_URL": database_url,
            "STATIC_ROOT": str(static),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_SECURITY": "none",
        }
        web = Web(home, own)
        web.start()
        yield web, name
        web.stop()


@pytest.fixture
def site(
    served: tuple[Web, str], github: Provider, django_db_blocker: DjangoDbBlocker
) -> Iterator[Site]:
    web, name = served
    with orm_on(name, django_db_blocker):
        yield Site(web, github)


@pytest.fixture
def learner(site: Site) -> User:
    """It is noon; they studied yesterday, and mail reaches them."""
    learner = site.learner(time_zone=zone_where_it_is(12))
    EmailAddress.objects.create(user=learner, email=learner.email, verified=True, primary=True)
    today = learner.study_day(timezone.now())
    Enrolment.objects.filter(learner=learner).update(started_on=today - dt.timedelta(days=20))
    EntryFactory(learner=learner, day=today - dt.timedelta(days=1), minutes=30, unit=None)
    return learner


@pytest.fixture
def open_page(
    site: Site, troubles: Troubles, learner: User, new_context: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    def open_one(path: str, *, script: bool = True) -> Page:
        context = new_context(
            base_url=site.url,
            reduced_motion="reduce",
            service_workers="block",
            java_script_enabled=script,
            locale="en-US",
        )
        troubles.watch(context)
        sign_in(context, learner, site.url)
        page = context.new_page()
        page.goto(path)
        return page

    return open_one


def test_reminders_are_set_with_the_keyboard_alone(
    open_page: Callable[..., Page], learner: User
) -> None:
    page = open_page("/reminders/")
    group = _group(page, "Study reminders")
    group.get_by_label("By email").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # in the inbox, too
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # opens time and days
    page.keyboard.press("Tab")
    page.keyboard.type("0745AM")
    for _ in range(30):
        if page.evaluate("document.activeElement.parentElement.innerText").strip() == "Sun":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    # A quarter to eight is in the quiet hours: said beside the field, and all of it is there.
    expect(page.get_by_text("7:45 is in your quiet hours, 21:00 to 8:00.")).to_be_visible()
    expect(group.get_by_label("Time of day")).to_have_value("07:45")
    expect(group.get_by_label("In the inbox")).to_be_checked()
    expect(group.get_by_label("Sun")).not_to_be_checked()
    assert not Preference.objects.filter(recipient=learner.pk).exists()

    group.get_by_label("Time of day").focus()
    page.keyboard.type("0815AM")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(group.get_by_text("08:15, Mon, Tue, Wed, Thu, Fri, Sat")).to_be_visible()
    found = Preference.objects.get(recipient=learner.pk)
    assert (found.kind, found.at, found.weekdays) == ("study_reminder", dt.time(8, 15), "123456")


@with_and_without_script
def test_next_seven_days_follow_wishes_and_a_pause(
    open_page: Callable[..., Page], script: bool
) -> None:
    page = open_page("/reminders/", script=script)
    reminders = _foreseen(page, "Study reminders")
    expect(reminders).to_have_count(2)  # then it is for coming back
    expect(_foreseen(page, "After days away").first).to_be_visible()

    _group(page, "After days away").get_by_label("By email").uncheck()
    _group(page, "After days away").get_by_label("In the inbox").uncheck()
    page.get_by_role("button", name="Save reminders").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(_foreseen(page, "After days away")).to_have_count(0)

    page.get_by_role("button", name="For 1 day").click()
    expect(page.get_by_text("Nothing comes before")).to_be_visible()
    expect(reminders).to_have_count(1)
    page.get_by_role("button", name="For 7 days").click()
    expect(page.get_by_text("Nothing: you have paused reminders.")).to_be_visible()
    page.get_by_role("button", name="End the pause").click()
    expect(reminders).to_have_count(2)


@with_and_without_script
def test_messages_are_read_one_by_one_and_all_at_once(
    open_page: Callable[..., Page], learner: User, script: bool
) -> None:
    for text in ("First things first.", "A second thought.", "Third time lucky."):
        delivered(learner, text=text, subject=text)
    page = open_page("/", script=script)
    page.get_by_role("link", name="Inbox, 3 unread").click()

    page.get_by_role("button", name="Mark as read A second thought.").click()
    expect(page.get_by_role("link", name="Inbox, 2 unread")).to_be_visible()
    expect(page.get_by_role("listitem").last).to_contain_text("A second thought.")

    page.get_by_role("button", name="Open First things first.").click()
    expect(page).to_have_url("/path/")
    expect(page.get_by_role("link", name="Inbox, 1 unread")).to_be_visible()

    page.goto("/inbox/")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_role("link", name="Inbox", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Mark all as read")).to_have_count(0)


@with_and_without_script
def test_mail_that_came_back_is_told_until_it_works_again(
    open_page: Callable[..., Page], learner: User, script: bool
) -> None:
    Bounce.objects.create(
        address_digest=address_digest(learner.email),
        cause=Bounce.Cause.COMPLAINT,
        at=timezone.now(),
    )
    Preference.objects.create(
        recipient_id=learner.pk, kind=Kind.BREAK_OVER, by_email=True, in_app=False
    )
    page = open_page("/inbox/", script=script)
    expect(page.get_by_text("came back, so we stopped sending.")).to_be_visible()
    page.get_by_role("link", name="What comes when").click()
    expect(page.get_by_text("Will not go: mail to you came back.").first).to_be_visible()
    if script:
        assert problems_of(page) == {}

    page.get_by_role("button", name="It works again").click()

    expect(page.get_by_text("Mail to you goes out again.")).to_be_visible()
    expect(page.get_by_text("came back")).to_have_count(0)


def _group(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def _foreseen(page: Page, kind: str) -> Locator:
    week = page.get_by_role("region", name="The next seven days")
    return week.get_by_role("listitem").filter(has_text=kind).filter(has_text="Email")
