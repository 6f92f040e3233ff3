"""Which units fall into which week.

A week ends, in this order of preference:

1. where a module ends, if the week is then within a fifth of what it asks,
2. where a unit ends, within the same fifth: a lesson's video and the next code or build unit
   that requires it stay together if they can, and else the end nearest to what is asked counts,
3. at a step within the fifth, by the same rule,
4. at the step nearest to what is asked; a step longer than that has a week of its own.

Nothing overtakes anything, so what a module builds or publishes never leaves it for a later
one. A week knows nothing of the weeks before it: whoever does just what a week holds finds the
following weeks as they were.

The present week asks for what is not studied of it yet, and for no more than the days it has
left ask for: days that went by are not made up for on the last ones, but later.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from study.pace.rhythm import A_WEEK, SLACK, Rhythm, week_days

TOLERANCE = 0.2  # of what a week asks: it may run over or under rather than break a unit
LONGEST_PAUSE = 520  # weeks in a row that ask for nothing; who takes ten years off has no plan
WATCH, MAKE = "watch", frozenset({"code", "build"})  # kinds of work


@dataclass(frozen=True)
class Task:
    """A unit that is still to be done, as the planner sees it; in path order."""

    unit: int  # its id
    module: int  # the position of its module
    kind: str
    steps: tuple[int, ...]  # minutes left of each step that is left; at least one
    requires: frozenset[int] = frozenset()  # ids of units

    @property
    def minutes(self) -> int:
        return sum(self.steps)


@dataclass(frozen=True)
class Piece:
    """A unit, or some of its steps, in one week. `steps` counts those that are left."""

    task: Task
    first: int  # index into `task.steps`
    last: int  # included

    @property
    def minutes(self) -> int:
        return sum(self.task.steps[self.first : self.last + 1])

    @property
    def begins(self) -> bool:
        return self.first == 0

    @property
    def ends(self) -> bool:
        return self.last == len(self.task.steps) - 1


@dataclass(frozen=True)
class PlannedWeek:
    """A week, what it asks for in minutes, and what is to be done in it."""

    first_day: date
    asked: float  # in the present week what is left of it
    pieces: tuple[Piece, ...]

    @cached_property
    def minutes(self) -> int:
        return sum(piece.minutes for piece in self.pieces)

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=6)


def schedule(
    tasks: Sequence[Task], rhythm: Rhythm, today: date, studied_this_week: int
) -> list[PlannedWeek]:
    """Spread the tasks over weeks, from the one `today` is in; none if there is no task.

    Weeks that ask for nothing hold nothing, and so does the present one without a day left.
    """
    work = _Work(tasks)
    first_day = rhythm.first_of_week(today)
    weeks: list[PlannedWeek] = []
    studied, done, pause = studied_this_week, 0, 0
    while done < work.steps and pause < LONGEST_PAUSE:
        asked = rhythm.week(first_day).minutes
        to_come = sum(rhythm.minutes_on(day) for day in week_days(first_day) if day >= today)
        end = work.end_of_week(done, asked, studied, to_come) if to_come else done
        pieces = tuple(work.pieces(done, end))
        weeks.append(PlannedWeek(first_day, max(0, min(asked - studied, to_come)), pieces))
        pause = 0 if asked else pause + 1
        first_day += A_WEEK
        studied, done = 0, end
    return weeks


class _Work:
    """The steps of all tasks in a row. A place is a number of steps done."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.tasks = tasks
        self.minutes = [0, *accumulate(step for task in tasks for step in task.steps)]
        self.ends = [0, *accumulate(len(task.steps) for task in tasks)]  # places between units
        self.steps = self.ends[-1]
        # The last place of each module wins.
        self.module_ends = set(
            {task.module: end for end, task in zip(self.ends[1:], tasks, strict=True)}.values()
        )
        self.pairs = list(self._pairs())

    def end_of_week(self, start: int, asked: float, studied: int, to_come: float) -> int:
        """The place to which a week goes that asks for so much, `studied` minutes of it done.

        Its days that are left ask for `to_come`. It ends at once only if it is done but for a
        fifth, not because days went by.
        """
        aim = self.minutes[start] + min(asked - studied, to_come)
        spare = TOLERANCE * asked + SLACK
        least = start + (asked - studied > spare)
        first = bisect_left(self.minutes, aim - spare, lo=least)
        last = bisect_right(self.minutes, aim + spare, lo=start) - 1
        ends = self.ends[bisect_left(self.ends, first) : bisect_right(self.ends, last)]
        fitting = [end for end in ends if end in self.module_ends] or ends or range(first, last + 1)
        if not fitting:
            return self._nearest(start, aim, asked, studied)
        pairs = [(began, end) for began, seen, end in self.pairs if seen > start and began < last]
        return min(
            fitting,
            key=lambda place: (
                any(began < place < end for began, end in pairs),  # some of it, and not all
                abs(self.minutes[place] - aim),
                -place,
            ),
        )

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """What lies between two places."""
        number = bisect_right(self.ends, start) - 1
        while start < end:
            begin, stop = self.ends[number], min(self.ends[number + 1], end)
            yield Piece(self.tasks[number], start - begin, stop - begin - 1)
            start, number = stop, number + 1

    def _nearest(self, start: int, aim: float, asked: float, studied: int) -> int:
        """The place nearest to the aim; in a week not begun a step longer than all of it."""
        aim += SLACK
        under = max(start, bisect_right(self.minutes, aim) - 1)
        over = under + 1
        if under == self.steps or aim < self.minutes[start]:
            return under
        if self.minutes[over] - self.minutes[under] > asked:
            return over if self.minutes[under] == self.minutes[start] and not studied else under
        nearer = self.minutes[over] - aim < aim - self.minutes[under]
        return over if nearer else under

    def _pairs(self) -> Iterator[tuple[int, int, int]]:
        """Where each video begins and is seen, and where the next work that requires it ends."""
        for number, video in enumerate(self.tasks):
            if video.kind != WATCH:
                continue
            for later in range(number + 1, len(self.tasks)):
                task = self.tasks[later]
                if task.kind in MAKE and video.unit in task.requires:
                    yield self.ends[number], self.ends[number + 1], self.ends[later + 1]
                    break
