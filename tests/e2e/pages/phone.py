"""What a phone shows while the network is away. The list of what waits is drawn by a script."""

from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from tests.e2e.pages.registry import Visit, shows


def with_worker(visit: Visit, learner: User, **options: str) -> Page:
    """Open the log in a browser that has the service worker ready."""
    page = visit.browse(learner, service_workers="allow", **options)
    page.goto("/log/")
    ready(page)
    return page


def ready(page: Page) -> None:
    """Wait until what works without a network is there."""
    expect(page.locator("body[data-ready]")).to_be_attached()


def go_offline(visit: Visit, context: BrowserContext) -> None:
    visit.troubles.expect("INTERNET_DISCONNECTED")
    context.set_offline(True)


def type_entry(page: Page, time: str, note: str) -> None:
    page.get_by_label("Time", exact=True).fill(time)
    page.get_by_label("Note").fill(note)
    page.locator("form[data-log] .primary").click()


@shows("offline")
def offline_for_nobody(visit: Visit) -> Page:
    return visit.open("/offline/")


@shows("offline")
def offline_with_an_entry_that_waits(visit: Visit) -> Page:
    page = with_worker(visit, visit.learner())
    go_offline(visit, page.context)
    page.goto("/path/")
    ready(page)
    type_entry(page, "1:15", "Read on the train")
    expect(page.get_by_role("listitem").filter(has_text="Read on the train")).to_be_visible()
    return page


@shows("study:log")
def log_with_entries_that_wait(visit: Visit) -> Page:
    visit.troubles.expect("status of 422")
    page = with_worker(visit, visit.learner())
    go_offline(visit, page.context)
    type_entry(page, "a while", "The server will ask how long this was")
    page.context.set_offline(False)
    expect(page.locator("#waiting .field-error")).not_to_be_empty()
    page.context.set_offline(True)
    type_entry(page, "1:15", "Read on the train")
    expect(page.locator("#waiting li")).to_have_count(2)
    return page


@shows("account_logout")
def logout_with_an_entry_that_waits(visit: Visit) -> Page:
    page = with_worker(visit, visit.learner())
    page.route("**/sync/", lambda route: route.fulfill(status=503))
    visit.troubles.expect("status of 503")
    go_offline(visit, page.context)
    type_entry(page, "1:15", "Read on the train")
    page.context.set_offline(False)
    page.goto("/accounts/logout/")
    ready(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Stay signed in").wait_for()
    return page
