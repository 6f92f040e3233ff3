"""Waiting for what another process does."""

import time
from collections.abc import Callable

A_MOMENT_SECONDS = 0.02


def wait_for(
    condition: Callable[[], bool], what: Callable[[], str] | str = "", *, within: float
) -> None:
    """Wait until something is so; fail, and say what it was, when it never is.

    Other processes tell us nothing, so the condition is looked at again and again.
    """
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, what() if callable(what) else f"never: {what}"
        time.sleep(A_MOMENT_SECONDS)
