"""How often learners finish in the window they are told, and what telling it costs.

Made-up learners of three kinds (tests/study/pace/learners.py) study towards seventy hours. Some
days after so many complete weeks each is told three things: the window of the recipe, that of a
plain weekly bootstrap, and the one date of "what is left over the average week".
"""

import argparse
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice
from random import Random
from statistics import median

from bench.table import table
from study.pace.forecast import (
    HORIZON_DAYS,
    WEEKS_AHEAD,
    Window,
    forecast,
    history,
)
from tests.study.pace.learners import EVERY_DAY, LEARNERS, START, Case, cases

WEEKS = (3, 4, 6, 8, 12)
LEARNERS_A_CELL = 1_000
SEED = 2026  # none that the recipe was tuned with
PROMISE = (75, 92)
BOOTSTRAP_PATHS = 500  # enough to compare with
MS_PROMISED = 30
# Who is timed: minutes of each week behind, and minutes left. The last never finishes in a year.
TIMED = {
    "fast, 3 weeks": ([600, 720, 540], 1200),
    "usual, 12 weeks": ([300, 240, 0, 420, 360, 200, 0, 310, 280, 330, 150, 400], 2400),
    "slow, 12 weeks": ([40, 0, 60, 0, 0, 30, 45, 0, 20, 0, 90, 15], 3900),
}


@dataclass(frozen=True)
class Cell:
    """One kind of learner after so many weeks: what became of a way to forecast. In per cent."""

    kind: str
    weeks: int
    inside: float
    early: float
    late: float
    width: float  # median, of the days that were left until the middle
    bootstrap: float  # inside the plain bootstrap's window
    met: float  # finished by the one date

    def cells(self) -> tuple[str, ...]:
        shares = (self.inside, self.early, self.late, self.width, self.bootstrap, self.met)
        return (f"{self.kind}, {self.weeks} weeks", *(f"{share:.0f} %" for share in shares))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--learners", type=int, default=LEARNERS_A_CELL, help="of a kind and weeks")
    parser.add_argument("--rounds", type=int, default=60, help="forecasts to time of each kind")
    chosen = parser.parse_args()
    header = ("of learners", "inside", "early", "late", "wide", "bootstrap", "by date")
    cells = [
        _cell(kind, weeks, list(islice(cases(learner, weeks, SEED), chosen.learners)))
        for kind, learner in LEARNERS.items()
        for weeks in WEEKS
    ]
    print(table([header, *(cell.cells() for cell in cells)]), end="\n\n")
    print(table([("ms of CPU", "median", "most"), *_times(chosen.rounds)]), end="\n\n")
    print(f"Promised: {PROMISE[0]} to {PROMISE[1]} % inside; under {MS_PROMISED} ms a forecast.")


def _cell(kind: str, weeks: int, learners: list[Case]) -> Cell:
    windows, plain, met = [], [], 0
    for number, case in enumerate(learners):
        past = history(case.days, EVERY_DAY, case.today)
        windows.append(forecast(past, case.remaining, EVERY_DAY, case.today, number))
        plain.append(_bootstrap(past, case, Random(number)))
        days = case.remaining * 7 * len(past) / sum(past)
        met += (case.finished_on or date.max) <= case.today + timedelta(days=days)
    count = len(learners)

    def share(of: Iterable[str], wanted: str) -> float:
        return 100 * sum(each == wanted for each in of) / count

    verdicts = [case.verdict(window) for case, window in zip(learners, windows, strict=True)]
    return Cell(
        kind,
        weeks,
        *(share(verdicts, verdict) for verdict in ("inside", "early", "late")),
        width=100 * median(map(_width, learners, windows)),
        bootstrap=share(map(Case.verdict, learners, plain), "inside"),
        met=100 * met / count,
    )


def _width(case: Case, window: Window) -> float:
    """The window as a share of the days until its middle; what has no day ends after a year."""
    end = case.today + timedelta(days=HORIZON_DAYS)
    early, middle, late = (
        day or end for day in (window.early_on, window.middle_on, window.late_on)
    )
    return (late - early).days / max(1, (middle - case.today).days)


def _bootstrap(past: Sequence[float], case: Case, random: Random) -> Window:
    """Draw weeks as they were, with equal chances: what burn-up tools do."""
    gone = (case.today - START).days % 7
    ends = []
    for _path in range(BOOTSTRAP_PATHS):
        weeks = random.choices(past, k=WEEKS_AHEAD)
        covered = [0, *accumulate(weeks)]
        target = case.remaining + weeks[0] * gone / 7
        week = bisect_left(covered, target)
        if week > WEEKS_AHEAD:
            ends.append(HORIZON_DAYS)
        else:
            part = (target - covered[week - 1]) / weeks[week - 1]
            ends.append(int(7 * (week - 1 + part)) - gone)
    ends.sort()
    days = [
        case.today + timedelta(days=end) if end < HORIZON_DAYS else None
        for end in (ends[BOOTSTRAP_PATHS * percent // 100 - 1] for percent in (10, 50, 90))
    ]
    return Window(*days, 0)


def _times(rounds: int) -> list[tuple[str, ...]]:
    return [
        _timed(name, rounds, lambda seed, of=of: forecast(*of, EVERY_DAY, START, seed))
        for name, of in TIMED.items()
    ]


def _timed(name: str, rounds: int, call: Callable[[int], object]) -> tuple[str, ...]:
    taken = []
    for seed in range(rounds):
        start = time.process_time_ns()
        call(seed)
        taken.append((time.process_time_ns() - start) / 1e6)
    return (name, f"{median(taken):.1f}", f"{max(taken):.1f}")


if __name__ == "__main__":
    main()
