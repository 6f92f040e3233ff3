"""python -m bench.nudge_crash: senders killed all the time, and what arrives twice or not at all.

Two planners at once, then six senders on one database, each killed with SIGKILL and started
again, one about every 50 ms; a mail server that refuses two messages in a hundred and hangs up
after two in a hundred, half of which it has kept. What it accepted is held against what the rows
say. Beside it the design that comes to mind first: select, send, then mark.

Leases are two seconds here and deferred mail is due at once, so that it takes minutes and not
hours; nothing else differs from the product. Exits with 1 if anything came twice or was lost
in silence.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from bench.instance import KEPT_STATIC, instance
from bench.table import table

NUDGES, EVERY_MS, SENDERS, NAIVE_NUDGES = 4_000, 50, 6, 400
LEASE = timedelta(seconds=2)
PATIENCE_SECONDS = 400
ENDED = ("sent", "unknown", "failed", "skipped", "expired", "cancelled")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nudges", type=int, default=NUDGES, help=f"due at once ({NUDGES:,})")
    parser.add_argument("--naive", type=int, default=NAIVE_NUDGES, help="for the other design")
    parser.add_argument("--every-ms", type=int, default=EVERY_MS, help="between two kills (50)")
    parser.add_argument("--senders", type=int, default=SENDERS, help="processes (6)")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        print(*_suffer(asked.part, asked.nudges, asked.every_ms, asked.senders), sep="\t")
        return 0
    rows = [("design", "rows", "kills", "twice", "lost", "uncertain", "arrived")]
    kills = ["--every-ms", str(asked.every_ms), "--senders", str(asked.senders)]
    for part, count in (("ticks", asked.nudges), ("naive", asked.naive)):
        command = [sys.executable, "-m", "bench.nudge_crash", "--part", part, *kills]
        done = subprocess.run(
            [*command, "--nudges", str(count)], stdout=subprocess.PIPE, text=True, check=True
        )
        rows.append(tuple(done.stdout.splitlines()[-1].split("\t")))
    print(table(rows))
    print("twice: copies beyond the first. lost: never delivered, and nobody is told.")
    print("uncertain: listed for the operator as perhaps sent; arrived: of those.")
    return 0 if rows[1][3:5] == ("0", "0") else 1


def _suffer(part: str, count: int, every_ms: int, senders: int) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "accepted"
        sink = [sys.executable, "-m", "tests.smtp", "--log", str(log), "--refuse", "2"]
        with subprocess.Popen([*sink, "--drop", "2"], stdout=subprocess.PIPE, text=True) as server:
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
                    kills = _run(part, count, every_ms, senders)
                    return (_name(part), str(count), str(kills), *_judge(log))
            finally:
                server.terminate()


def _name(part: str) -> str:
    return {"ticks": "claim, gate, send, record, reap", "naive": "select, send, then mark"}[part]


def _run(part: str, count: int, every_ms: int, senders: int) -> int:
    """Plan, send under fire until every row has ended; the number of kills."""
    from django.utils import timezone  # noqa: PLC0415  Django is set up by now

    from bench.crowd import add_crowd, wake  # noqa: PLC0415
    from nudges import actions  # noqa: PLC0415
    from nudges.actions import begin, claims, delivery  # noqa: PLC0415
    from nudges.actions.tick import _settle_memory  # noqa: PLC0415
    from nudges.models import Nudge  # noqa: PLC0415

    claims.LEASE = begin.LEASE = LEASE
    delivery.BATCH_SECONDS = LEASE.total_seconds() / 2
    actions.tick(clock=timezone.now())
    _settle_memory()  # once for all of them, as it is in a process that lives on
    add_crowd(count)
    wake(count)
    planners = [_fork(_plan_all) for _n in range(2)]
    for planner in planners:
        os.waitpid(planner, 0)
    assert Nudge.objects.count() == count, Nudge.objects.count()
    work = {"ticks": _tick_on, "naive": _send_naively}[part]
    return _fire(work, every_ms, senders)


def _fire(work: Callable[[], None], every_ms: int, senders: int) -> int:
    chosen, kills = random.Random(7), 0
    children = [_fork(work) for _n in range(senders)]
    deadline, looked = time.monotonic() + PATIENCE_SECONDS, 0.0
    while time.monotonic() < deadline:
        time.sleep(every_ms / 1000 * chosen.uniform(0.5, 1.5))
        place = chosen.randrange(senders)
        with suppress(ProcessLookupError):
            os.kill(children[place], signal.SIGKILL)
        os.waitpid(children[place], 0)
        kills += 1
        children[place] = _fork(work)
        if time.monotonic() - looked > 1:
            looked = time.monotonic()
            if not _hurry():
                break
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return kills


def _fork(work: Callable[[], None]) -> int:
    """A process of the same code, warm, with a connection of its own."""
    from django.db import connection  # noqa: PLC0415

    connection.close()
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        os._exit(0)


def _hurry() -> int:
    """Have what was deferred be due now; the number of rows that have not ended."""
    from django.db.models.functions import Now  # noqa: PLC0415

    from nudges.models import Nudge  # noqa: PLC0415

    Nudge.objects.filter(state="planned", attempt_count__gt=0).update(next_attempt_at=Now())
    return Nudge.objects.exclude(state__in=ENDED).count()


def _plan_all() -> None:
    from django.utils import timezone  # noqa: PLC0415

    from nudges import actions  # noqa: PLC0415

    while actions.plan(now=timezone.now(), limit=100):
        pass


def _tick_on() -> None:
    from django.utils import timezone  # noqa: PLC0415

    from nudges import actions  # noqa: PLC0415

    while True:
        actions.tick(clock=timezone.now())


def _send_naively() -> None:
    from django.core.mail import mailers  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from nudges.messages import compose, email_of  # noqa: PLC0415
    from nudges.models import Nudge  # noqa: PLC0415
    from study.queries import Situation  # noqa: PLC0415

    while due := list(
        Nudge.objects.filter(state="planned").select_related("recipient__person")[:50]
    ):
        for nudge in due:
            person = nudge.recipient.person
            message = compose(nudge.kind, nudge.reason, person, Situation(person.pk))
            with suppress(OSError):
                mailers["nudges"].send_messages([email_of(nudge, message)])
                Nudge.objects.filter(pk=nudge.pk).update(state="sent", sent_at=timezone.now())


def _judge(log: Path) -> tuple[str, ...]:
    """What the server has beside what the rows say."""
    from nudges.models import Nudge  # noqa: PLC0415

    arrived = Counter(line.partition("\t")[0] for line in log.read_text().splitlines())
    twice = sum(copies - 1 for copies in arrived.values())
    lost = uncertain = known = 0
    for nudge in Nudge.objects.all():
        is_there = nudge.message_id in arrived
        if nudge.state == "unknown":
            uncertain += 1
            known += is_there
        elif not is_there:
            lost += 1  # whatever the row says: nobody is told to look
    return str(twice), str(lost), str(uncertain), str(known)


if __name__ == "__main__":
    sys.exit(main())
