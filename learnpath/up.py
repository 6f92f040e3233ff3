"""`bin/run`: one whole instance in one process group, started and stopped together.

The supervisor reads no Django settings, so that it starts at once; what needs them is done
by its children. It ends with one sentence and a non-zero code when it cannot do its work.
A service or server that dies is started again (docs/operations.md).
"""

import argparse
import http.client
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from dotenv import load_dotenv

from learnpath.embedded import EmbeddedError, Servers
from learnpath.home import Home
from learnpath.preconditions import (
    RefusalError,
    locked,
    make_secret_key,
    refuse_busy_port,
    refuse_full_disk,
)
from learnpath.services import (
    BASE_DIR,
    GRACE_SECONDS,
    all_services,
    kill_left_behind,
    spawn,
)

READY_SECONDS = 120


class InterruptedStartError(Exception):
    """Somebody wants it stopped before it is ready."""


def main() -> None:
    options = _arguments()
    load_dotenv(BASE_DIR / ".env")
    folder = os.environ.get("LEARNPATH_HOME") or str(BASE_DIR / ".learnpath")
    home = Home(Path(folder).resolve())
    instance = Instance(home, options.host, options.port, is_demo=options.demo)
    try:
        instance.run()
    except InterruptedStartError:
        return
    except (RefusalError, EmbeddedError, OSError) as problem:
        if not instance.signals.count:
            sys.exit(f"Learnpath cannot run: {_sentence(problem)}")


class Instance:
    def __init__(self, home: Home, host: str, port: int, *, is_demo: bool) -> None:
        self.home = home
        self.is_demo = is_demo
        self.host = host
        self.port = port
        self.signals = Signals()
        self.servers = Servers(
            home,
            postgres=not os.environ.get("DATABASE_URL"),
            valkey=not os.environ.get("REDIS_URL"),
        )
        self.environment = {
            "SITE_URL": f"http://localhost:{port}",
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "learnpath.settings",
            "LEARNPATH_HOME": str(home.path),
            "PYTHONUNBUFFERED": "1",
        }
        self.services = all_services(host=host, port=port, environment=self.environment)

    def run(self) -> None:
        """Start everything, keep it running until a signal comes, stop everything."""
        with locked(self.home):
            kill_left_behind(self.home)
            refuse_busy_port(self.host, self.port)
            refuse_full_disk(self.home)
            make_secret_key(self.home)
            try:
                self._start()
                self._watch()
            finally:
                self._stop()

    def _start(self) -> None:
        _say(f"Starting Learnpath, which keeps its data in {self.home.path}")
        self._unless_interrupted(self.servers.start)
        self._manage("prepare", "its database could not be prepared")
        if self.is_demo:
            self._manage("demo", "it could not be filled with the demo")
        web, *others = self.services
        web.start()
        self._wait_until_ready()
        for service in others:  # after the one that somebody waits for
            service.start()
        _say(f"Learnpath is ready: {self.environment['SITE_URL']} (Ctrl-C stops it)")

    def _manage(self, command: str, failure: str) -> None:
        process = spawn(
            [sys.executable, "manage.py", command],
            {**self.environment, "LEARNPATH_PROCESS": "prepare"},
        )
        while process.poll() is None:
            if self.signals.count:
                process.terminate()
                process.wait()
            self.signals.wait(0.2)
        if process.returncode and not self.signals.count:
            raise RefusalError(f"{failure}, for the reason above.")
        self._unless_interrupted()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not self._is_healthy():
            if not self.services[0].is_running() or time.monotonic() > deadline:
                self._unless_interrupted()
                raise RefusalError("its web server did not start, for the reason above.")
            self.signals.wait(0.05)
            self._unless_interrupted()

    def _is_healthy(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        connection = http.client.HTTPConnection(host, self.port, timeout=5)
        try:
            name = urlsplit(self.environment["SITE_URL"]).netloc
            connection.request("GET", "/healthz/", headers={"Host": name})
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _watch(self) -> None:
        while not self.signals.count:
            for server in self.servers.all:
                if not server.is_running():
                    _say(f"{type(server).__name__} ended; starting it again.")
                    try:
                        server.start()
                    except EmbeddedError as problem:  # the next look tries again
                        _say(str(problem))
            for service in self.services:
                if (message := service.revive()) is not None:
                    _say(message)
            self.signals.wait(1)

    def _stop(self) -> None:
        """Let web, worker and beat finish what they are doing; a second signal hurries them."""
        if self.signals.count:
            _say("Stopping.")
        for service in self.services:
            service.terminate()
        asked_before = self.signals.count
        deadline = time.monotonic() + GRACE_SECONDS
        while any(service.is_running() for service in self.services):
            if time.monotonic() > deadline or self.signals.count > max(asked_before, 1):
                break
            self.signals.wait(0.1)
        kill_left_behind(self.home)
        with suppress(EmbeddedError):  # nothing was started where nothing can be
            self.servers.stop()

    def _unless_interrupted(self, step: Callable[[], None] = lambda: None) -> None:
        step()
        if self.signals.count:
            raise InterruptedStartError


class Signals:
    """Counts the signals that mean stop, and wakes whoever waits when a child ends."""

    def __init__(self) -> None:
        self.count = 0
        self._reader, writer = socket.socketpair()
        self._reader.setblocking(False)
        writer.setblocking(False)
        self._writer = writer
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
            signal.signal(signal.SIGHUP, self._stop)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def wait(self, seconds: float) -> None:
        if select.select([self._reader], [], [], seconds)[0]:
            with suppress(BlockingIOError):
                self._reader.recv(1024)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.count += 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/run",
        description="Start Learnpath: database, web server and background jobs. Ctrl-C stops all.",
    )
    parser.add_argument("--port", type=_port, default=8000, help="where to serve (8000)")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="who may connect: 0.0.0.0 for other machines, with SITE_URL set (127.0.0.1)",
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        help="fill an empty instance with people to look at, and print their logins",
    )
    return parser.parse_args()


def _port(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text} is no port: give a number from 1 to 65535")
    return int(text)


def _sentence(problem: Exception) -> str:
    if not isinstance(problem, OSError):
        return str(problem)
    where = f"{problem.filename}: " if problem.filename else ""
    return f"{where}{problem.strerror}; LEARNPATH_HOME names another folder for its data."


def _say(text: str) -> None:
    with suppress(OSError):  # the terminal may be gone
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
