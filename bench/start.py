"""How soon `bin/run` is ready: the first time, after a clean stop, and after a power cut.

By the clock, with Django's own start beside it: on a busy machine both take longer. Needs
`bin/setup` to have run; installing is not counted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

from tests.process.instance import ROOT, Instance

PROMISED_SECONDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    seconds: dict[str, list[float]] = {
        "the first time": [],
        "after a stop": [],
        "after a power cut": [],
        "Django alone": [],
    }
    for _round in range(parser.parse_args().rounds):
        for name, taken in _one_round().items():
            seconds[name].append(taken)
    print(f"{'seconds until ready':24}{'median':>8}{'most':>8}")
    for name, taken in seconds.items():
        print(f"{name:24}{statistics.median(taken):8.2f}{max(taken):8.2f}")
    print(f"\nPromised: {PROMISED_SECONDS} s after a stop, on a machine at leisure.")


def _one_round() -> dict[str, float]:
    instance = Instance()
    try:
        first = instance.start_and_wait()
        instance.stop()
        stopped = instance.start_and_wait()
        instance.kill_everything()
        killed = instance.start_and_wait()
        instance.stop()
    finally:
        instance.remove()
    return {
        "the first time": first,
        "after a stop": stopped,
        "after a power cut": killed,
        "Django alone": _django_alone(),
    }


def _django_alone() -> float:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "learnpath.settings", "SECRET_KEY": "-"}
    start = time.monotonic()
    subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=ROOT,
        env=environment,
        check=True,
    )
    return time.monotonic() - start


if __name__ == "__main__":
    main()
