"""`python -m tests.faults.doomed POINT`: a tick whose process is killed at a point of it.

The points are `claim`, `gate` and `sent`: right after nudges were claimed, after one passed the
gate, and after the mail server said 250. SIGKILL, so that nothing is tidied up.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.utils import timezone


def main() -> None:
    django.setup()
    from nudges import actions  # noqa: PLC0415  Django is set up by now
    from nudges.actions import delivery  # noqa: PLC0415
    from nudges.sending import Sender  # noqa: PLC0415

    place, name = {
        "claim": (delivery, "claim"),
        "gate": (delivery, "pass_gate"),
        "sent": (Sender, "send"),
    }[sys.argv[1]]
    setattr(place, name, _deadly(getattr(place, name)))
    actions.tick(clock=timezone.now())


def _deadly(step: Callable[..., Any]) -> Callable[..., Any]:
    def taken(*arguments: Any, **more: Any) -> Any:
        found = step(*arguments, **more)
        if found:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    return taken


if __name__ == "__main__":
    main()
