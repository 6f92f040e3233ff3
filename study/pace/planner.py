"""Which units fall into which week."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property


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
    asked: float
    pieces: tuple[Piece, ...]

    @cached_property
    def minutes(self) -> int:
        return sum(piece.minutes for piece in self.pieces)
