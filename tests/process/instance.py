"""A whole instance as a person has one: `bin/run` with a data folder and a port of its own."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from learnpath.home import Home
from tests import waiting

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 120
# What a test run sets and a person's shell does not.
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "SITE_URL")


class Instance:
    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="learnpath-process-"))
        folder.chmod(0o711)  # root runs the servers as another user
        self.folder = folder
        self.home = Home(folder / "home")
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str, **environment: str) -> None:
        with (self.folder / "output").open("wb") as output:
            self.process = subprocess.Popen(
                [ROOT / "bin" / "run", "--port", str(self.port), *arguments],
                env=self._environment(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def start_and_wait(self, *arguments: str, **environment: str) -> float:
        """Start it and return the seconds until it said and was ready."""
        before = time.monotonic()
        self.start(*arguments, **environment)
        wait_for(lambda: "is ready" in self.output or self.has_ended(), self.describe)
        assert not self.has_ended(), self.output
        assert self.get("/healthz/") == 200, self.output
        return time.monotonic() - before

    def refuse(self, *arguments: str, **environment: str) -> str:
        """Start it where it cannot run, and return the one sentence that it says."""
        self.start(*arguments, **environment)
        wait_for(self.has_ended, self.describe)
        assert self.process is not None
        assert self.process.returncode == 1
        lines = [line for line in self.output.splitlines() if not line.startswith("Starting")]
        assert len(lines) == 1, self.output
        return lines[0]

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def kill_everything(self) -> None:
        """Kill all at once, as a power cut does, so that nobody can tidy up after another."""
        victims = self.processes()
        for victim in victims:
            victim.suspend()
        for victim in victims:
            victim.kill()
        wait_for(lambda: not any(_is_alive(victim) for victim in victims), self.describe)
        if self.process is not None:
            self.process.wait(timeout=PATIENCE_SECONDS)

    def processes(self) -> list[psutil.Process]:
        """Every process of this instance, whoever its parent is; zombies are dead."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def parts(self) -> dict[str, int]:
        """The pid of each of the five that the supervisor looks after and that live."""
        assert self.process is not None
        servers = {
            "valkey": self.home.run / "valkey.pid",
            "postgres": self.home.postgres / "postmaster.pid",
        }
        found: dict[str, int] = {}
        for name, file in servers.items():
            with suppress(OSError, IndexError, psutil.Error):  # not written, or ended
                process = psutil.Process(int(file.read_text().split()[0]))
                found |= {name: process.pid} if self._is_ours(process) else {}
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.Error, KeyError):  # ended, or not begun
                found[child.environ()["LEARNPATH_PROCESS"]] = child.pid
        return found

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text()

    def get(self, path: str) -> int | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    def database(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.home.database_url, autocommit=True)

    def describe(self) -> str:
        running = [" ".join(process.cmdline()[:6]) for process in self.processes()]
        return "\n".join(["It printed:", self.output, "These run:", *running])

    def remove(self) -> None:
        self.kill_everything()
        shutil.rmtree(self.home.run, ignore_errors=True)
        shutil.rmtree(self.folder)

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        return {**kept, "LEARNPATH_HOME": str(self.home.path), **more}

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            text = [*process.cmdline(), process.environ().get("LEARNPATH_HOME", "")]
            return any(str(self.home.path) in part for part in text)
        except (psutil.Error, OSError):
            return False


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.Error:
        return False


def wait_for(condition: Callable[[], bool], describe: Callable[[], str] = lambda: "") -> None:
    """Wait until something is so; fail with a description when it never is."""
    waiting.wait_for(condition, describe, within=PATIENCE_SECONDS)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
