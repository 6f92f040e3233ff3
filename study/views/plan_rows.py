"""A planned week as pages show it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from study.pace.planner import Piece, PlannedWeek
from study.pace.rhythm import A_WEEK
from study.queries import Plan, UnitState


@dataclass(frozen=True)
class PieceRow:
    """A unit in a week, and which of its steps if it is not whole there."""

    unit: UnitState
    minutes: int
    part: str


@dataclass(frozen=True)
class WeekRow:
    """A week as the page shows it."""

    week: PlannedWeek
    is_present: bool
    is_break: bool  # all of it
    breaks: list[tuple[date, date]]  # first and last day of those that touch it
    pieces: list[PieceRow]
    free_week: tuple[date, date] | None  # that would be well placed after this one

    @property
    def asked(self) -> int:
        return round(self.week.asked)


def week_row(plan: Plan, week: PlannedWeek) -> WeekRow:
    """What the part `study/plan.html#week` shows of a planned week."""
    free = plan.free_week_hint
    precedes = free == week.first_day + A_WEEK
    return WeekRow(
        week=week,
        is_present=week.first_day <= plan.today,
        is_break=plan.is_break(week),
        breaks=[
            (first, last)
            for first, last in plan.rhythm.breaks
            if first <= week.last_day and week.first_day <= last
        ],
        pieces=[_piece_row(plan, piece) for piece in week.pieces],
        free_week=(free, free + timedelta(days=6)) if free and precedes else None,
    )


def _piece_row(plan: Plan, piece: Piece) -> PieceRow:
    numbers, total = plan.steps[piece.task.unit]
    steps = {"first": numbers[piece.first], "last": numbers[piece.last], "total": total}
    if piece.begins and piece.ends:
        part = ""
    elif piece.begins:
        part = _("to step %(last)d of %(total)d") % steps
    elif piece.ends:
        part = _("from step %(first)d of %(total)d") % steps
    else:
        part = _("step %(first)d to %(last)d of %(total)d") % steps
    return PieceRow(plan.units[piece.task.unit], piece.minutes, part)
