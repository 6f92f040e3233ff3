"""Which day an instant belongs to, and when a day begins: the one place that decides it.

A learner's day may begin after midnight, at a whole hour on the clock of their time zone;
the hours before it belong to the day before. Days follow one another without gap or overlap
in every zone, whatever its clocks do, since a day lasts until the next one begins.
"""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


def study_day(instant: datetime, zone: ZoneInfo, starts_at: int) -> date:
    """The day that the aware `instant` belongs to, where days begin at the hour `starts_at`."""
    clock = instant.astimezone(zone).replace(tzinfo=None)
    day = (clock - timedelta(hours=starts_at)).date()
    # A change of clocks near the beginning may have it begin earlier or later than shown.
    while instant < start_of_day(day, zone, starts_at):
        day -= _DAY
    while instant >= start_of_day(day + _DAY, zone, starts_at):
        day += _DAY
    return day


@lru_cache(maxsize=4096)  # an import asks for the same days over and over
def start_of_day(day: date, zone: ZoneInfo, starts_at: int) -> datetime:
    """The first instant of a day, in UTC: when the clock first shows its hour.

    An hour that a change of clocks leaves out is the moment of the change; of one that comes
    twice the first counts (PEP 495). A date that its zone leaves out, as Samoa did with 30
    December 2011, has no instant: it begins when the next one does.
    """
    first, second = (
        datetime.combine(day, time(starts_at, fold=fold), zone).astimezone(UTC) for fold in (0, 1)
    )
    if first <= second:
        return first
    change = _first_shown(day, starts_at, zone, second, first)
    if change.astimezone(zone).date() > day:
        return start_of_day(day + _DAY, zone, starts_at)
    return change


def _first_shown(
    day: date, hour: int, zone: ZoneInfo, earliest: datetime, latest: datetime
) -> datetime:
    """The first second between two instants at which the clock has come to an hour of a day."""
    wanted = datetime.combine(day, time(hour), zone).replace(tzinfo=None)

    def has_come(seconds: int) -> bool:
        shown = (earliest + timedelta(seconds=seconds)).astimezone(zone)
        return shown.replace(tzinfo=None) >= wanted

    length = int((latest - earliest).total_seconds())
    return earliest + timedelta(seconds=bisect_left(range(length), True, key=has_come))
