"""What a forecast is made of."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from accounts.models import User
from study.models import Enrolment
from study.pace.forecast import RECIPE, history
from study.queries.path import PathState, Status
from study.queries.standing import Standing
from study.queries.time import Calendar


def remaining_minutes(path: PathState, standing: Standing) -> int:
    """Minutes left in the open units of the track. What one took too long, none is given for."""
    return sum(standing.left_of(unit) for unit in path.units if unit.status is Status.OPEN)


@dataclass(frozen=True)
class Basis:
    """What a forecast is made of, with the seed, and a fingerprint of all of it."""

    weeks: tuple[float, ...]
    remaining_minutes: int
    seed: int  # of the learner and the day, so that no page differs from another
    fingerprint: str


def forecast_basis(
    *,
    learner: User,
    enrolment: Enrolment,
    path: PathState,
    standing: Standing,
    days: Calendar,
    today: date,
) -> Basis | None:
    """Gather what today's forecast is made of; None if too little is known, or nothing left."""
    remaining = remaining_minutes(path, standing)
    if not remaining:
        return None
    weeks = history(days.days, standing.rhythm, today)
    if not weeks:
        return None
    whose = (learner.pk, today.toordinal())
    ahead = [(first, last) for first, last in standing.rhythm.breaks if last >= today]
    everything = (
        RECIPE, *whose, enrolment.track_id, standing.rhythm.week_start, weeks, remaining, ahead,
    )  # fmt: skip
    return Basis(
        weeks=weeks,
        remaining_minutes=remaining,
        seed=int.from_bytes(sha256(repr(whose).encode()).digest()[:8]) >> 1,  # a BIGINT's range
        fingerprint=sha256(repr(everything).encode()).hexdigest(),
    )
