"""What a calendar is told of a learner's plan: the days, the units, the breaks. Nothing else."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from accounts.models import User
from study.models import Break, Enrolment
from study.pace.daily import StudyDay, study_days
from study.pace.planner import PlannedWeek
from study.pace.rhythm import A_WEEK
from study.queries.path import current_enrolment
from study.queries.plan import Plan, plan

WEEKS_IN_A_FEED = 12


@dataclass(frozen=True)
class BreakDays:
    """A declared break, by its id."""

    id: int
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Agenda:
    """The days to study on, what on, and the breaks; `at` is the local time of day, if any.

    A time before the hour the learner's day begins at comes after midnight, on the next date.
    """

    enrolment: int | None  # its id
    zone: ZoneInfo
    at: time | None
    days: tuple[StudyDay, ...] = ()
    units: tuple[tuple[int, str, str], ...] = ()  # id, slug and title of those in `days`
    breaks: tuple[BreakDays, ...] = ()
    is_after_midnight: bool = False

    @property
    def fingerprint(self) -> str:
        """The same for the same plan, and for no other."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def agenda(learner: User, today: date) -> Agenda:
    """The next twelve weeks, from today on. Empty without a path, or with all of it done."""
    enrolment = current_enrolment(learner)
    if enrolment is None:
        return Agenda(None, learner.zone, None)
    planned = plan(learner, enrolment, today)
    weeks = planned.weeks[:WEEKS_IN_A_FEED]
    breaks = _breaks(learner, weeks) if weeks else ()
    return _agenda(learner, enrolment, planned, weeks, breaks)


def agenda_of_week(learner: User, first_day: date, today: date) -> Agenda | None:
    """One week of the plan, from today on; None if the plan has no week that begins then."""
    enrolment = current_enrolment(learner)
    if enrolment is None:
        return None
    planned = plan(learner, enrolment, today)
    weeks = [week for week in planned.weeks if week.first_day == first_day]
    return _agenda(learner, enrolment, planned, weeks) if weeks else None


def _agenda(
    learner: User,
    enrolment: Enrolment,
    planned: Plan,
    weeks: Sequence[PlannedWeek],
    breaks: tuple[BreakDays, ...] = (),
) -> Agenda:
    days = study_days(weeks, planned.rhythm, planned.today)
    at = enrolment.study_time
    ids = dict.fromkeys(share.unit for day in days for share in day.shares)
    return Agenda(
        enrolment.pk,
        learner.zone,
        at,
        tuple(days),
        tuple((id, planned.units[id].slug, planned.units[id].title) for id in ids),
        breaks,
        is_after_midnight=at is not None and at.hour < learner.day_starts_at,
    )


def _breaks(learner: User, weeks: Sequence[PlannedWeek]) -> tuple[BreakDays, ...]:
    """The breaks that touch these weeks."""
    end = weeks[-1].first_day + A_WEEK
    found = Break.objects.for_learner(learner).filter(
        last_day__gte=weeks[0].first_day, first_day__lt=end
    )
    return tuple(
        BreakDays(*row)
        for row in found.order_by("first_day").values_list("pk", "first_day", "last_day")
    )
