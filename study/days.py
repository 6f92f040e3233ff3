"""Which day a stretch of time belongs to. When a day begins is decided in `accounts/days.py`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.days import start_of_day, study_day


def minutes_by_day(
    spans: Iterable[tuple[datetime, datetime]], zone: ZoneInfo, starts_at: int = 0
) -> dict[date, int]:
    """Split stretches where the learner's days begin and give each day its minutes.

    Starts and ends are instants; lengths are measured in UTC, so a change of clocks adds
    and takes nothing. All days together have the total, rounded to the nearest minute
    (half a minute up), and no day is off by more than a minute.
    """
    seconds: defaultdict[date, float] = defaultdict(float)
    for start, end in spans:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        while start < end:
            day = study_day(start, zone, starts_at)
            until = min(end, _end_of_day(day, zone, starts_at))
            seconds[day] += (until - start).total_seconds()
            start = until
    minutes: dict[date, int] = {}
    running, given = 0.0, 0
    for day in sorted(seconds):
        running += seconds[day]
        minutes[day] = int(running / 60 + 0.5) - given
        given += minutes[day]
    return minutes


def _end_of_day(day: date, zone: ZoneInfo, starts_at: int) -> datetime:
    return start_of_day(day + timedelta(days=1), zone, starts_at)
