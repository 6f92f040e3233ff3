"""The processes of one instance besides its servers: web, worker and beat.

All are children of the supervisor and in its process group. Each carries its name and its
home in the environment, and so do its own children, so that what a killed one left behind
can be found.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from learnpath.home import Home

BASE_DIR = Path(__file__).resolve().parent.parent
NAMES = ("web", "worker", "beat")
# How long a service may take to finish what it is doing when told to stop: Celery gives
# its tasks 10 s (CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT), then puts them back.
GRACE_SECONDS = 15
LONGEST_DELAY_SECONDS = 30
SETTLED_SECONDS = 60


class Service:
    """A process that is started again, ever more patiently, when it dies."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self.command = command
        self.environment = {**environment, "LEARNPATH_PROCESS": name}
        self.process: subprocess.Popen[bytes] | None = None
        self._started_at = self._due_at = 0.0
        self._delay = 1.0

    def start(self) -> None:
        self._started_at = time.monotonic()
        self.process = spawn(self.command, self.environment)

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def revive(self) -> str | None:
        """Start it again when it is time to; say what happened, if anything did."""
        now = time.monotonic()
        if self.is_running():
            return None
        if self.process is None:
            if now >= self._due_at:
                self.start()
            return None
        code, self.process = self.process.returncode, None
        if now - self._started_at > SETTLED_SECONDS:
            self._delay = 1.0
        self._due_at = now + self._delay
        message = f"{self.name} ended ({_why(code)}); it starts again in {self._delay:.0f} s."
        self._delay = min(self._delay * 2, LONGEST_DELAY_SECONDS)
        kill_left_behind(self.environment["LEARNPATH_HOME"], [self.name])
        return message

    def terminate(self) -> None:
        if self.process is not None:
            self.process.terminate()


def all_services(*, host: str, port: int, environment: Mapping[str, str]) -> list[Service]:
    """Return the three of them; the web server comes first, because people wait for it."""
    web = [
        "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", "2", "--respawn-failed-workers",
        # Idle threads stay as long as their connections may (CONN_MAX_AGE).
        "--blocking-threads", "4", "--blocking-threads-idle-timeout", "600",
        # Every open connection counts here, also one whose request never ends: many fit, and
        # after ten seconds such a one is cut.
        "--backpressure", "1024", "--http1-header-read-timeout", "10000",
        "--workers-kill-timeout", "10", "--log-level", "warning", "learnpath.wsgi:application",
    ]  # fmt: skip
    celery = ["celery", "--app", "learnpath", "--quiet"]
    worker = [
        *celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle",
        "--loglevel", "warning",
    ]  # fmt: skip
    beat = [*celery, "beat", "--loglevel", "warning"]
    worker_environment = {
        **environment,
        # SIGTERM then means: ten seconds for the running tasks, and back on the queue with the rest.
        "REMAP_SIGTERM": "SIGQUIT",
        "PYTHONWARNINGS": "ignore:::celery.platforms",  # that it runs as root, if it does
    }
    return [
        Service("web", [sys.executable, "-m", *web], environment),
        Service("worker", [sys.executable, "-m", *worker], worker_environment),
        Service("beat", [sys.executable, "-m", *beat], environment),
    ]


def spawn(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a child that a Ctrl-C at the terminal does not reach, only our SIGTERM."""
    # What Celery has to say it logs, to stderr; what it prints is about pressing Ctrl-C.
    stdout = subprocess.DEVNULL if "celery" in command else None
    with _sigint_blocked():
        return subprocess.Popen(  # noqa: S603
            command, cwd=BASE_DIR, env=environment, stdin=subprocess.DEVNULL, stdout=stdout
        )


def kill_left_behind(home: Home | str, names: tuple[str, ...] | list[str] = NAMES) -> None:
    """Kill what is left of this home's services when their parent died before them."""
    path = str(home.path if isinstance(home, Home) else home)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = [process for process in psutil.process_iter() if _is_of(process, path, names)]
        if not found:
            return
        for process in found:
            with suppress(psutil.Error):
                process.kill()
        time.sleep(0.02)


def _is_of(process: psutil.Process, path: str, names: tuple[str, ...] | list[str]) -> bool:
    try:
        environment = process.environ()
    except (psutil.Error, OSError):  # ended, a zombie, or not ours to look at
        return False
    return (
        environment.get("LEARNPATH_HOME") == path and environment.get("LEARNPATH_PROCESS") in names
    )


def _why(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    # A mask, because it outlives exec: the children install handlers of their own.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
