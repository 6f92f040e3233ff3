"""A served site, and browsers that visit it and complain about everything that goes wrong."""

import itertools
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Request, expect
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import SetUp, User
from curriculum.models import Unit
from curriculum.queries import current_edition
from study.models import Enrolment
from tests.e2e.serving import Web, orm_on, prepare, scratch_database, scratch_home, scratch_name
from tests.factories import PASSWORD, EnrolmentFactory, UserFactory
from tests.oauth import Provider, provider

# Playwright's synchronous interface runs an event loop that Django would take for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
expect.set_options(timeout=15_000)

Browse = Callable[..., Page]
BROWSERS = (  # as in bin/test
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
SLOW_HASH = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    program = os.environ.get("LEARNPATH_BROWSER") or next(
        filter(None, map(shutil.which, BROWSERS)), None
    )
    arguments = [
        "--no-sandbox",  # root cannot have one
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    return browser_type_launch_args | {"executable_path": program, "args": arguments}


@pytest.fixture(scope="session", autouse=True)
def _no_folder_left_behind(_pw_artifacts_folder: "TemporaryDirectory[str]") -> Iterator[None]:
    """Tidy up after pytest-playwright, which leaves that to the garbage collector."""
    yield
    _pw_artifacts_folder.cleanup()


@pytest.fixture(scope="session", autouse=True)
def _no_connection_left_behind(playwright: Playwright) -> Iterator[None]:
    """Tidy up after asgiref: while Playwright's loop runs, this thread has another connection."""
    yield
    connection.close()


@pytest.fixture(scope="session")
def github() -> Iterator[Provider]:
    """What the site takes for GitHub."""
    with provider() as found:
        yield found


@pytest.fixture(scope="session")
def served(
    pytestconfig: pytest.Config, django_db_blocker: DjangoDbBlocker, github: Provider
) -> Iterator[tuple[Web, str]]:
    """One site for all tests of this process, and the name of its database."""
    assert pytestconfig.cache is not None
    name = scratch_name("site")
    with scratch_home() as home, scratch_database(name) as database_url:
        static = prepare(Path(pytestconfig.cache.mkdir("learnpath-e2e")), database_url)
        own = {"DATABASE_URL": database_url, "STATIC_ROOT": str(static), "GITHUB_URL": github.url}
        web = Web(home, own)
        web.start()
        yield web, name
        web.stop()


class Site:
    """The site, with what a test puts into it before somebody looks."""

    def __init__(self, web: Web, provider: Provider) -> None:
        self.web = web
        self.provider = provider
        self.url = web.url

    def learner(self, *, enrolled: bool = True, **fields: Any) -> User:
        learner = UserFactory(password=None, **fields)
        learner.password = SLOW_HASH
        learner.save(update_fields=["password"])
        if enrolled:
            self.enrol(learner)
        return learner

    def enrol(self, learner: User) -> Enrolment:
        return EnrolmentFactory(
            learner=learner,
            edition=current_edition(),
            started_on=learner.study_day(timezone.now()),
        )

    def units(self) -> list[Unit]:
        """All units of the path, in order."""
        of_path = Unit.objects.filter(placements__edition=current_edition())
        return list(of_path.order_by("placements__position"))

    def set_up_row(self) -> Any:
        return SetUp.objects.filter(pk=1)


@pytest.fixture
def site(
    served: tuple[Web, str], github: Provider, django_db_blocker: DjangoDbBlocker
) -> Iterator[Site]:
    web, name = served
    with orm_on(name, django_db_blocker):
        yield Site(web, github)


class Troubles:
    """What went wrong in any browser of a test, unless the test expects it."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.seen: list[str] = []
        self.expected = ["Service Worker registration blocked by Playwright"]

    def expect(self, pattern: str) -> None:
        """Let pass what matches this pattern."""
        self.expected.append(pattern)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.seen.append(f"script failed: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    @property
    def unexpected(self) -> list[str]:
        return [
            text for text in self.seen if not any(re.search(known, text) for known in self.expected)
        ]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.seen.append(f"console: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.seen.append(f"asked another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # left for the next page
            self.seen.append(f"request failed: {request.url} ({request.failure})")


@pytest.fixture
def troubles(site: Site) -> Iterator[Troubles]:
    """Fail the test at its end if a console, a script, a request or the CSP complained."""
    troubles = Troubles(site.url)
    yield troubles
    assert troubles.unexpected == []


_addresses = (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in itertools.count(1))


@pytest.fixture
def browse(site: Site, troubles: Troubles, new_context: Callable[..., BrowserContext]) -> Browse:
    """Open a browser: `browse()` as a stranger, `browse(learner)` as somebody signed in."""

    def open_browser(learner: User | None = None, **options: Any) -> Page:
        settings = {
            "base_url": site.url,
            "reduced_motion": "reduce",
            # What the worker does has tests of its own: tests/e2e/test_offline.py.
            "service_workers": "block",
            "extra_http_headers": {"X-Forwarded-For": next(_addresses)},
        }
        context = new_context(**settings | options)
        troubles.watch(context)
        if learner:
            sign_in(context, learner, site.url)
        return context.new_page()

    return open_browser


def sign_in(context: BrowserContext, learner: User, url: str) -> SessionStore:
    """Give a browser the session that signing in with the password would give it."""
    session = SessionStore()
    session[SESSION_KEY] = str(learner.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = learner.get_session_auth_hash()
    session["account_authentication_methods_user"] = str(learner.pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    context.add_cookies([{"name": "sessionid", "value": str(session.session_key), "url": url}])
    return session
