"""Mail about signing in, where the worker, the messenger or the mail server are not there."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from django.db.models.functions import Now
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import OutgoingMail
from learnpath.embedded import Servers
from learnpath.home import Home
from learnpath.services import BASE_DIR, all_services
from tests.e2e.serving import (
    Web,
    orm_on,
    prepare,
    scratch_database,
    scratch_name,
    wait_for,
)
from tests.faults.person import Person, seconds
from tests.smtp import HANG, HANG_AND_KEEP, MailServer, Phase, mail_server

pytestmark = pytest.mark.process

FALLBACK_SECONDS = 6
AT_ONCE_SECONDS = 5  # a wait for a mail server takes ten


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def database_url() -> Iterator[str]:
    with scratch_database(scratch_name("outgoing")) as address:
        yield address


@pytest.fixture
def rows(database_url: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let this process look into the site's database."""
    with orm_on(scratch_name("outgoing"), django_db_blocker):
        yield


@pytest.fixture
def environment(home: Home, cache: Path, database_url: str, mail: MailServer) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "REDIS_URL": home.redis_url,
        "STATIC_ROOT": str(prepare(cache, database_url)),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(mail.port),
        "SMTP_SECURITY": "none",
        "MAIL_FALLBACK_SECONDS": str(FALLBACK_SECONDS),
    }


@pytest.fixture
def web(home: Home, environment: dict[str, str]) -> Iterator[Web]:
    web = Web(home, environment)
    web.start()
    yield web
    web.stop()


@pytest.fixture
def valkey(home: Home) -> Iterator[int]:
    """The process that carries messages from beat to the worker."""
    servers = Servers(home, postgres=False)
    servers.start()
    yield int((home.run / "valkey.pid").read_text())
    servers.stop()


@pytest.fixture
def worker(web: Web, valkey: int) -> Iterator[None]:
    _web, *others = all_services(host="127.0.0.1", port=web.port, environment=web.environment)
    for service in others:
        service.start()
    yield
    for service in others:
        service.terminate()
    for service in others:
        assert service.process is not None
        service.process.wait(timeout=60)


def test_worker_sends_within_seconds_and_without_it_the_web_process_does(
    web: Web, mail: MailServer, valkey: int, worker: None, rows: None
) -> None:
    first, second, third = Person(web), Person(web), Person(web)
    first.sign_up()  # the worker may still be starting
    wait_for(lambda: bool(mail.to(first.email)), "the worker or the web process sends it")
    wait_for(lambda: _is_sent_by_the_worker(web, mail), "the worker is there")

    second.sign_up()
    wait_for(lambda: bool(mail.to(second.email)), "the worker sends it")
    os.kill(valkey, signal.SIGKILL)
    third.sign_up()
    wait_for(lambda: bool(mail.to(third.email)), "the web process sends it")

    assert _waited(second) < FALLBACK_SECONDS <= _waited(third)
    sent = [message.recipient for message in mail.accepted]
    assert sorted(sent) == sorted(set(sent))
    for person in (first, second, third):
        person.close()


def _is_sent_by_the_worker(web: Web, mail: MailServer) -> bool:
    person = Person(web)
    person.sign_up()
    person.close()
    wait_for(lambda: bool(mail.to(person.email)), "somebody sends it")
    return _waited(person) < FALLBACK_SECONDS


def _waited(person: Person) -> float:
    row = OutgoingMail.objects.filter(recipient=person.email)
    wait_for(lambda: row.get().sent_at is not None, "that it was sent is written down")
    found = row.get()
    assert (found.tries, found.text) == (1, "")
    assert found.sent_at is not None
    return (found.sent_at - found.written_at).total_seconds()


def test_sign_up_waits_for_no_mail_server(web: Web, mail: MailServer) -> None:
    mail.on(Phase.CONNECT, HANG)
    person = Person(web)

    took = seconds(person.sign_up, 1)

    assert took < AT_ONCE_SECONDS
    assert "A code is on its way to" in person.get("/accounts/confirm-email/").text
    person.close()


def test_killed_while_sending_sends_again(
    home: Home, mail: MailServer, environment: dict[str, str], rows: None
) -> None:
    _write()
    mail.on(Phase.DOT, HANG_AND_KEEP, times=1)

    victim = _sender(home, environment)
    wait_for(lambda: len(mail.accepted) == 1, "it is sending")
    victim.kill()
    victim.wait()
    heir = _sender(home, environment)
    assert heir.wait(timeout=60) == 0
    assert len(mail.accepted) == 1  # the lease holds
    OutgoingMail.objects.update(lease_until=F("written_at"))
    heir = _sender(home, environment)
    assert heir.wait(timeout=60) == 0

    row = OutgoingMail.objects.get()
    assert row.sent_at is not None
    assert [message.message_id for message in mail.accepted] == [row.message_id] * 2


def _write() -> None:
    OutgoingMail.objects.create(
        recipient="ada@example.org",
        sender="learnpath@localhost",
        subject="Your sign-in code",
        text="ABCD-EFGH",
        expires_at=Now() + timedelta(hours=1),
    )


def _sender(home: Home, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """A process that sends what is due, as the worker does."""
    return subprocess.Popen(
        [
            sys.executable,
            "manage.py",
            "shell",
            "--verbosity",
            "0",
            "--command",
            "from accounts import tasks; tasks.send_mail()",
        ],
        cwd=BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "learnpath.settings",
            "LEARNPATH_HOME": str(home.path),
            "LEARNPATH_PROCESS": "worker",
            **environment,
        },
    )
