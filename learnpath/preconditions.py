"""What has to be so before an instance can run: a folder of its own, room, a port, a key."""

import errno
import fcntl
import os
import secrets
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from learnpath.home import Home

MEGABYTE = 1_000_000
# A new database and the compressed static files; later, room for one segment of Postgres' log.
NEEDED_AT_FIRST = 150 * MEGABYTE
NEEDED_LATER = 32 * MEGABYTE
PORT_SECONDS = 2


class RefusalError(Exception):
    """Why this instance cannot run, in one sentence for the person who started it."""


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """Hold the home's lock, which the system lets go even when we are killed."""
    home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with home.lock.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise RefusalError(
                f"it already runs on {home.path}, as process {lock.read().strip()}."
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        home.mail.mkdir(mode=0o700, exist_ok=True)  # there are sign-in codes in it
        home.mail.chmod(0o700)
        yield


def make_secret_key(home: Home) -> None:
    if home.secret_key.exists() or os.environ.get("SECRET_KEY"):
        return
    with tempfile.NamedTemporaryFile("w", dir=home.path, delete=False) as file:  # mode 0600
        file.write(secrets.token_urlsafe(50) + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(home.secret_key)


def refuse_full_disk(home: Home) -> None:
    needed = NEEDED_LATER if home.secret_key.exists() else NEEDED_AT_FIRST
    free = shutil.disk_usage(home.path).free
    if free < needed:
        raise RefusalError(
            f"the disk of {home.path} is full: {free // MEGABYTE} MB are free and"
            f" {needed // MEGABYTE} MB are needed."
        )


def refuse_busy_port(host: str, port: int) -> None:
    # Somebody killed a moment ago may hold it still, until the last of their threads ends.
    deadline = time.monotonic() + PORT_SECONDS
    while (error := _listening_error(host, port)) is not None:
        if error.errno != errno.EADDRINUSE:
            raise RefusalError(f"it may not serve at {host}, port {port}: {error.strerror}.")
        if time.monotonic() > deadline:
            raise RefusalError(f"port {port} is in use by another program; choose one with --port.")
        time.sleep(0.1)


def _listening_error(host: str, port: int) -> OSError | None:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        return error
    # A browser asks for localhost at ::1 first, so another program there is in the way too.
    if host in ("localhost", "127.0.0.1"):
        other = _listening_error("::1", port)
        return other if other is not None and other.errno == errno.EADDRINUSE else None
    return None
