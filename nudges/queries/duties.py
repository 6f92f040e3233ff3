"""What a tick has to do, and whether ticks come as they should."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection

from nudges.models import Nudge, Pulse, State, Switch
from nudges.queries.untold import untold

TICK_IS_LATE = timedelta(minutes=5)
NUDGE_IS_LATE = timedelta(minutes=10)
SKEW_IS_BAD_SECONDS = 60


class Duties(NamedTuple):
    """What waits, by the clock of the database: `now` is its time, whatever the machine's says."""

    now: datetime
    has_looks: bool  # people whose day is to be planned
    has_due: bool  # nudges whose moment has come
    has_lost: bool  # leases that ended, of workers that died
    has_untold: bool  # facts to be told at any time of day
    zones: str  # the version of the time-zone rules that plans were made with

    @property
    def any(self) -> bool:
        return self.has_looks or self.has_due or self.has_lost or self.has_untold


_DUTIES = f"""
    SELECT now(),
        EXISTS (SELECT FROM nudges_recipient WHERE look_at <= now()),
        EXISTS (SELECT FROM nudges_nudge WHERE state = 'planned' AND next_attempt_at <= now()),
        EXISTS (
            SELECT FROM nudges_nudge
            WHERE state IN ('claimed', 'sending') AND lease_until < now()
        ),
        EXISTS ({untold("now()")}),
        coalesce((SELECT zones FROM nudges_pulse), '')
"""  # noqa: S608  nothing in it comes from outside


def duties() -> Duties:
    """Ask what waits, in one statement that looks at indexes only."""
    with connection.cursor() as cursor:
        cursor.execute(_DUTIES)
        return Duties(*cursor.fetchone())


@dataclass(frozen=True)
class Health:
    """Whether nudges go out: `problem` says in a few words why not; None if all is well."""

    problem: str | None


def health(now: datetime) -> Health:
    """Judge by facts and not by processes: a tick ended lately, and nothing due waits long."""
    pulse = Pulse.objects.first()
    if pulse is None or not pulse.is_fresh(now, TICK_IS_LATE.total_seconds()):
        return Health("no tick has ended in the last five minutes")
    if abs(pulse.skew_seconds) > SKEW_IS_BAD_SECONDS:
        return Health("the clocks of the application and the database differ")
    off = Switch.objects.filter(delivers=False).values("kind")
    waiting = Nudge.objects.filter(
        state__in=[State.PLANNED, State.CLAIMED], next_attempt_at__lt=now - NUDGE_IS_LATE
    ).exclude(kind__in=off)
    if waiting.exists():
        return Health("a nudge is over ten minutes late")
    return Health(None)
