"""Two people on one device, one after the other: neither finds anything of the other."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from accounts.models import User
from study.models import Entry
from tests.e2e.conftest import Site, Troubles
from tests.e2e.pages.phone import ready, type_entry
from tests.e2e.pages.registry import sign_in, sign_out
from tests.factories import PASSWORD, EntryFactory

pytestmark = pytest.mark.e2e

# What A has and nobody else: a name, an address, a note, a length of time.
NAME, HANDLE = "Zebediah Quux", "zebediah"
NOTE, TYPED_NOTE, TIME = "Ferruginous walrus", "Cerulean pangolin", "7 h 43 min"
SECRETS = [NAME, HANDLE, NOTE, TYPED_NOTE, TIME]
numbers = itertools.count(1)

# Everything a script can reach of what the browser keeps: caches, databases, storages.
KEPT = """async () => {
    const kept = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            kept.push(request.url, await (await cache.match(request)).text());
        }
    }
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((done) => {
            indexedDB.open(name).onsuccess = (event) => done(event.target.result);
        });
        for (const store of database.objectStoreNames) {
            const rows = await new Promise((done) => {
                const all = database.transaction(store).objectStore(store).getAll();
                all.onsuccess = () => done(all.result);
            });
            kept.push(JSON.stringify(rows));
        }
        database.close();
    }
    return kept.join("\\n");
}"""
# What the HTTP cache would give for an address without asking the network.
HTTP_CACHED = """async (address) => {
    try {
        const options = { cache: "only-if-cached", mode: "same-origin" };
        return await (await fetch(address, options)).text();
    } catch { return ""; }
}"""


@pytest.fixture
def device(
    site: Site,
    troubles: Troubles,
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
) -> Iterator[BrowserContext]:
    """A browser with everything on: service worker, HTTP cache, back/forward cache."""
    troubles.expect("INTERNET_DISCONNECTED|ERR_CACHE_MISS")
    browser = browser_type.launch(
        ignore_default_args=["--disable-back-forward-cache"], **browser_type_launch_args
    )
    context = browser.new_context(
        base_url=site.url,
        service_workers="allow",
        extra_http_headers={"X-Forwarded-For": "10.77.0.1"},
    )
    troubles.watch(context)
    yield context
    browser.close()


@pytest.fixture
def a(site: Site) -> User:
    handle = f"{HANDLE}-{next(numbers)}"
    learner = site.learner(display_name=NAME, email=f"{handle}@example.org", handle=handle)
    today = learner.study_day(timezone.now())
    EntryFactory(learner=learner, day=today, minutes=463, note=NOTE, unit=site.units()[0])
    return learner


@pytest.fixture
def b(site: Site) -> User:
    return site.learner(display_name="Bea Baker")


def come_in(page: Page, learner: User) -> None:
    page.goto("/accounts/login/")
    sign_in(page, learner.email, PASSWORD)
    expect(page.get_by_role("button", name="Start timer")).to_be_visible()
    ready(page)


def leave(page: Page) -> None:
    page.goto("/accounts/profile/")
    ready(page)
    sign_out(page)


def look_around(page: Page, learner: User, site: Site) -> list[str]:
    """Open every kind of page that shows something of a learner; return their addresses."""
    entry = Entry.objects.for_learner(learner).first()
    own = [f"/log/entries/{entry.pk}/"] if entry else []
    unit = site.units()[0].get_absolute_url()
    addresses = ["/", "/log/", "/log/year/", "/path/", unit, "/timer/", "/accounts/profile/", *own]
    for address in addresses:
        page.goto(address)
        expect(page.locator("main h1").first).to_be_attached()
    return addresses


def assert_nothing_of_a(page: Page, where: str) -> None:
    found = [secret for secret in SECRETS if secret in page.content()]
    assert found == [], f"{where} shows {found}"


def assert_nothing_kept_of_a(page: Page, addresses: list[str]) -> None:
    kept = page.evaluate(KEPT) + "".join(page.evaluate(HTTP_CACHED, each) for each in addresses)
    assert [secret for secret in SECRETS if secret in kept] == []


def assert_nothing_of_a_offline(page: Page, addresses: list[str]) -> None:
    page.context.set_offline(True)
    for address in [*addresses, "/offline/"]:
        page.goto(address)
        ready(page)
        expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
        assert_nothing_of_a(page, address)
    assert_nothing_kept_of_a(page, addresses)
    page.context.set_offline(False)


def test_what_the_tests_look_for_is_there(site: Site, device: BrowserContext, a: User) -> None:
    page = device.new_page()
    come_in(page, a)
    look_around(page, a, site)
    page.goto("/accounts/profile/")
    profile = page.content()
    page.goto("/log/")
    ready(page)
    device.set_offline(True)
    type_entry(page, "10", TYPED_NOTE)
    expect(page.locator("#waiting li")).to_have_count(1)

    assert [each for each in SECRETS if each not in profile + page.content()] == []
    assert TYPED_NOTE in page.evaluate(KEPT)


def test_nothing_is_left_after_somebody_signs_out(
    site: Site, device: BrowserContext, a: User, b: User
) -> None:
    page = device.new_page()
    come_in(page, a)
    addresses = look_around(page, a, site)
    page.goto("/log/")
    ready(page)
    device.set_offline(True)
    type_entry(page, "10", TYPED_NOTE)
    expect(page.locator("#waiting li")).to_have_count(1)
    page.goto("/path/")
    ready(page)
    expect(page.locator("#waiting li")).to_contain_text(TYPED_NOTE)
    device.set_offline(False)
    expect(page.locator("#waiting li")).to_have_count(0)

    leave(page)

    assert sorted(Entry.objects.for_learner(a).values_list("minutes", flat=True)) == [10, 463]
    assert_nothing_kept_of_a(page, addresses)
    for step in range(len(addresses)):
        page.go_back()
        assert_nothing_of_a(page, f"{step + 1} steps back")

    come_in(page, b)
    look_around(page, b, site)
    assert_nothing_of_a(page, "B's profile")
    assert_nothing_kept_of_a(page, addresses)
    assert_nothing_of_a_offline(page, addresses)
    assert not Entry.objects.for_learner(b).exists()


def test_nothing_is_shown_after_a_session_ends_and_what_waited_is_not_lost(
    site: Site, device: BrowserContext, a: User, b: User, troubles: Troubles
) -> None:
    page = device.new_page()
    come_in(page, a)
    addresses = look_around(page, a, site)
    page.goto("/log/")
    ready(page)
    device.set_offline(True)
    type_entry(page, "10", TYPED_NOTE)
    expect(page.locator("#waiting li")).to_have_count(1)
    Session.objects.all().delete()
    troubles.expect("status of 40[13].*sync")
    page.goto("/offline/")  # before the network, and with it the end of the session, is back
    device.set_offline(False)

    come_in(page, b)
    look_around(page, b, site)
    page.goto("/log/")
    ready(page)
    assert_nothing_of_a(page, "B's log")
    device.set_offline(True)
    for address in [*addresses, "/offline/"]:
        page.goto(address)
        ready(page)
        assert_nothing_of_a(page, address)
    device.set_offline(False)
    leave(page)
    assert not Entry.objects.for_learner(b).exists()

    come_in(page, a)
    page.goto("/log/")

    expect(page.locator("#entries li").filter(has_text=TYPED_NOTE)).to_have_count(1)
    leave(page)
    assert_nothing_kept_of_a(page, addresses)


def test_page_of_before_is_not_left_in_sight_in_another_tab(
    device: BrowserContext, a: User, b: User
) -> None:
    old, page = device.new_page(), device.new_page()
    come_in(old, a)
    page.goto("/")
    ready(page)
    leave(page)

    expect(old.get_by_role("link", name="Create your account")).to_be_visible()
    assert_nothing_of_a(old, "the old tab")

    come_in(page, b)
    old.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert_nothing_of_a(old, "the old tab")


def test_who_signs_out_is_told_what_could_not_be_sent_and_chooses(
    device: BrowserContext, a: User, troubles: Troubles
) -> None:
    troubles.expect("status of 503")
    page = device.new_page()
    page.route("**/sync/", lambda route: route.fulfill(status=503))
    come_in(page, a)
    page.goto("/log/")
    ready(page)
    device.set_offline(True)
    type_entry(page, "10", TYPED_NOTE)
    expect(page.locator("#waiting li")).to_have_count(1)
    device.set_offline(False)
    page.goto("/accounts/profile/")
    ready(page)

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("dialog")).to_contain_text("could not be sent: 1.")
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert TYPED_NOTE in page.evaluate(KEPT)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Remove them and sign out").click()

    expect(page.get_by_role("link", name="Create your account")).to_be_visible()
    assert TYPED_NOTE not in page.evaluate(KEPT)
    assert not Entry.objects.for_learner(a).filter(note=TYPED_NOTE).exists()


def test_worker_keeps_one_page_and_its_files_and_nothing_else(
    site: Site, device: BrowserContext, a: User
) -> None:
    page = device.new_page()
    come_in(page, a)
    look_around(page, a, site)

    addresses = page.evaluate(
        "caches.keys().then(([name]) => caches.open(name)).then((cache) => cache.keys())"
        ".then((requests) => requests.map((each) => new URL(each.url).pathname))"
    )

    pages = [each for each in addresses if not each.startswith("/static/")]
    assert pages == ["/offline/"]
    assert len(addresses) == 10, json.dumps(addresses)
