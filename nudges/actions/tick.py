"""One tick: plan, deliver, see to what was left behind. Celery asks for it, or cron."""

import functools
import gc
import time
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from nudges.actions.claims import GENERATION, reap
from nudges.actions.delivery import deliver
from nudges.actions.plan import plan, plan_untold
from nudges.models import Recipient
from nudges.queries import duties
from nudges.sending import Sender
from nudges.zone_rules import rules_version

# Shorter than the minute between two ticks, so that one process is enough for them.
TICK_SECONDS = 45


class Tally(NamedTuple):
    """What a tick did: people planned, nudges taken in hand."""

    planned: int
    delivered: int


def tick(*, clock: datetime, seconds: float = TICK_SECONDS) -> Tally:
    """Do what waits, until nothing does or the time is over, and say that it was done.

    Everything goes by the database's clock; `clock` is the application's, which is only held
    against it. Any number of ticks may run at once: each takes what no other has.
    """
    tally, until = Tally(0, 0), time.monotonic() + seconds
    found = duties()
    skew = (clock - found.now).total_seconds()
    if found.zones < rules_version():
        _look_at_everybody(found.now)
        found = duties()
    if found.any:
        _settle_memory()
        with Sender() as sender:
            while found.any and time.monotonic() < until:
                reap()
                planned = plan(now=found.now) + plan_untold(now=found.now)
                taken, is_reachable = deliver(sender=sender)
                tally = Tally(tally.planned + planned, tally.delivered + taken)
                if not is_reachable or not planned + taken:
                    break
                found = duties()
    _pulse(skew)
    return tally


def _look_at_everybody(now: datetime) -> None:
    """The rules of time zones changed: what is planned may be due at another moment."""
    Recipient.objects.filter(look_at__gt=now).update(look_at=now)


@functools.cache
def _settle_memory() -> None:
    """What is loaded by now stays loaded: spare the collector looking at it, message by message."""
    gc.collect()
    gc.freeze()


_PULSE = """
    INSERT INTO nudges_pulse (id, ticked_at, skew_seconds, generation, zones)
    VALUES (1, now(), %(skew)s, %(generation)s, %(zones)s)
    ON CONFLICT (id) DO UPDATE
        SET ticked_at = now(), skew_seconds = %(skew)s,
            zones = greatest(nudges_pulse.zones, %(zones)s),
            generation = greatest(nudges_pulse.generation, %(generation)s)
"""


def _pulse(skew: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_PULSE, {"skew": skew, "generation": GENERATION, "zones": rules_version()})
