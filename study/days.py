"""Which local day a stretch of time belongs to. The one place that cuts time at midnight."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def minutes_by_day(spans: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> dict[date, int]:
    """Split stretches at local midnights and give each local day its minutes.

    Starts and ends are instants; lengths are measured in UTC, so a change of clocks adds
    and takes nothing. All days together have the total, rounded to the nearest minute
    (half a minute up), and no day is off by more than a minute.
    """
    seconds: defaultdict[date, float] = defaultdict(float)
    for start, end in spans:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        while start < end:
            midnight = _end_of_day(start, zone)
            seconds[start.astimezone(zone).date()] += (min(end, midnight) - start).total_seconds()
            start = midnight
    minutes: dict[date, int] = {}
    running, given = 0.0, 0
    for day in sorted(seconds):
        running += seconds[day]
        minutes[day] = int(running / 60 + 0.5) - given
        given += minutes[day]
    return minutes


def _end_of_day(instant: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after `instant` at which a new local day begins, in UTC.

    A midnight that a change of clocks leaves out is resolved to the moment of the change
    (PEP 495, fold 0); of a midnight that comes twice, the first that is still ahead counts.
    """
    tomorrow = instant.astimezone(zone).date() + timedelta(days=1)
    midnights = (
        datetime.combine(tomorrow, time(fold=fold), zone).astimezone(UTC) for fold in (0, 1)
    )
    return next(midnight for midnight in midnights if midnight > instant)
