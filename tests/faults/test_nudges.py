"""Nudges with real workers, beats and a real messenger, each of them killed, stopped or doubled."""

import datetime as dt
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker
from redis import Redis

from accounts.models import User
from learnpath.celery import app
from learnpath.embedded import Servers
from learnpath.home import Home
from learnpath.services import BASE_DIR, Service, all_services
from nudges.models import Nudge, Pulse, State
from tests.e2e.serving import Web, orm_on, prepare, scratch_database, scratch_name, wait_for
from tests.nudges.people import end_leases, mail_of, outcome, reminded
from tests.smtp import MailServer, mail_server

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def environment(home: Home, cache: Path, mail: MailServer) -> Iterator[dict[str, str]]:
    with scratch_database(scratch_name("nudges")) as database_url:
        yield {
            **os.environ,
            "DATABASE_URL": database_url,
            "REDIS_URL": home.redis_url,
            "STATIC_ROOT": str(prepare(cache, database_url)),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(mail.port),
            "SMTP_SECURITY": "none",
            "SECRET_KEY": "only-for-tests",
            "SITE_URL": "http://localhost:8000",
            "DJANGO_SETTINGS_MODULE": "tests.faults.quick_settings",
            "LEARNPATH_HOME": str(home.path),
            "REMAP_SIGTERM": "SIGQUIT",
        }


@pytest.fixture(autouse=True)
def _rows(environment: dict[str, str], django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let this process look into the database of the others, and leave it empty."""
    with orm_on(scratch_name("nudges"), django_db_blocker):
        yield
        User.objects.all().delete()
        Pulse.objects.all().delete()


@pytest.fixture
def valkey(home: Home) -> Iterator[Servers]:
    servers = Servers(home, postgres=False)
    servers.start()
    yield servers
    servers.stop()


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., Service]]:
    """Start a `worker` or a `beat`, as often as asked for."""
    started: list[Service] = []

    def begin(name: str) -> Service:
        own = environment | {"CELERY_HOSTNAME": f"{name}{len(started)}"}
        [service] = [
            each
            for each in all_services(host="127.0.0.1", port=1, environment=own)
            if each.name == name
        ]
        if name == "worker":
            service.command += ["--hostname", f"worker{len(started)}@here"]
        else:
            service.command += ["--schedule", f"{own['LEARNPATH_HOME']}/beat-{len(started)}"]
        service.start()
        started.append(service)
        return service

    yield begin
    for service in started:
        if service.process is not None and service.is_running():
            service.process.send_signal(signal.SIGCONT)
            service.process.terminate()
    for service in started:
        if service.process is not None:
            service.process.wait(timeout=60)


def run(environment: dict[str, str], *command: str) -> int:
    return subprocess.run(
        [sys.executable, *command], cwd=BASE_DIR, env=environment, check=False
    ).returncode


def received(mail: MailServer, people: list[User]) -> list[int]:
    """How many messages each of them got."""
    counts = Counter(each.recipient for each in mail.accepted)
    return [counts[person.email] for person in people]


@pytest.mark.parametrize(
    ("point", "first", "in_the_end", "mails"),
    [
        ("claim", State.CLAIMED, State.SENT, 1),
        ("gate", State.SENDING, State.UNKNOWN, 0),
        ("sent", State.SENDING, State.UNKNOWN, 1),
    ],
    ids=[
        "fault_03_killed_after_the_claim",
        "fault_02_killed_after_the_gate_before_connect",
        "fault_01_killed_after_the_250_before_record",
    ],
)
def test_worker_killed_at_a_point(
    environment: dict[str, str],
    mail: MailServer,
    point: str,
    first: str,
    in_the_end: str,
    mails: int,
) -> None:
    person = reminded()

    assert run(environment, "-m", "tests.faults.doomed", point) == -signal.SIGKILL
    nudge = mail_of(person)
    assert nudge.state == first
    end_leases()
    for _time in range(2):
        assert run(environment, "manage.py", "nudges_run") == 0

    assert outcome(nudge)[0] == in_the_end
    assert received(mail, [person]) == [mails]
    assert list(Nudge.objects.uncertain()) == ([nudge] if in_the_end == State.UNKNOWN else [])


def test_fault_04_messenger_is_emptied_while_work_waits(
    valkey: Servers, home: Home, mail: MailServer, start: Callable[..., Service]
) -> None:
    start("beat")
    people = [reminded() for _n in range(5)]
    client = Redis(unix_socket_path=str(home.run / "valkey.sock"))
    wait_for(lambda: client.dbsize() > 0, "ticks are queued")

    client.flushall()
    start("worker")
    wait_for(lambda: received(mail, people) == [1] * 5, "all of them are sent")
    client.flushall()
    others = [reminded() for _n in range(3)]
    wait_for(lambda: received(mail, others) == [1] * 3, "the next tick sends the others")

    client.close()
    assert received(mail, people) == [1] * 5


def test_fault_05_messenger_is_down(
    valkey: Servers,
    environment: dict[str, str],
    home: Home,
    mail: MailServer,
    start: Callable[..., Service],
) -> None:
    valkey.stop()
    web = Web(home, environment | {"DJANGO_SETTINGS_MODULE": "learnpath.settings"})
    web.start()
    people = [reminded() for _n in range(4)]
    try:
        assert web.status("/accounts/login/") == 200
        assert web.status("/healthz/nudges") == 503  # nobody ticks

        assert run(environment, "manage.py", "nudges_run") == 0  # as cron does

        assert received(mail, people) == [1] * 4
        assert web.status("/healthz/nudges") == 200
    finally:
        web.stop()
    valkey.start()
    start("worker")
    start("beat")
    late = reminded()
    wait_for(lambda: received(mail, [late]) == [1], "ticks come again")
    assert received(mail, people) == [1] * 4


def test_fault_06_worker_that_lives_and_does_nothing_is_told(
    valkey: Servers,
    environment: dict[str, str],
    home: Home,
    mail: MailServer,
    start: Callable[..., Service],
) -> None:
    start("beat")
    worker = start("worker")
    first = reminded()
    wait_for(lambda: received(mail, [first]) == [1], "it works")
    web = Web(home, environment | {"DJANGO_SETTINGS_MODULE": "learnpath.settings"})
    web.start()
    try:
        assert web.status("/healthz/nudges") == 200
        _stop_whole(worker)
        ago = timezone.now() - dt.timedelta(minutes=5, seconds=1)
        Pulse.objects.update(ticked_at=ago)
        assert web.status("/healthz/nudges") == 503

        waiting = reminded()
        start("worker")
        wait_for(lambda: received(mail, [waiting]) == [1], "another one catches up")
        wait_for(lambda: web.status("/healthz/nudges") == 200, "all is well again")
    finally:
        web.stop()
        _stop_whole(worker, signal.SIGKILL)


def _stop_whole(service: Service, how: signal.Signals = signal.SIGSTOP) -> None:
    """Send a signal to a worker and to the processes of its pool."""
    assert service.process is not None
    parent = psutil.Process(service.process.pid)
    for each in [*parent.children(recursive=True), parent]:
        each.send_signal(how)


@pytest.mark.filterwarnings("ignore::celery.exceptions.AlwaysEagerIgnored")  # real workers here
def test_fault_07_and_08_two_beats_two_workers_and_messages_that_come_twice(
    valkey: Servers, environment: dict[str, str], mail: MailServer, start: Callable[..., Service]
) -> None:
    people = [reminded() for _n in range(30)]
    for name in ("beat", "beat", "worker", "worker"):
        start(name)
    url = environment["REDIS_URL"].replace("unix://", "redis+socket://", 1)
    with app.connection_for_write(url, transport_options=app.conf.broker_transport_options) as to:
        for _time in range(20):
            app.send_task("nudges.tasks.tick", connection=to)

    wait_for(lambda: received(mail, people) == [1] * 30, "all of them are sent")
    wait_for(_no_more_is_due, "nothing waits")

    assert received(mail, people) == [1] * 30
    assert set(Nudge.objects.values_list("state", flat=True)) == {State.SENT}


def _no_more_is_due() -> bool:
    return not Nudge.objects.exclude(state=State.SENT).exists()
