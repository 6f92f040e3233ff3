"""What a first visit costs somebody on a slow line, measured where the browser counts bytes."""

import gzip
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.e2e.conftest import Browse, Site, Troubles
from tests.e2e.pages import Visit, diligent
from tests.e2e.pages.phone import ready

pytestmark = pytest.mark.e2e

LARGEST_VISIT = 120_000
MOST_REQUESTS = 8
LARGEST_HTML = 10_000


@pytest.fixture
def learner(site: Site, browse: Browse, troubles: Troubles) -> User:
    return diligent(Visit(site, browse, troubles))


def test_first_visit_of_a_stranger_is_light(browse: Browse) -> None:
    assert_light(browse())


def test_first_visit_of_today_is_light(browse: Browse, learner: User) -> None:
    page = browse(learner, service_workers="allow")

    assert_light(page)

    ready(page)  # so the worker was installed meanwhile, at nobody's cost


def test_second_page_brings_only_itself(browse: Browse, learner: User) -> None:
    page = browse(learner)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    received = _count(page)

    page.goto("/log/")
    page.wait_for_load_state("networkidle")

    assert [path for path, size in received.items() if size] == ["/log/"]


def test_html_of_today_is_small(site: Site, browse: Browse, learner: User) -> None:
    page = browse(learner)
    page.goto("/")

    assert len(gzip.compress(page.content().encode())) <= LARGEST_HTML


def test_files_are_compressed_and_kept_for_ever(site: Site, browse: Browse) -> None:
    page = browse()
    page.goto("/")
    style = page.locator("link[rel=stylesheet]").get_attribute("href")

    answer = requests.get(f"{site.url}{style}", headers={"Accept-Encoding": "br"}, timeout=30)

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def assert_light(page: Page) -> None:
    received = _count(page)

    page.goto("/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    fonts = [path for path in received if path.endswith(".woff2")]
    assert len(fonts) == 2, received
    asked = [path for path, size in received.items() if size]  # the rest is the worker's
    assert len(asked) <= MOST_REQUESTS, received
    assert sum(received.values()) <= LARGEST_VISIT, received


def _count(page: Page) -> dict[str, int]:
    """Fill the dictionary with the bytes that come over the network, by path."""
    received: dict[str, int] = {}
    paths: dict[str, str] = {}
    chrome = page.context.new_cdp_session(page)

    def respond(event: dict[str, Any]) -> None:
        address = urlsplit(event["response"]["url"])
        if address.scheme == "http":  # and not data:, which is part of the style sheet
            paths[event["requestId"]] = address.path

    def finish(event: Any) -> None:
        if event["requestId"] in paths:
            path = paths[event["requestId"]]
            received[path] = received.get(path, 0) + int(event["encodedDataLength"])

    chrome.on("Network.responseReceived", respond)
    chrome.on("Network.loadingFinished", finish)
    chrome.send("Network.enable")
    return received
