"""A Postgres and a Valkey for the tests, unless the environment names some.

A pytest plugin, named in pyproject.toml because a conftest is read after the settings.
The servers belong to a process of their own, which ends with the tests however those end:
it waits for a pipe to close, and that happens even to a killed pytest.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from learnpath.embedded import Servers
from learnpath.home import Home


def main() -> None:
    """Start the servers, say where they are, and stop them when nobody listens any more."""
    home = Home(Path(tempfile.mkdtemp(prefix="learnpath-tests-")))
    servers = Servers(
        home, postgres="DATABASE_URL" not in os.environ, valkey="REDIS_URL" not in os.environ
    )
    try:
        servers.start()
        sys.stdout.write(f"{home.path}\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        servers.stop()
        shutil.rmtree(home.path)
        shutil.rmtree(home.run, ignore_errors=True)


def _start() -> "subprocess.Popen[str] | None":
    if "PYTEST_XDIST_WORKER" in os.environ or {"DATABASE_URL", "REDIS_URL"} <= os.environ.keys():
        return None
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.servers"],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # the Ctrl-C that ends the tests must not end it first
    )
    assert keeper.stdout is not None
    path = keeper.stdout.readline().strip()
    if not path:
        raise SystemExit("The servers for the tests did not start; see above.")
    home = Home(Path(path))
    os.environ.setdefault("DATABASE_URL", home.database_url)
    os.environ.setdefault("REDIS_URL", home.redis_url)
    return keeper


if __name__ == "__main__":
    main()
else:
    _keeper = _start()


def pytest_unconfigure() -> None:
    if _keeper is not None and _keeper.stdin is not None:
        _keeper.stdin.close()
        _keeper.wait()
