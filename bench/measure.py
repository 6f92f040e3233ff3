"""What requests cost, in CPU time of this process and of its Postgres backend.

CPU time and not the clock's, so that a busy machine matters little; and in turns, a few
requests of each contender at a time, so that what still matters meets all of them alike.
Ratios are taken within a round and the median is what counts.
"""

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from bench.pages import answer
from bench.table import table

WARM_UP_REQUESTS = 20


@dataclass(frozen=True)
class Contender:
    """A page or form to measure: its name, who serves it, and its next request."""

    name: str
    application: WSGIHandler
    request: Callable[[], dict[str, Any]]
    status: str = "200 OK"

    def serve(self, count: int, meter: "Meter") -> "Cost":
        """Serve so many requests and say what one cost. Writing the requests costs nothing."""
        requests = [self.request() for _ in range(count)]
        gc.collect()
        start = meter.read()
        answers = [answer(self.application, request) for request in requests]
        cost = meter.read().since(start, count)
        statuses = {each.status for each in answers}
        if statuses != {self.status}:
            raise SystemExit(f"{self.name} answered {', '.join(sorted(statuses))}.")
        return cost

    def queries(self) -> list[str]:
        """The SQL that one request runs."""
        statements = []

        def note(execute: Any, statement: str, *rest: Any) -> Any:
            statements.append(statement)
            return execute(statement, *rest)

        with connection.execute_wrapper(note):
            answer(self.application, self.request())
        return statements


@dataclass(frozen=True)
class Cost:
    """Nanoseconds of CPU in the server and in Postgres, and by the clock."""

    server: float
    postgres: float
    wall: float

    @property
    def cpu(self) -> float:
        return self.server + self.postgres

    def since(self, start: "Cost", requests: int) -> "Cost":
        return Cost(
            (self.server - start.server) / requests,
            (self.postgres - start.postgres) / requests,
            (self.wall - start.wall) / requests,
        )


class Meter:
    """Reads what this process and its one Postgres backend have cost so far."""

    def __init__(self) -> None:
        self.backend = _backend()
        self._schedstat = Path(f"/proc/{self.backend}/schedstat")
        if not self._schedstat.exists():
            raise SystemExit("CPU time is read from /proc: run Postgres here, and under Linux.")

    def read(self) -> Cost:
        on_cpu = int(self._schedstat.read_text().split()[0])
        return Cost(time.process_time_ns(), on_cpu, time.perf_counter_ns())


@dataclass(frozen=True)
class Ratios:
    """One contender against another, a ratio a round."""

    name: str
    values: list[float]
    promise: float | None = None

    @property
    def median(self) -> float:
        return median(self.values)


type Rounds = list[list[Cost]]


def options(command: str, *, rounds: int, requests: int) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=command.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=rounds, help="turns each contender takes")
    parser.add_argument("--requests", type=int, default=requests, help="requests in a turn")
    return parser.parse_args()


def measure(contenders: Sequence[Contender], *, rounds: int, requests: int) -> Rounds:
    """Serve all contenders in turns, each round beginning with another; their costs by round."""
    meter = Meter()
    for contender in contenders:
        contender.serve(WARM_UP_REQUESTS, meter)
    gc.collect()
    gc.freeze()
    costs = []
    for number in range(rounds):
        order = range(len(contenders))
        turn = number % len(contenders)
        of_round = {i: contenders[i].serve(requests, meter) for i in (*order[turn:], *order[:turn])}
        costs.append([of_round[i] for i in order])
    if _backend() != meter.backend:
        raise SystemExit("Postgres gave a new backend in between: measure again.")
    return costs


def cost_table(contenders: Sequence[Contender], costs: Rounds) -> str:
    """The median round of each contender, in milliseconds a request."""
    rows = [("ms a request", "server", "Postgres", "CPU", "clock", "queries")]
    for contender, of_contender in zip(contenders, zip(*costs, strict=True), strict=True):
        figures = [
            median(getattr(cost, part) for cost in of_contender) / 1e6
            for part in ("server", "postgres", "cpu", "wall")
        ]
        rows.append(
            (contender.name, *(f"{each:.2f}" for each in figures), str(len(contender.queries())))
        )
    return table(rows)


def ratio_table(ratios: Sequence[Ratios]) -> str:
    rows = [("ratio, by round", "least", "median", "most", "promised")]
    for ratio in ratios:
        figures = (min(ratio.values), ratio.median, max(ratio.values))
        promised = f"{ratio.promise:.2f}" if ratio.promise else ""
        rows.append((ratio.name, *(f"{each:.3f}" for each in figures), promised))
    return table(rows)


def ratios(
    name: str,
    costs: Rounds,
    over: int,
    under: int,
    *,
    part: str = "cpu",
    promise: float | None = None,
) -> Ratios:
    values = [getattr(each[over], part) / getattr(each[under], part) for each in costs]
    return Ratios(name, values, promise)


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]
