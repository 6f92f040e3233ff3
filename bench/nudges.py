"""python -m bench.nudges: what planning, claiming and sending cost, and what an idle tick does.

Costs by due rows and not by learners: the same tick with 1,000 and with 100,000 learners, of
whom 1,000 are due. Then messages a second by two processes into a mail server on loopback,
beside two that only claim, render and send through Django on a connection each.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.instance import KEPT_STATIC, instance
from bench.table import table

FEW, MANY, DUE, MESSAGES, SLOW_MESSAGES, SLOW_MS = 1_000, 100_000, 1_000, 2_000, 300, 100
PROCESSES = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--many", type=int, default=MANY, help=f"learners ({MANY:,})")
    parser.add_argument("--few", type=int, default=FEW, help=f"learners, beside them ({FEW:,})")
    parser.add_argument("--due", type=int, default=DUE, help=f"of them are due ({DUE:,})")
    parser.add_argument("--messages", type=int, default=MESSAGES, help=f"sent ({MESSAGES:,})")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)  # of itself, in a process
    asked = parser.parse_args()
    if asked.part:
        name, *values = asked.part
        print(json.dumps(PARTS[name](*values)), flush=True)
        return
    few, many = (_apart("select", each, asked.due) for each in (asked.few, asked.many))
    print(_selection_table({f"{asked.few:,}": few, f"{asked.many:,}": many}))
    print(f"planned and claimed, many / few  {many['both'] / few['both']:.2f}  promised: 3\n")
    print(_sending_table(asked.messages))


def _apart(name: str, *values: object) -> dict[str, float]:
    """Run a part in a process of its own: Django reads its settings once."""
    command = [sys.executable, "-m", "bench.nudges", "--part", name, *map(str, values)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _selection(crowd: str, of_them: str) -> dict[str, float]:
    """Milliseconds of planning and claiming those due among so many, and of an idle tick."""
    people, due = int(crowd), int(of_them)
    with instance(
        LEARNPATH_PROCESS="worker",
        SMTP_HOST="127.0.0.1",
        NUDGES_PER_MINUTE="1000000",
        STATIC_ROOT=KEPT_STATIC,
    ):
        from django.utils import timezone  # noqa: PLC0415

        from bench.crowd import add_crowd, wake  # noqa: PLC0415
        from nudges import actions  # noqa: PLC0415

        actions.tick(clock=timezone.now())  # before there is anybody: the rules of zones are new
        add_crowd(people)
        rounds = []
        for _round in range(3):
            wake(due)
            start = time.perf_counter()
            planned = sum(iter(lambda: actions.plan(now=timezone.now()), 0))
            middle = time.perf_counter()
            claimed = sum(iter(lambda: len(actions.claim(limit=50)), 0))
            end = time.perf_counter()
            assert planned == claimed == due, (planned, claimed)
            rounds.append((middle - start, end - middle))
        plan, claim = (1000 * median(column) for column in zip(*rounds, strict=True))
        return {"plan": plan, "claim": claim, "both": plan + claim} | _idle()


def _idle() -> dict[str, float]:
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from nudges import actions  # noqa: PLC0415

    statements = []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM nudges_nudge")
    with connection.execute_wrapper(lambda run, *rest: (statements.append(1), run(*rest))[1]):
        actions.tick(clock=timezone.now())
    took = []
    for _tick in range(50):
        start = time.perf_counter()
        actions.tick(clock=timezone.now())
        took.append(1000 * (time.perf_counter() - start))
    return {"statements": len(statements), "idle": median(took)}


def _selection_table(found: dict[str, dict[str, float]]) -> str:
    rows = [("learners", "plan ms", "claim ms", "idle tick ms", "its statements")]
    for people, each in found.items():
        figures = (f"{each[name]:.1f}" for name in ("plan", "claim", "idle"))
        rows.append((people, *figures, str(each["statements"])))
    return table(rows)


def _sending_table(messages: int) -> str:
    rows = [("to the server", "messages", "a second", "CPU ms each", "on a connection", "of bare")]
    for slow_ms, count in ((0, messages), (SLOW_MS, min(messages, SLOW_MESSAGES))):
        ticks, bare = (_apart("send", worker, count, slow_ms) for worker in ("ticks", "bare"))
        for name, each in (("ticks", ticks), ("bare loop", bare)):
            rows.append(
                (
                    f"{name}, {slow_ms} ms",
                    str(each["sent"]),
                    f"{each['rate']:.0f}",
                    f"{each['cpu_ms']:.2f}",
                    f"{each['per_connection']:.0f}",
                    f"{each['rate'] / bare['rate']:.2f}",
                )
            )
    return table(rows)


def _sent(worker: str, asked: str, slow_ms: str) -> dict[str, float]:
    """Have two processes send so many messages; the rate is by the clock of the whole."""
    messages = int(asked)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "accepted"
        sink = [sys.executable, "-m", "tests.smtp", "--log", str(log), "--slow-ms", slow_ms]
        with subprocess.Popen(sink, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            port = server.stdout.readline().strip()
            smtp = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": port, "SMTP_SECURITY": "none"}
            try:
                with instance(
                    LEARNPATH_PROCESS="worker",
                    NUDGES_PER_MINUTE="1000000",
                    STATIC_ROOT=KEPT_STATIC,
                    **smtp,
                ):
                    found = _race(worker, messages)
            finally:
                server.terminate()
        accepted = log.read_text().splitlines()
    assert len(accepted) == len(set(accepted)) == messages, (len(accepted), len(set(accepted)))
    return found


def _race(worker: str, messages: int) -> dict[str, float]:
    from django.utils import timezone  # noqa: PLC0415

    from bench.crowd import add_crowd, wake  # noqa: PLC0415
    from nudges import actions  # noqa: PLC0415

    actions.tick(clock=timezone.now())
    add_crowd(messages)
    wake(messages)
    while actions.plan(now=timezone.now()):
        pass
    command = [sys.executable, "-m", "bench.nudges", "--part", "work", worker]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    children = [subprocess.Popen(command, **pipes) for _n in range(PROCESSES)]
    for child in children:
        child.stdout.readline()  # it is ready
    start = time.perf_counter()
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    reports = [json.loads(child.stdout.readline()) for child in children]
    took = time.perf_counter() - start
    for child in children:
        child.communicate()
    sent = sum(report["sent"] for report in reports)
    return {
        "sent": sent,
        "rate": sent / took,
        "cpu_ms": 1000 * sum(report["cpu"] for report in reports) / sent,
        "per_connection": sent / sum(report["connections"] for report in reports),
    }


def _work(worker: str) -> dict[str, float]:
    """One of the processes: ready, go, send until nothing is due, report."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from bench.senders import WORKERS, warm_up  # noqa: PLC0415

    warm_up()
    print("ready", flush=True)
    sys.stdin.readline()
    before = _cpu()
    sent, connections = WORKERS[worker]()
    print(
        json.dumps({"sent": sent, "connections": connections, "cpu": _cpu() - before}), flush=True
    )


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


PARTS = {"select": _selection, "send": _sent, "work": _work}

if __name__ == "__main__":
    main()
