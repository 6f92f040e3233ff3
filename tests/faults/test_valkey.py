"""Valkey gone or deaf: pages, sign-in and rate limits go on, and nearly as fast."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from learnpath.embedded import Servers
from learnpath.home import Home
from tests.e2e.serving import Web, prepare, scratch_database, scratch_name, wait_for
from tests.factories import PASSWORD
from tests.faults.person import Person, seconds

pytestmark = [pytest.mark.process, pytest.mark.alone]

TOLERATED_SECONDS = 1.0
FAULTS = {"killed": signal.SIGKILL, "stopped": signal.SIGSTOP}


@pytest.fixture(scope="module")
def web(home: Home, cache: Path) -> Iterator[Web]:
    with scratch_database(scratch_name("valkey")) as database_url:
        static = prepare(cache, database_url)
        web = Web(
            home,
            {
                "DATABASE_URL": database_url,
                "REDIS_URL": home.redis_url,
                "STATIC_ROOT": str(static),
            },
        )
        web.start()
        yield web
        web.stop()


@pytest.fixture(params=FAULTS)
def break_valkey(request: pytest.FixtureRequest, home: Home) -> Iterator[Callable[[], None]]:
    """Give the way to break a Valkey that runs, and mend it after the test."""
    servers = Servers(home, postgres=False)
    servers.start()
    pid = int((home.run / "valkey.pid").read_text())
    [valkey] = servers.all

    def strike() -> None:
        os.kill(pid, FAULTS[request.param])
        if request.param == "killed":
            wait_for(lambda: not valkey.is_running(), "Valkey is dead")

    yield strike
    if valkey.is_running():
        os.kill(pid, signal.SIGCONT)
    servers.stop()


def test_study_goes_on(person: Person, break_valkey: Callable[[], None]) -> None:
    before_logging = seconds(lambda: person.log(10), 5)
    before_signing_in = seconds(person.sign_in, 3)

    break_valkey()

    assert person.is_signed_in()
    assert person.log(25) == 302
    assert seconds(lambda: person.log(10), 5) < before_logging + TOLERATED_SECONDS
    assert person.sign_in() == 302
    assert seconds(person.sign_in, 3) < before_signing_in + TOLERATED_SECONDS
    assert "2.1 hours in all" in person.get("/log/").text  # 10 times 10 minutes, and 25


def test_guessers_are_refused_all_the_same(
    person: Person, break_valkey: Callable[[], None]
) -> None:
    first = [person.sign_in("wrong") for _try in range(2)]

    break_valkey()

    others = [person.sign_in("wrong") for _try in range(4)]
    assert [*first, *others] == [200, 200, 200, 200, 200, 429]
    assert person.sign_in() == 429  # the right password comes too late


def test_guessers_of_second_factors_are_refused_all_the_same(
    person: Person, break_valkey: Callable[[], None]
) -> None:
    _set_an_app_up(person)

    def guess() -> int:
        page = "/accounts/2fa/authenticate/"
        return person.post(page, page, code="000000").status_code

    assert person.sign_in() == 302
    first = [guess() for _try in range(2)]

    break_valkey()

    assert [*first, *(guess() for _try in range(4))] == [200, 200, 200, 200, 200, 429]
    assert not person.is_signed_in()


def _set_an_app_up(person: Person) -> None:
    page = "/accounts/2fa/totp/activate/"
    confirm = f"/accounts/reauthenticate/?next={page}"
    assert person.post(confirm, confirm, password=PASSWORD).status_code == 302
    form = person.get(page).text
    secret = re.search(r'class="key">([A-Z2-7]+)<', form)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert secret is not None
    assert token is not None
    code = format_hotp_value(hotp_value(secret[1], int(time.time()) // 30))
    fields = {"csrfmiddlewaretoken": token[1], "code": code}
    answer = person.http.post(person.web.url + page, fields, allow_redirects=False, timeout=60)
    assert answer.status_code == 302, answer.text
