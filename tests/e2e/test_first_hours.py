"""The first hours of somebody who runs `bin/run`: what they did is there, everywhere, for good."""

import datetime as dt
import os
import re
import zoneinfo
from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.clock import hours_asked_this_week
from tests.e2e.conftest import Troubles
from tests.e2e.serving import scratch_database, scratch_name
from tests.factories import PASSWORD
from tests.process.instance import Instance

pytestmark = [pytest.mark.e2e, pytest.mark.process]


@pytest.fixture
def instance() -> Iterator[Instance]:
    instance = Instance()
    yield instance
    instance.remove()


@pytest.fixture
def page(instance: Instance, new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    url = f"http://localhost:{instance.port}"
    context = new_context(
        base_url=url, timezone_id=_zone_where_it_is_noon(), reduced_motion="reduce"
    )
    troubles = Troubles(url)
    troubles.watch(context)
    yield context.new_page()
    assert troubles.unexpected == []


def test_first_hours_with_servers_of_its_own_and_with_servers_beside_it(
    instance: Instance, page: Page
) -> None:
    alone = {"DATABASE_URL": "", "REDIS_URL": ""}

    _live_through_the_first_hours(instance, page, alone, instance.home.database_url)

    page.goto("/")
    expect(page.get_by_role("link", name="Admin")).to_be_visible()  # the first one in
    assert instance.stop() == 0

    with scratch_database(scratch_name("run")) as database_url:
        beside = {"DATABASE_URL": database_url, "REDIS_URL": os.environ["REDIS_URL"]}

        _live_through_the_first_hours(instance, page, beside, database_url)

        page.goto("/")
        expect(page.get_by_role("link", name="Path", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name="Admin")).to_have_count(0)
        _become_the_admin(page, instance.output)
        assert instance.stop() == 0


def _live_through_the_first_hours(
    instance: Instance, page: Page, environment: dict[str, str], database_url: str
) -> None:
    instance.start_and_wait(**environment)
    _sign_up_and_start_the_path(page)
    unit = _study_with_the_timer(page, database_url)
    _log_by_hand(page)
    page.goto(unit)
    page.get_by_role("button", name="Mark as done").click()
    expect(page.get_by_role("heading", name="This unit is done")).to_be_visible()
    _expect_the_same_numbers_everywhere(page, unit)

    assert instance.stop() == 0
    instance.start_and_wait(**environment)

    _expect_the_same_numbers_everywhere(page, unit)


def _become_the_admin(page: Page, output: str) -> None:
    """Follow the link that the start printed: with a database beside it, it trusts nobody."""
    link = re.search(r"http\S+/set-up/\S+", output)
    assert link is not None, output
    page.goto(link[0])
    page.get_by_role("button", name="Make me the admin").click()
    expect(page.get_by_role("link", name="Admin")).to_be_visible()


def _sign_up_and_start_the_path(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Create your account").click()
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.get_by_role("button", name="Start with four questions").click()
    page.get_by_label("Hours a week").fill("6")
    page.get_by_role("button", name="Save and go on").click()
    for _step in ("track", "domain", "goal"):
        page.get_by_role("link", name="Skip this").click()
    expect(page.get_by_text("0 of 40 units done")).to_be_visible()


def _study_with_the_timer(page: Page, database_url: str) -> str:
    """Study the first unit for 25 minutes, with a pause, and return its address."""
    page.get_by_role("button", name="Start studying").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    unit = page.url
    with psycopg.connect(database_url, autocommit=True) as database:
        database.execute(
            "UPDATE study_timer SET running_since = running_since - interval '25 minutes'"
        )
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("[data-clock]")).to_contain_text("0:25:")
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Logged 25 min.")).to_be_visible()
    return unit


def _log_by_hand(page: Page) -> None:
    page.goto("/log/")
    page.get_by_label("Time", exact=True).fill("1h 15m")
    page.get_by_label("Note").fill("Installed everything")
    page.get_by_role("button", name="Log this time").click()
    expect(_row(page, "Installed everything")).to_contain_text("1 h 15 min")


def _expect_the_same_numbers_everywhere(page: Page, unit: str) -> None:
    """100 minutes are logged, 25 of them on the unit, and that one unit is done."""
    page.goto("/")
    expect(page.locator("header").filter(has_text="of 70 hours studied")).to_contain_text("1.7")
    expect(
        page.get_by_text(f"1.7 of {hours_asked_this_week(6, _zone_where_it_is_noon())} h")
    ).to_be_visible()
    expect(page.get_by_text("1 of 40 units done")).to_be_visible()
    heat_map = page.get_by_role("img", name=re.compile("1.7 hours on 1 days? in the last 53"))
    expect(heat_map).to_be_visible()
    expect(page.get_by_role("img", name="1 h 40 min").first).to_be_visible()  # a day of this week
    trail = page.get_by_role("img", name="percent of the path done").get_attribute("aria-label")

    page.goto("/log/")
    expect(page.get_by_text("1.7 hours in all")).to_be_visible()
    expect(page.get_by_text("1.7 h", exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="1 h 40 min").first).to_be_visible()
    expect(_row(page, "Installed everything")).to_contain_text("1 h 15 min")
    expect(_row(page, "25 min")).to_have_count(1)

    page.goto("/log/year/")
    expect(page.get_by_text("1.7 hours in the last 53 weeks.")).to_be_visible()
    expect(page.get_by_role("cell", name="100", exact=True)).to_have_count(1)

    page.goto("/path/")
    expect(page.get_by_text("You have done 1,")).to_be_visible()
    expect(page.get_by_role("img", name="percent of the path done")).to_have_attribute(
        "aria-label", trail or ""
    )

    page.goto(unit)
    expect(page.get_by_text("You logged 25 min here")).to_be_visible()
    expect(page.get_by_role("heading", name="This unit is done")).to_be_visible()


def _row(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=text)


def _zone_where_it_is_noon() -> str:
    """A zone in which no midnight comes while the test runs."""
    zones = [f"Etc/GMT{hours:+d}" for hours in range(-11, 12)]
    now = dt.datetime.now(dt.UTC)
    return min(zones, key=lambda zone: abs(now.astimezone(zoneinfo.ZoneInfo(zone)).hour - 12))
