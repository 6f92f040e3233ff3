"""Somebody who uses the site by HTTP alone, as a browser without script does."""

import itertools
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests

from tests.e2e.serving import Web
from tests.factories import PASSWORD

_numbers = itertools.count(1)


class Person:
    def __init__(self, web: Web) -> None:
        number = next(_numbers)
        self.web = web
        self.email = f"person{number}@example.org"
        self.http = requests.Session()
        self.http.trust_env = False
        # An address of their own, so that one person's failures limit nobody else.
        self.http.headers["X-Forwarded-For"] = f"10.9.0.{number}"

    def get(self, path: str) -> requests.Response:
        return self.http.get(self.web.url + path, allow_redirects=False, timeout=60)

    def post(
        self, path: str, form: str, headers: dict[str, str] | None = None, **data: str
    ) -> requests.Response:
        """Send the form that stands on the page `form`."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(form).text)
        assert found is not None
        fields = {"csrfmiddlewaretoken": found[1], **data}
        url = self.web.url + path
        return self.http.post(url, fields, headers=headers, allow_redirects=False, timeout=60)

    def sign_up(self) -> None:
        answer = self.post(
            "/accounts/signup/",
            "/accounts/signup/",
            display_name="Somebody",
            email=self.email,
            password1=PASSWORD,
        )
        assert answer.status_code == 302, answer.text

    def sign_in(self, password: str = PASSWORD) -> int:
        self.http.cookies.clear()
        form = "/accounts/login/"
        return self.post(form, form, login=self.email, password=password).status_code

    def log(self, minutes: int) -> int:
        answer = self.post(
            "/log/entries/", "/log/", minutes=str(minutes), day="2026-03-02", kind="code"
        )
        return answer.status_code

    def is_signed_in(self) -> bool:
        return self.get("/log/").status_code == 200

    def close(self) -> None:
        self.http.close()


@contextmanager
def somebody(web: Web) -> Iterator[Person]:
    person = Person(web)
    person.sign_up()
    try:
        yield person
    finally:
        person.close()


def seconds(action: Callable[[], object], times: int) -> float:
    """Return how long an action takes: the shortest of several times, as noise only adds."""
    taken = []
    for _time in range(times):
        before = time.monotonic()
        action()
        taken.append(time.monotonic() - before)
    return min(taken)
