"""What operators look at: how many nudges are where, and which of them need somebody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from nudges.models import Attempt, Kind, Nudge, Pulse, State, Switch
from nudges.queries.duties import NUDGE_IS_LATE, health

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
MOST_TROUBLES = 100


@dataclass(frozen=True)
class StateCount:
    """How many nudges are in a state, of those due in the last day and the last week."""

    label: str
    today: int
    this_week: int


@dataclass(frozen=True)
class Desk:
    """The page of operators."""

    problem: str | None
    pulse: Pulse | None
    counts: list[StateCount]
    troubles: list[Nudge]  # not known whether sent, or late; each with its last attempt
    switches: list[Switch]  # one for each kind, also where no row was written yet


def desk(now: datetime) -> Desk:
    """Read it all; the number of queries does not depend on how much there is."""
    due = Nudge.objects.filter(due_at__gt=now - A_WEEK, due_at__lte=now)
    found = {
        state: (today, week)
        for state, today, week in due.values_list("state")
        .annotate(today=Count("pk", filter=Q(due_at__gt=now - A_DAY)), week=Count("pk"))
        .order_by("state")
    }
    written = Switch.objects.in_bulk()
    return Desk(
        problem=health(now).problem,
        pulse=Pulse.objects.first(),
        counts=[StateCount(str(state.label), *found.get(state, (0, 0))) for state in State],
        troubles=list(troubles(now)[:MOST_TROUBLES]),
        switches=[written.get(kind, Switch(kind=kind)) for kind in Kind.values],
    )


def troubles(now: datetime) -> QuerySet[Nudge]:
    """Everything that nobody can say whether it was sent, and everything that is late."""
    off = Switch.objects.filter(delivers=False).values("kind")
    late = Q(
        state__in=[State.PLANNED, State.CLAIMED], next_attempt_at__lt=now - NUDGE_IS_LATE
    ) & ~Q(kind__in=off)
    attempts = Prefetch("attempts", Attempt.objects.order_by("-number"), to_attr="tried")
    return (
        Nudge.objects.filter(late | Q(state=State.UNKNOWN))
        .select_related("recipient__person")
        .prefetch_related(attempts)
        .latest_first()
    )
