"""From a time of day on a person's clock to an instant, and back. Pure.

What a person asked for is a wall clock's time on a date; the instant follows from it and the
zone, and never the other way round. The rules are PEP 495's, with `fold` 0: an hour that a
change of clocks leaves out comes later by what was left out, and of an hour that comes twice
the first counts.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def instant_of(day: date, clock: time, zone: ZoneInfo) -> datetime | None:
    """The instant, in UTC, at which the clock shows this on this date.

    A gap near midnight may put it on the next date; it is still this date's. None if the
    zone leaves the whole date out, as Samoa did with 30 December 2011.
    """
    instant = datetime.combine(day, clock, zone).astimezone(UTC)
    return instant if _exists(day, zone) else None


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The date that a calendar in this zone shows at an instant."""
    return instant.astimezone(zone).date()


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Whether any moment has this date: noon does, unless all of it is left out."""
    noon = datetime.combine(day, time(12), zone).astimezone(UTC)
    return local_date(noon, zone) == day
