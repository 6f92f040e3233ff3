"""When a learner may finish, from how much they studied in the weeks behind them.

The recipe draws possible futures from the learner's own past weeks, zeros included:

* Which weeks come again, and how often, is not known from a handful of them. So each walk into
  the future gets weights for the past weeks from a Dirichlet(1, …, 1) distribution and draws
  weeks by those: the Bayesian bootstrap (Rubin, 1981, The Annals of Statistics 9).
* A few weeks do not tell a learner's level either, and it will not stay where it is. So all
  weeks of a path are multiplied by one log-normal level (see `level_sigma`).
* The rest of the present week is that part of a drawn week; days in planned breaks are passed
  over; within the week of the finish, minutes are spread evenly over its days.

Percentiles 10, 50 and 90 of where 2,000 such paths end are the window. Times are minutes.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice
from math import ceil, exp, sqrt
from operator import mul, sub
from random import Random
from statistics import mean, variance

from study.pace.rhythm import Rhythm

RECIPE = 1  # to be counted up when the same past would give another window
PATHS = 2_000
HORIZON_DAYS = 53 * 7
WEEKS_AHEAD = 54  # that 53 weeks from a day in the week have a part in
MOST_WEEKS, FEWEST_WEEKS, FEWEST_ACTIVE_DAYS = 12, 2, 4
WEEKS_BACK = 52  # as far as a `Calendar` reaches
FEWEST_FREE_DAYS = 4
_DAYS_OF_WEEK = [timedelta(days=n) for n in range(7)]

# See `level_sigma`.
USUAL_VARIATION, USUAL_WEEKS, MOST_VARIATION = 0.6, 2, sqrt(2)
CHANGE = 0.5


@dataclass(frozen=True)
class Window:
    """Days by which 10, 50 and 90 % of the paths end; None if later than 53 weeks from today."""

    early_on: date | None
    middle_on: date | None
    late_on: date | None
    unfinished_share: float  # of the paths, within 53 weeks


def history(days: Mapping[date, int], rhythm: Rhythm, today: date) -> tuple[float, ...]:
    """Minutes of each of the last twelve complete weeks, oldest first; empty if too few.

    `days` has the minutes of days with any, 52 weeks back. The present week is not complete,
    and the one in which the learner started is not unless they started with it. A week with
    fewer than four days outside breaks is left out; another that a break cuts into counts for
    its other days, scaled up to seven. Too few is fewer than two weeks, or than four days with
    any time in them.
    """
    found = list(islice(_complete_weeks(days, rhythm, today), MOST_WEEKS))
    active_days = sum(active for _minutes, active in found)
    if len(found) < FEWEST_WEEKS or active_days < FEWEST_ACTIVE_DAYS:
        return ()
    return tuple(minutes for minutes, _active in reversed(found))


def level_sigma(weeks: Sequence[float]) -> float:
    """The spread of a path's level: standard deviation of its logarithm.

    The weeks' own coefficient of variation, shrunk towards that of usual learners (0.6) with
    the weight of two weeks, times sqrt(1/n + 0.5²): what an average of n weeks is off by, and
    what changes later. At most sqrt(2), so that one large week among zeros is not everything.

    The numbers are tuned on made-up learners of three kinds (tests/study/pace/learners.py, other
    ones than `bench.forecast` prints), not on people: docs/adr/0017-forecast.md has how well.
    """
    n = len(weeks)
    own = min(variance(weeks) / mean(weeks) ** 2, MOST_VARIATION**2)
    shrunk = ((n - 1) * own + USUAL_WEEKS * USUAL_VARIATION**2) / (n - 1 + USUAL_WEEKS)
    return sqrt(shrunk * (1 / n + CHANGE**2))


def forecast(
    weeks: Sequence[float], remaining: int, rhythm: Rhythm, today: date, seed: int
) -> Window:
    """Say when `remaining` minutes may be covered, today at the earliest.

    `weeks` is a `history` that is not empty. The same arguments give the same window; with the
    same seed more minutes are never covered earlier, and a break more never brings them forward.
    """
    free = _free_days(rhythm, today)
    week_ends = rhythm.first_of_week(today) + timedelta(days=6)
    left_of_week = sum(day <= week_ends for day in free[:7])
    ends = sorted(_ends(weeks, remaining, len(free), left_of_week, Random(seed)))  # noqa: S311  no secret
    early, middle, late = (
        free[end] if end < len(free) else None
        for end in (ends[ceil(PATHS * share) - 1] for share in (0.1, 0.5, 0.9))
    )
    unfinished = len(ends) - bisect_left(ends, len(free))
    return Window(early, middle, late, unfinished / len(ends))


def _complete_weeks(
    days: Mapping[date, int], rhythm: Rhythm, today: date
) -> Iterator[tuple[float, int]]:
    """Minutes and active days of weeks that count, latest first."""
    present = rhythm.first_of_week(today)
    for age in range(1, WEEKS_BACK + 1):
        first_day = present - timedelta(weeks=age)
        if first_day < rhythm.started_on:
            return
        free = _free_days_of_week(first_day, rhythm)
        if len(free) >= FEWEST_FREE_DAYS:
            minutes = [days.get(day, 0) for day in free]
            yield sum(minutes) * 7 / len(free), sum(map(bool, minutes))


def _free_days_of_week(first_day: date, rhythm: Rhythm) -> list[date]:
    week = [first_day + days for days in _DAYS_OF_WEEK]  # asked at every view of Today
    if any(first <= week[6] and last >= first_day for first, last in rhythm.breaks):
        return [day for day in week if not rhythm.is_break(day)]
    return week


def _free_days(rhythm: Rhythm, today: date) -> list[date]:
    """The days within the horizon on which no break is declared."""
    ahead = (today + timedelta(days=n) for n in range(HORIZON_DAYS))
    return [day for day in ahead if not rhythm.is_break(day)]


def _ends(
    weeks: Sequence[float], remaining: int, free_days: int, left_of_week: int, random: Random
) -> Iterator[int]:
    """On which of the free days each path ends; `free_days` or more if none.

    A walk through the weeks costs most, so two paths share it: one at a level, one at its
    inverse. Weights come in 256ths, which lets bytes be drawn instead of numbers: gaps between
    sorted random cuts are Dirichlet(1, …, 1), and a random byte falls into a gap by its width.
    """
    sigma = level_sigma(weeks)
    gone = 7 - left_of_week  # free days of the present week that are behind, or in a break
    names = [bytes([number]) for number in range(len(weeks))]
    for _walk in range(PATHS // 2):
        cuts = sorted(random.randbytes(len(weeks) - 1))
        drawn_as = b"".join(map(mul, names, map(sub, [*cuts, 256], [0, *cuts])))
        drawn = random.randbytes(WEEKS_AHEAD).translate(drawn_as)
        covered = [0, *accumulate(map(weeks.__getitem__, drawn))]
        level = exp(random.gauss(0, sigma))
        for asked in (remaining / level, remaining * level):
            # As if the whole of the present week were walked, and the rest of it counted.
            target = asked + covered[1] * gone / 7
            week = bisect_left(covered, target)
            if week > WEEKS_AHEAD:
                yield free_days
            else:
                part = (target - covered[week - 1]) / (covered[week] - covered[week - 1])
                yield min(free_days, max(0, ceil(7 * (week - 1 + part)) - gone - 1))
