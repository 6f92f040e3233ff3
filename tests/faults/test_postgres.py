"""Postgres restarted or gone: one clear answer at once, and nothing to mend when it is back."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from learnpath.embedded import Servers
from learnpath.home import Home
from tests.e2e.serving import Web, prepare, wait_for
from tests.faults.person import Person

pytestmark = pytest.mark.process

BOUND_SECONDS = 10


@pytest.fixture(scope="module")
def postgres(home: Home) -> Iterator[Servers]:
    servers = Servers(home, valkey=False)
    servers.start()
    yield servers
    servers.stop()


@pytest.fixture(scope="module")
def web(home: Home, cache: Path, postgres: Servers) -> Iterator[Web]:
    static = prepare(cache, home.database_url)
    web = Web(home, {"DATABASE_URL": home.database_url, "STATIC_ROOT": str(static)})
    web.start()
    yield web
    web.stop()


def test_restart_between_requests_is_not_noticed(
    web: Web, person: Person, postgres: Servers
) -> None:
    with ThreadPoolExecutor(8) as pool:  # so that every worker's pool has connections
        assert set(pool.map(lambda _n: person.is_signed_in(), range(32))) == {True}

    postgres.stop()
    postgres.start()

    assert [person.log(10) for _time in range(8)] == [302] * 8
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _n: person.is_signed_in(), range(32))) == {True}


def test_outage_is_told_at_once_and_over_when_it_is_over(
    web: Web, person: Person, postgres: Servers
) -> None:
    assert person.log(10) == 302
    assert web.status("/readyz/") == 200
    postgres.stop()
    try:
        before = time.monotonic()
        answer = person.get("/log/")
        took = time.monotonic() - before

        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "Back in a moment" in answer.text
        assert took < BOUND_SECONDS
        assert web.status("/readyz/") == 503
        assert web.status("/healthz/") == 200
        assert web.status("/") == 200  # it asks the database nothing
    finally:
        postgres.start()

    wait_for(lambda: web.status("/readyz/") == 200, "the web server finds its database again")
    assert person.log(20) == 302
    assert "0.5 hours in all" in person.get("/log/").text


def test_outage_puts_no_page_into_a_fragment(web: Web, person: Person, postgres: Servers) -> None:
    form = person.get("/log/").text
    postgres.stop()
    try:
        token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        answer = person.http.post(
            f"{web.url}/log/entries/",
            {"minutes": "10", "day": "2026-03-02", "kind": "code"},
            headers={"X-CSRFToken": token, "HX-Request": "true"},
            timeout=60,
        )
    finally:
        postgres.start()

    assert answer.status_code == 503
    assert "<html" not in answer.text
