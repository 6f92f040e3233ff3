"""Made-up learners, to hold forecasts against what came after. Pure, and the same every time.

Each is the minutes of every day from the first of their first week. None of them studies the
way the forecast's recipe draws its paths.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from study.pace.forecast import Window
from study.pace.rhythm import Goal, Rhythm

WEEKS = 250
START = date(2026, 1, 5)  # a Monday
TARGET_MINUTES = 70 * 60
FEWEST_MINUTES_LEFT = 5 * 60  # who is nearly there needs no forecast
EVERY_DAY = Rhythm(Goal(300, frozenset(range(1, 8))), week_start=1, started_on=START)

type Learner = Callable[[Random], list[float]]


def drifting(random: Random) -> list[float]:
    """Weeks hang together (AR(1)) and the level drifts slowly; holidays, lost weeks."""
    weeks = _weeks(
        random, level=0.5, memory=(0.2, 0.6), noise=(0.3, 0.6), drift=0.05,
        holidays=(0.02, 0.06), longest=3, lost=0.05,
    )  # fmt: skip
    return _spread(weeks, random)


def calm(random: Random) -> list[float]:
    """The same with less of everything."""
    weeks = _weeks(
        random, level=0.5, memory=(0.1, 0.4), noise=(0.2, 0.45), drift=0.02,
        holidays=(0.01, 0.04), longest=2, lost=0,
    )  # fmt: skip
    return _spread(weeks, random)


def by_habit(random: Random) -> list[float]:
    """Studies on a day or not, by a habit that changes now and then; sittings are gamma.

    Has no level and no weeks: two habits with chances of their own for workdays and weekends,
    a change after some sixteen weeks, and now and then some days away.
    """
    habits = [(random.uniform(0.15, 0.75), random.uniform(0.15, 0.75)) for _ in range(2)]
    hours = random.uniform(0.6, 2)
    days: list[float] = []
    habit = 0
    while len(days) < 7 * WEEKS:
        if random.random() < 0.06 / 7:
            habit = 1 - habit
        if random.random() < 0.03 / 7:
            days += [0] * random.randint(4, 14)
        chance = habits[habit][len(days) % 7 > 4]
        days.append(random.gammavariate(2, hours * 30) if random.random() < chance else 0)
    return days


LEARNERS: dict[str, Learner] = {"drifting": drifting, "calm": calm, "by habit": by_habit}


@dataclass(frozen=True)
class Case:
    """A learner on a day, what was known by then, and when they finished."""

    days: dict[date, int]  # before today
    today: date
    remaining: int
    finished_on: date | None  # None if later than anybody looked

    def verdict(self, window: Window) -> str:
        """Whether the finish was inside the window, or before it, or after it."""
        finish = self.finished_on or date.max
        if window.early_on is None:
            return "early" if finish <= self.today + timedelta(days=370) else "inside"
        if finish < window.early_on:
            return "early"
        return "late" if window.late_on and finish > window.late_on else "inside"


def cases(learner: Learner, weeks: int, seed: int) -> Iterator[Case]:
    """Learners without end, each some days after so many complete weeks, with hours to go."""
    number = 0
    while True:
        number += 1
        random = Random(f"{learner.__name__} {weeks} {seed} {number}")
        minutes = [round(each) for each in learner(random)]
        now = 7 * weeks + random.randrange(7)
        covered = list(accumulate(minutes))
        remaining = TARGET_MINUTES - covered[now - 1]
        active_days = sum(map(bool, minutes[: 7 * weeks]))
        if remaining < FEWEST_MINUTES_LEFT or active_days < 4:
            continue
        known = {START + timedelta(days=n): m for n, m in enumerate(minutes[:now]) if m}
        finish = next((n for n, so_far in enumerate(covered) if so_far >= TARGET_MINUTES), None)
        yield Case(
            known,
            START + timedelta(days=now),
            remaining,
            None if finish is None else START + timedelta(days=finish),
        )


def _weeks(
    random: Random, level: float, memory: tuple[float, float], noise: tuple[float, float],
    drift: float, holidays: tuple[float, float], longest: int, lost: float,
) -> list[float]:  # fmt: skip
    """Minutes a week."""
    usual = random.lognormvariate(math.log(300), level)
    kept, spread = random.uniform(*memory), random.uniform(*noise)
    away = random.uniform(*holidays)
    deviation = drifted = 0.0
    weeks: list[float] = []
    while len(weeks) < WEEKS:
        deviation = kept * deviation + random.gauss(0, spread)
        drifted += random.gauss(0, drift)
        if random.random() < away:
            weeks += [0] * random.randint(1, longest)
        weeks.append(0 if random.random() < lost else usual * math.exp(deviation + drifted))
    return weeks


def _spread(weeks: list[float], random: Random) -> list[float]:
    """Give every week's minutes to the learner's own three to six weekdays, unevenly."""
    shares = [0.0] * 7
    for weekday in random.sample(range(7), random.randint(3, 6)):
        shares[weekday] = random.gammavariate(3, 1)
    return [minutes * share / sum(shares) for minutes in weeks for share in shares]
