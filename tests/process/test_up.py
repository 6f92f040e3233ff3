"""`bin/run` as real processes: started, killed, started again, refused."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.process.instance import ROOT, Instance, wait_for

pytestmark = pytest.mark.process


@pytest.fixture
def instance() -> Iterator[Instance]:
    instance = Instance()
    yield instance
    instance.remove()


@pytest.fixture
def other() -> Iterator[Instance]:
    other = Instance()
    yield other
    other.remove()


@pytest.fixture(scope="module")
def static_root() -> Iterator[str]:
    """Compressed static files for several instances; making them takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="learnpath-static-"))
    yield str(folder / "static")
    shutil.rmtree(folder)


def test_instance_survives_the_death_of_everything_and_starts_again(instance: Instance) -> None:
    instance.start_and_wait()
    with instance.database() as database:
        database.execute("CREATE TABLE note (text text)")
        database.execute("INSERT INTO note VALUES ('committed')")
        units = database.execute("SELECT count(*) FROM curriculum_unit").fetchone()
    assert units != (0,)
    instance.kill_everything()

    instance.start_and_wait()

    with instance.database() as database:
        assert database.execute("SELECT text FROM note").fetchall() == [("committed",)]

    assert instance.stop() == 0
    assert instance.processes() == []

    instance.start_and_wait()

    assert instance.stop(signal.SIGTERM) == 0
    assert instance.processes() == []


def test_instance_starts_again_what_dies(instance: Instance, static_root: str) -> None:
    instance.start_and_wait(STATIC_ROOT=static_root)
    wait_for(lambda: len(instance.parts()) == 5, instance.describe)
    before = instance.parts()

    for pid in before.values():
        os.kill(pid, signal.SIGKILL)

    wait_for(lambda: _are_all_new(instance, before), instance.describe)
    wait_for(lambda: instance.get("/readyz/") == 200, instance.describe)
    assert "web ended (killed by SIGKILL); it starts again in 1 s." in instance.output


def test_instance_takes_over_from_a_killed_supervisor(instance: Instance, static_root: str) -> None:
    instance.start_and_wait(STATIC_ROOT=static_root)
    assert instance.process is not None
    instance.process.kill()
    instance.process.wait()
    left_behind = {
        process.pid for process in instance.processes() if "granian" in process.cmdline()
    }
    assert left_behind

    instance.start_and_wait(STATIC_ROOT=static_root)

    assert left_behind.isdisjoint({process.pid for process in instance.processes()})


def test_instance_uses_the_services_that_the_environment_names(
    instance: Instance, other: Instance, static_root: str
) -> None:
    other.start_and_wait(STATIC_ROOT=static_root)

    instance.start_and_wait(
        DATABASE_URL=other.home.database_url,
        REDIS_URL=other.home.redis_url,
        STATIC_ROOT=static_root,
    )

    assert instance.get("/readyz/") == 200
    assert instance.stop() == 0
    assert other.get("/readyz/") == 200
    assert not instance.home.postgres.exists()
    assert not instance.home.valkey.exists()


def test_demo_fills_an_empty_instance_and_stays_out_of_one_with_people(
    instance: Instance, static_root: str
) -> None:
    instance.start_and_wait("--demo", STATIC_ROOT=static_root)
    assert "amara@demo.example" in instance.output
    with instance.database() as database:
        assert database.execute("SELECT count(*) FROM accounts_user").fetchone() == (7,)
        database.execute(
            "UPDATE accounts_user SET handle = 'real', email = 'real@example.org' WHERE is_superuser"
        )
    assert instance.stop() == 0

    instance.start("--demo", STATIC_ROOT=static_root)
    wait_for(instance.has_ended, instance.describe)

    assert "People use this instance, so the demo stays out of it." in instance.output
    assert instance.processes() == []
    instance.start_and_wait(STATIC_ROOT=static_root)
    with instance.database() as database:
        assert database.execute("SELECT count(*) FROM accounts_user").fetchone() == (7,)


def test_second_instance_on_one_home_is_refused(instance: Instance) -> None:
    instance.home.path.mkdir()
    with instance.home.lock.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4242\n")
        lock.flush()

        sentence = instance.refuse()

    assert sentence == (
        f"Learnpath cannot run: it already runs on {instance.home.path}, as process 4242."
    )


def test_busy_port_is_refused(instance: Instance) -> None:
    with socket.create_server(("127.0.0.1", instance.port)):
        sentence = instance.refuse()

    assert sentence == (
        f"Learnpath cannot run: port {instance.port} is in use by another program;"
        " choose one with --port."
    )


def test_folder_that_cannot_be_written_is_refused(instance: Instance) -> None:
    sentence = instance.refuse(
        LEARNPATH_HOME="/proc/learnpath"
    )  # nobody writes there, not even root

    assert sentence == (
        "Learnpath cannot run: /proc/learnpath: No such file or directory;"
        " LEARNPATH_HOME names another folder for its data."
    )


def test_read_only_folder_is_refused(instance: Instance) -> None:
    with _mounted(instance, "ro"):
        sentence = instance.refuse()

    assert sentence == (
        f"Learnpath cannot run: {instance.home.lock}: Read-only file system;"
        " LEARNPATH_HOME names another folder for its data."
    )


def test_full_disk_is_refused(instance: Instance) -> None:
    with _mounted(instance, "size=1m"):
        sentence = instance.refuse()

    assert sentence == (
        f"Learnpath cannot run: the disk of {instance.home.path} is full:"
        " 1 MB are free and 150 MB are needed."
    )


def test_data_of_another_postgres_is_refused(instance: Instance) -> None:
    instance.home.postgres.mkdir(parents=True)
    (instance.home.postgres / "PG_VERSION").write_text("16\n")

    sentence = instance.refuse()

    assert sentence == (
        f"Learnpath cannot run: {instance.home.postgres} was made by Postgres 16 and this is"
        " Postgres 18: dump it with the old version and load the dump into a new folder, as"
        " docs/operations.md shows."
    )
    assert (instance.home.postgres / "PG_VERSION").read_text() == "16\n"


def test_missing_python_is_refused(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bin", tmp_path / "bin")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "df", "awk", "cmp"):
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)

    ended = subprocess.run(
        ["/bin/sh", tmp_path / "bin" / "run"],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "Making .venv.",
        "Learnpath cannot be set up: it needs Python 3.12 or newer with its venv module; install uv"
        " (https://docs.astral.sh/uv/), which brings one, or the packages python3 and python3-venv"
        " of your system.",
    ]


def _are_all_new(instance: Instance, before: dict[str, int]) -> bool:
    now = instance.parts()
    return len(now) == 5 and set(now.values()).isdisjoint(before.values())


@contextmanager
def _mounted(instance: Instance, option: str) -> Iterator[None]:
    """Put a file system of its own under the home, for as long as the test needs it."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    instance.home.path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", option, "none", str(instance.home.path)]
    done = subprocess.run(mount, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", instance.home.path], check=True)
