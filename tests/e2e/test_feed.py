"""The calendar feed, as a learner makes it and a calendar reads it."""

import http.client
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.e2e.conftest import Browse, Site

pytestmark = pytest.mark.e2e


def fetch(address: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Ask as a calendar does: with no cookie, and no browser."""
    parts = urlsplit(address)
    asked = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        asked.request("GET", parts.path, headers=headers)
        response = asked.getresponse()
        return response, response.read()
    finally:
        asked.close()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_an_address_is_made_read_renewed_and_stopped(
    site: Site, browse: Browse, java_script_enabled: bool
) -> None:
    page = browse(site.learner(), java_script_enabled=java_script_enabled)
    page.goto("/path/plan/calendar/")
    page.get_by_role("button", name="Make the address").click()
    field = page.get_by_label("Address of the feed")
    first = field.input_value()
    assert first.startswith(f"{site.url}/calendar/")
    assert first not in page.url

    response, content = fetch(first)
    assert (response.status, response.headers["Set-Cookie"]) == (200, None)
    assert Calendar.from_ical(content)["X-WR-CALNAME"] == "Learnpath"
    again, nothing = fetch(first, **{"If-None-Match": response.headers["ETag"]})
    assert (again.status, nothing) == (304, b"")
    page.reload()
    expect(page.get_by_text("Last read by a calendar 0 minutes ago")).to_be_visible()

    page.get_by_role("button", name="Make a new address").click()
    expect(page.get_by_text("The old address has stopped.")).to_be_visible()
    second = field.input_value()
    assert [fetch(address)[0].status for address in (first, second)] == [404, 200]

    page.get_by_role("button", name="Stop the feed").click()
    expect(page.get_by_role("button", name="Make the address")).to_be_visible()
    assert fetch(second)[0].status == 404


def test_the_address_is_copied_by_a_button(site: Site, browse: Browse) -> None:
    page = browse(site.learner(), permissions=["clipboard-read", "clipboard-write"])
    page.goto("/path/plan/calendar/")
    page.get_by_role("button", name="Make the address").click()

    page.get_by_role("button", name="Copy the address").click()

    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Address of the feed").input_value()
