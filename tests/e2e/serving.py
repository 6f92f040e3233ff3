"""Learnpath as it is served to people: granian, real settings, a database of its own."""

import fcntl
import http.client
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from learnpath.home import Home
from learnpath.services import BASE_DIR, all_services
from tests import waiting
from tests.process.instance import free_port
from tests.template import address_of, template

PATIENCE_SECONDS = 60


def wait_for(condition: Callable[[], bool], what: str, within: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so; fail when it never is."""
    waiting.wait_for(condition, what, within=within)


class Web:
    """The web server of an instance, started with `bin/run`'s own command line."""

    def __init__(self, home: Home, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.home = home
        self.environment = {
            **os.environ,
            "SECRET_KEY": settings.SECRET_KEY,
            "SITE_URL": self.url,
            # Each browser says where it comes from, so that no rate limit is met by accident.
            "TRUSTED_PROXY_COUNT": "1",
            "DJANGO_SETTINGS_MODULE": "learnpath.settings",
            "LEARNPATH_HOME": str(home.path),
            "MAIL_FALLBACK_SECONDS": "0.2",  # no worker runs that would send it
            **environment,
        }
        self.service, *_ = all_services(
            host="127.0.0.1", port=self.port, environment=self.environment
        )

    def start(self) -> None:
        self.service.start()
        wait_for(lambda: self.status("/healthz/") == 200, "the web server answers")

    def stop(self) -> None:
        self.service.terminate()
        if self.service.process is not None:
            self.service.process.wait(timeout=PATIENCE_SECONDS)

    def status(self, path: str) -> int | None:
        """Ask without a browser; None if nobody answers."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked.request("GET", path, headers={"Host": "localhost"})
            return asked.getresponse().status
        except OSError:
            return None
        finally:
            asked.close()

    def newest_mail(self, to: str) -> str:
        """Return the text of the message that somebody was sent last."""
        wait_for(lambda: bool(self._mail(to)), f"a message is sent to {to}")
        return max(self._mail(to), key=lambda path: path.stat().st_mtime_ns).read_text()

    def _mail(self, to: str) -> list[Path]:
        return [path for path in self.home.mail.glob("*.log") if f"To: {to}" in path.read_text()]


@contextmanager
def scratch_home() -> Iterator[Home]:
    """Make a data folder that every user may pass through: root runs servers as another."""
    folder = Path(tempfile.mkdtemp(prefix="learnpath-e2e-"))
    folder.chmod(0o711)
    home = Home(folder / "home")
    home.path.mkdir()
    try:
        yield home
    finally:
        shutil.rmtree(home.run, ignore_errors=True)
        shutil.rmtree(folder)


@contextmanager
def scratch_database(name: str) -> Iterator[str]:
    """Make a database with all tables on the tests' own server, and give its address."""
    made_from = sql.Identifier(template())
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, dbname="postgres") as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        server.execute(drop)
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), made_from)
        server.execute(create)
        try:
            yield address_of(name)
        finally:
            server.execute(drop)


def scratch_name(suffix: str) -> str:
    """Return a name for a database that no other run or worker uses."""
    base = unquote(urlsplit(os.environ["DATABASE_URL"]).path.strip("/"))
    return f"{base}_{suffix}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


def prepare(cache: Path, database_url: str) -> Path:
    """Load the curriculum into a new database, and say where the compressed static files are.

    The static files are kept from one test run to the next: compressing them takes seconds,
    and `manage.py prepare` does it again when one has changed.
    """
    environment = {
        **os.environ,
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "learnpath.settings",
        "DATABASE_URL": database_url,
        "LEARNPATH_HOME": str(cache),
        "LEARNPATH_PROCESS": "prepare",
    }
    environment.pop("STATIC_ROOT", None)
    with (cache / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(
            [sys.executable, "manage.py", "prepare"], cwd=BASE_DIR, env=environment, check=True
        )
    return Home(cache).static


@contextmanager
def orm_on(name: str, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the models of this process speak to the database called `name`."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        with blocker.unblock():
            yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
