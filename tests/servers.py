"""A Postgres and a Valkey for the tests, unless the environment names some.

A pytest plugin, named in pyproject.toml because a conftest is read after the settings. It
imports nothing of Learnpath: coverage has not begun yet.
"""

import json
import os
import subprocess
import sys
from pathlib import Path


def _start() -> "subprocess.Popen[str] | None":
    is_complete = os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")
    if "PYTEST_XDIST_WORKER" in os.environ or is_complete:
        return None
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.keeper"],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # the Ctrl-C that ends the tests must not end it first
    )
    assert keeper.stdout is not None
    addresses = keeper.stdout.readline()
    if not addresses:
        raise SystemExit("The servers for the tests did not start; see above.")
    os.environ.update(json.loads(addresses))
    return keeper


_keeper = _start()


def pytest_unconfigure() -> None:
    if _keeper is not None:
        _keeper.communicate()  # closes both pipes, and waits
