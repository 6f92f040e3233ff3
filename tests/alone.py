"""The marker `alone`: this test has the machine to itself, also when others run in parallel.

For tests that measure time. A pytest plugin, because it concerns every test: each holds a
shared lock while it runs, and one that wants to be alone waits for an exclusive one. The
gate keeps new tests from slipping in while it waits.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
if not IS_WORKER:  # the workers are started with this environment
    os.environ["LEARNPATH_TEST_LOCKS"] = tempfile.mkdtemp(prefix="learnpath-locks-")
LOCKS = Path(os.environ["LEARNPATH_TEST_LOCKS"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    is_alone = item.get_closest_marker("alone") is not None
    with (LOCKS / "gate").open("a") as gate, (LOCKS / "tests").open("a") as tests:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(tests, fcntl.LOCK_EX if is_alone else fcntl.LOCK_SH)
        fcntl.flock(gate, fcntl.LOCK_UN)
        return (yield)


def pytest_unconfigure() -> None:
    if not IS_WORKER:
        shutil.rmtree(LOCKS, ignore_errors=True)
