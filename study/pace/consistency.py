"""Which weeks count, and how many of them in a row.

All of it is computed from the minutes of each day and the rhythm, every time; nothing is
stored, so time that is logged later mends a week of long ago.

A week is met by what it asks for in minutes or in days. A day counts from ten minutes. A
reserve stands for one day that a week is short of; two may be used for the weeks that begin in
one month. They go to the newest weeks first, where they keep the run of today: so more time, or
a break declared over a week that was missed, never shortens it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from math import ceil
from typing import NamedTuple

from study.pace.rhythm import A_DAY, A_WEEK, SLACK, Asked, Goal, Rhythm

MINUTES_THAT_COUNT = 10  # of a day; less is no study day
RESERVES_A_MONTH = 2
DAYS_TO_REPAIR = 2  # after its end, until a week is judged


class Verdict(Enum):
    """What became of a week."""

    MET = "met"
    KEPT = "kept"  # by reserves
    MISSED = "missed"
    OPEN = "open"  # still running, or not judged yet
    PASSED = "passed"  # asked for nothing: neither counts nor ends a run


class JudgedWeek(NamedTuple):
    """A week from its first day, what was studied in it, and what became of it."""

    first_day: date
    minutes: int
    days: int  # with at least ten minutes
    asked: Asked
    verdict: Verdict
    reserves: int  # used by it
    run: int  # weeks in a row up to and with this one

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=6)

    @property
    def asked_minutes(self) -> int:
        return ceil(self.asked.minutes - SLACK)

    @property
    def minutes_missing(self) -> int:
        return max(ceil(self.asked.minutes - self.minutes - SLACK), 0)

    @property
    def days_missing(self) -> int:
        return max(self.asked.days - self.days, 0)

    @property
    def judged_on(self) -> date:
        """The day from which a week that is short of its goal is judged."""
        return self.first_day + A_WEEK + timedelta(days=DAYS_TO_REPAIR)


class Run(NamedTuple):
    """The weeks in a row up to now.

    `is_cut` says that it may have begun before the first week that was looked at.
    """

    weeks: int
    reserves_left: int  # for weeks that begin in the month the present one began in
    is_cut: bool


@dataclass(frozen=True)
class Consistency:
    """The weeks, the present one first, and the run that is going on."""

    weeks: Sequence[JudgedWeek]
    run: Run

    @property
    def present(self) -> JudgedWeek:
        return self.weeks[0]

    @property
    def ended_run(self) -> int:
        """How long the run was that ended last; none while one is going on."""
        return 0 if self.run.weeks else next((week.run for week in self.weeks if week.run), 0)


def consistency(minutes: Mapping[date, int], rhythm: Rhythm, today: date) -> Consistency:
    """Judge the weeks from the start up to the present one."""
    judged = _judge(minutes, rhythm, today, rhythm.started_on)
    weeks, run = [], 0
    for first, done, asked, verdict, reserves in zip(
        judged.firsts, judged.done, judged.asked, judged.verdicts, judged.spent, strict=True
    ):
        run = _run_after(run, verdict)
        weeks.append(JudgedWeek(first, *done, asked, verdict, reserves, run))
    return Consistency(weeks[::-1], judged.run)


def run_of(minutes: Mapping[date, int], rhythm: Rhythm, today: date, since: date) -> Run:
    """The run up to now, as far as it can be seen from the days since one."""
    return _judge(minutes, rhythm, today, since).run


def days_in_a_row(minutes: Mapping[date, int], rhythm: Rhythm, today: date) -> int:
    """Days with ten minutes or more, one after the other, up to today.

    Days that ask for nothing are passed over, and today is open until it ends.
    """
    count, day = 0, today
    while day >= rhythm.started_on:
        if minutes.get(day, 0) >= MINUTES_THAT_COUNT:
            count += 1
        elif day != today and rhythm.minutes_on(day):
            break
        day -= A_DAY
    return count


class _Judged(NamedTuple):
    """The same of each week, oldest first; and the run."""

    firsts: list[date]
    done: list[tuple[int, int]]
    asked: list[Asked]
    verdicts: list[Verdict]
    spent: list[int]
    run: Run


def _judge(minutes: Mapping[date, int], rhythm: Rhythm, today: date, since: date) -> _Judged:
    present, start = rhythm.first_of_week(today), rhythm.first_of_week(rhythm.started_on)
    oldest = min(present, max(start, rhythm.first_of_week(since)))
    firsts = [oldest + n * A_WEEK for n in range((present - oldest).days // 7 + 1)]
    asked, done = _asked(rhythm, firsts), _sums(minutes, oldest, len(firsts))
    needs = [_need(*sums, what) for sums, what in zip(done, asked, strict=True)]
    verdicts = _verdicts(needs, open_weeks=_open_weeks(present, today))
    spent, left, certain = _spend(needs, verdicts, [(day.year, day.month) for day in firsts])
    run = 0
    for verdict in verdicts:
        run = _run_after(run, verdict)
    is_cut = oldest > start and Verdict.MISSED not in verdicts[certain:]
    return _Judged(
        firsts, done, asked, verdicts, spent, Run(run, left[present.year, present.month], is_cut)
    )


def _sums(minutes: Mapping[date, int], oldest: date, weeks: int) -> list[tuple[int, int]]:
    """Of each week the minutes, and the days that count."""
    totals, days, first = [0] * weeks, [0] * weeks, oldest.toordinal()
    for day, spent in minutes.items():
        week = (day.toordinal() - first) // 7
        if 0 <= week < weeks:
            totals[week] += spent
            days[week] += spent >= MINUTES_THAT_COUNT
    return list(zip(totals, days, strict=True))


def _asked(rhythm: Rhythm, firsts: list[date]) -> list[Asked]:
    """What each week asks for; looked at by the day only where something cuts into a week."""
    asked = [_of_whole_week(rhythm.goal)] * len(firsts)
    if rhythm.former:
        asked = [_of_whole_week(rhythm.goal_on(first)) for first in firsts]
    for week in set(_weeks_cut(rhythm, firsts)):
        if 0 <= week < len(firsts):
            asked[week] = rhythm.week(firsts[week])
    return asked


def _of_whole_week(goal: Goal) -> Asked:
    return Asked(float(goal.weekly_minutes), len(goal.study_days))


def _weeks_cut(rhythm: Rhythm, firsts: list[date]) -> Iterator[int]:
    """The places of the weeks with the start, a change of the goal, a break or the end in them."""
    yield from range((rhythm.started_on - firsts[0]).days // 7 + 1)
    if rhythm.ended_on:
        yield from range(max((rhythm.ended_on - firsts[0]).days // 7, 0), len(firsts))
    for until, _goal in rhythm.former:
        yield (until - firsts[0]).days // 7
    for first, last in rhythm.breaks:
        begins, ends = ((day - firsts[0]).days // 7 for day in (first, last))
        yield from range(max(begins, 0), min(ends + 1, len(firsts)))


def _need(minutes: int, days: int, asked: Asked) -> int | None:
    """How many reserves would keep a week: none if it is met; None if it asks for nothing."""
    if not asked.days:
        return None
    short = asked.minutes - minutes
    if days >= asked.days or short <= SLACK:
        return 0
    return min(asked.days - days, ceil(short * asked.days / asked.minutes - SLACK))


def _open_weeks(present: date, today: date) -> int:
    """How many of the newest weeks are not judged yet."""
    return 2 if (today - present).days < DAYS_TO_REPAIR else 1


def _verdicts(needs: list[int | None], open_weeks: int) -> list[Verdict]:
    """What is certain before any reserve is used."""
    judged = len(needs) - open_weeks
    return [
        Verdict.PASSED if need is None
        else Verdict.MET if not need
        else Verdict.OPEN if week >= judged
        else Verdict.MISSED
        for week, need in enumerate(needs)
    ]  # fmt: skip


def _spend(
    needs: list[int | None], verdicts: list[Verdict], months: list[tuple[int, int]]
) -> tuple[list[int], Mapping[tuple[int, int], int], int]:
    """Use the reserves, from the newest week to the oldest, and mark the weeks they keep.

    `held` are weeks kept by reserves before which no week is met so far. If the run cannot go
    on before them they had nothing to keep, and get their reserves back, the newest first.
    Returns what each week used, what each month has left, and the place of the first week of
    which is certain what it is.
    """
    spent = [0] * len(needs)
    left: defaultdict[tuple[int, int], int] = defaultdict(lambda: RESERVES_A_MONTH)
    held: list[int] = []

    def give_back(week: int) -> None:
        left[months[week]] += spent[week]
        spent[week], verdicts[week] = 0, Verdict.MISSED

    for week in reversed(range(len(needs))):
        need, month = needs[week] or 0, months[week]
        if verdicts[week] is Verdict.MET:
            held = []
        if verdicts[week] is not Verdict.MISSED:
            continue
        while need > left[month] and held:
            give_back(held.pop(0))
        if need <= left[month]:
            left[month] -= need
            spent[week], verdicts[week] = need, Verdict.KEPT
            held.append(week)
    for week in held:
        give_back(week)
    return spent, left, max(held, default=-1) + 1


def _run_after(run: int, verdict: Verdict) -> int:
    if verdict is Verdict.MISSED:
        return 0
    return run + (verdict in (Verdict.MET, Verdict.KEPT))
