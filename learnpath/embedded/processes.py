"""Running the servers' programs, and finding the processes they became."""

import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psutil


class EmbeddedError(Exception):
    """Why the servers cannot run here, in one sentence for the person who started them."""


def living(pid_file: Path, argument: Path) -> psutil.Process | None:
    """Return the living process of this pid file, unless the pid is somebody else's by now."""
    try:
        process = psutil.Process(int(pid_file.read_text().split()[0]))
        is_ours = str(argument) in " ".join(process.cmdline())
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    return process if is_ours and process.status() != psutil.STATUS_ZOMBIE else None


def run(command: list[str | Path], options: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own programs and paths
        command,
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        **options,
    )


def comes_true(condition: Callable[[], bool], *, within: float) -> bool:
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def reason(output: str) -> str:
    """Pick the line that says why, out of what a program printed when it failed."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "error:" in line or "FATAL" in line or "PANIC" in line]
    return (telling or lines or ["it did not say why."])[-1]
