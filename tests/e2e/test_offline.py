"""Logging without a network: nothing is lost, nothing is written twice."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from accounts.models import User
from study.models import Entry
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.conftest import sign_in as give_session
from tests.e2e.pages import Visit
from tests.e2e.pages.phone import go_offline, ready, type_entry, with_worker
from tests.e2e.serving import wait_for
from tests.factories import EntryFactory

pytestmark = pytest.mark.e2e


@pytest.fixture
def visit(site: Site, browse: Browse, troubles: Troubles) -> Visit:
    return Visit(site, browse, troubles)


@pytest.fixture
def learner(site: Site) -> User:
    return site.learner()


@pytest.fixture
def page(visit: Visit, learner: User) -> Page:
    return with_worker(visit, learner)


def waiting(page: Page) -> Locator:
    return page.locator("#waiting li")


def minutes_logged(learner: User) -> list[int]:
    return list(
        Entry.objects.for_learner(learner).order_by("minutes").values_list("minutes", flat=True)
    )


def test_a_browser_reads_what_it_installs_the_app_with(site: Site, browse: Browse) -> None:
    """What must be in it, tests/learnpath/test_phone.py holds."""
    page = browse()
    page.goto("/")
    chrome = page.context.new_cdp_session(page)

    found = chrome.send("Page.getAppManifest")

    assert (found["url"], found["errors"]) == (f"{site.url}/manifest.webmanifest", [])
    icons = [icon["src"] for icon in json.loads(found["data"])["icons"]]
    assert [page.request.get(icon).status for icon in icons] == [200, 200, 200, 200]


def test_entry_typed_on_the_log_is_sent_once_when_the_network_is_back(
    visit: Visit, learner: User, page: Page
) -> None:
    go_offline(visit, page.context)
    type_entry(page, "1:15", "On the train")
    expect(page.get_by_role("status")).to_contain_text("Kept on this device")
    expect(waiting(page)).to_contain_text("On the train")
    expect(page.get_by_label("Time", exact=True)).to_have_value("")
    assert minutes_logged(learner) == []

    page.get_by_label("Note").fill("Typing the next")
    page.context.set_offline(False)

    expect(page.locator("#entries li")).to_contain_text("On the train")
    expect(page.locator("#this-week")).to_contain_text("1.3 h")
    expect(waiting(page)).to_have_count(0)
    expect(page.get_by_label("Note")).to_have_value("Typing the next")
    assert minutes_logged(learner) == [75]


def test_entry_typed_on_the_offline_page_is_sent_once_when_the_network_is_back(
    visit: Visit, learner: User, page: Page
) -> None:
    go_offline(visit, page.context)
    page.goto("/path/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    ready(page)
    type_entry(page, "40", "In the tunnel")
    expect(waiting(page)).to_contain_text("In the tunnel")

    page.context.set_offline(False)

    expect(page.get_by_role("status")).to_contain_text("is in your log")
    expect(waiting(page)).to_have_count(0)
    assert minutes_logged(learner) == [40]
    page.get_by_role("link", name="Show it").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def test_form_on_the_offline_page_has_todays_date_of_the_device(
    visit: Visit, learner: User
) -> None:
    page = with_worker(visit, learner, timezone_id="Pacific/Kiritimati")
    go_offline(visit, page.context)
    page.goto("/")
    ready(page)
    far_ahead = (timezone.now() + timedelta(hours=14)).date()

    expect(page.get_by_label("Day")).to_have_value(far_ahead.isoformat())
    type_entry(page, "20", "Ahead of everybody")
    page.context.set_offline(False)

    wait_for(lambda: minutes_logged(learner) == [20], "the entry is written")
    assert Entry.objects.for_learner(learner).get().day == far_ahead


def test_two_tabs_send_each_entry_once(visit: Visit, learner: User, page: Page) -> None:
    other = page.context.new_page()
    other.goto("/log/")
    ready(other)
    go_offline(visit, page.context)
    type_entry(page, "10", "First")
    type_entry(other, "20", "Second")
    expect(waiting(page)).to_have_count(2)
    expect(waiting(other)).to_have_count(2)

    page.context.set_offline(False)

    for tab in (page, other):
        expect(waiting(tab)).to_have_count(0)
        expect(tab.locator("#entries li")).to_have_count(2)
    assert minutes_logged(learner) == [10, 20]


@pytest.mark.parametrize("address", ["**/log/entries/", "**/log/entries/sync/"])
def test_entry_whose_answer_was_lost_is_written_once(
    visit: Visit, learner: User, page: Page, address: str
) -> None:
    """First the plain form's answer, then that of an entry that had waited."""
    visit.troubles.expect("ERR_FAILED|Failed to fetch")

    def write_but_lose_the_answer(route: Route) -> None:
        assert route.fetch().ok
        route.abort()

    page.route(address, write_but_lose_the_answer, times=1)
    with page.expect_event("requestfailed"):
        if "sync" in address:
            go_offline(visit, page.context)
            type_entry(page, "30", "Lost on the way")
            page.context.set_offline(False)
        else:
            type_entry(page, "30", "Lost on the way")
    assert minutes_logged(learner) == [30]
    page.reload()

    expect(page.locator("#entries li")).to_have_count(1)
    ready(page)
    expect(waiting(page)).to_have_count(0)
    assert minutes_logged(learner) == [30]


def test_refused_entry_stays_with_the_reason_and_can_be_changed(
    visit: Visit, learner: User, page: Page
) -> None:
    visit.troubles.expect("status of 422")
    EntryFactory(learner=learner, day=learner.study_day(timezone.now()), minutes=1400)
    go_offline(visit, page.context)
    type_entry(page, "3h", "Too much of a day")
    page.context.set_offline(False)
    expect(waiting(page)).to_contain_text("24 hours")
    expect(page.get_by_role("status")).to_contain_text("needs a change")

    page.reload()
    ready(page)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_label("Note")).to_have_value("Too much of a day")
    page.get_by_label("Time", exact=True).fill("40")
    page.get_by_role("button", name="Log this time").click()

    expect(page.locator("#entries li").filter(has_text="Too much of a day")).to_have_count(1)
    expect(waiting(page)).to_have_count(0)
    assert minutes_logged(learner) == [40, 1400]


def test_entry_thrown_away_can_be_put_back(visit: Visit, learner: User, page: Page) -> None:
    go_offline(visit, page.context)
    type_entry(page, "25", "Typed by mistake")

    page.get_by_role("button", name="Throw it away").click()
    expect(waiting(page)).to_have_count(0)
    page.get_by_role("button", name="Keep it after all").click()
    expect(waiting(page)).to_have_count(1)
    page.get_by_role("button", name="Throw it away").click()
    expect(waiting(page)).to_have_count(0)
    page.context.set_offline(False)
    page.reload()
    ready(page)

    assert minutes_logged(learner) == []


def test_entry_typed_after_the_session_ended_waits_for_the_same_learner(
    visit: Visit, learner: User, page: Page
) -> None:
    visit.troubles.expect("401")
    Session.objects.all().delete()
    type_entry(page, "50", "Typed too late")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert minutes_logged(learner) == []

    give_session(page.context, learner, visit.site.url)
    page.goto("/")

    expect(page.get_by_role("status").filter(has_text=re.compile("in your log"))).to_be_visible()
    assert minutes_logged(learner) == [50]


def test_note_sent_after_the_session_ended_stays_where_it_was_typed(
    visit: Visit, learner: User, page: Page
) -> None:
    visit.troubles.expect("401")
    page.goto(visit.site.units()[0].get_absolute_url())
    ready(page)
    page.get_by_text("Write one", exact=True).click()
    page.get_by_label("Your note", exact=True).fill("An hour of thought")
    Session.objects.all().delete()

    page.get_by_role("button", name="Save note").click()

    alert = page.get_by_role("alert").filter(has_text="You are signed out.")
    expect(alert.get_by_role("link", name="sign in again")).to_be_visible()
    expect(page.get_by_label("Your note", exact=True)).to_have_value("An hour of thought")


def test_note_saved_without_a_network_says_that_it_is_not(
    visit: Visit, learner: User, page: Page
) -> None:
    page.goto(visit.site.units()[0].get_absolute_url())
    ready(page)
    page.get_by_text("Write one", exact=True).click()
    page.get_by_label("Your note", exact=True).fill("An hour of thought")
    visit.troubles.expect("htmx:error")
    go_offline(visit, page.context)

    page.get_by_role("button", name="Save note").click()

    expect(page.get_by_role("alert").filter(has_text="This is not saved.")).to_be_visible()
    expect(page.get_by_label("Your note", exact=True)).to_have_value("An hour of thought")


def test_entry_of_a_tab_closed_in_the_middle_is_sent_by_the_next(
    visit: Visit, learner: User, page: Page
) -> None:
    visit.troubles.expect("ERR_")
    go_offline(visit, page.context)
    type_entry(page, "35", "Closed in the middle")
    expect(waiting(page)).to_have_count(1)
    page.route("**/sync/", lambda route: None)  # never answered
    with page.expect_request("**/sync/"):
        page.context.set_offline(False)
    page.close()

    tab = page.context.new_page()
    tab.goto("/log/")

    expect(tab.locator("#entries li")).to_contain_text("Closed in the middle")
    assert minutes_logged(learner) == [35]
