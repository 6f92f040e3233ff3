"""Dates and times of day as other programs write them, in either order of day and month."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from accounts.days import study_day

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<offset>z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?"
)
_DAYS = [
    r"(?P<year>\d{4})(?P<sep>[-/.])(?P<first>\d{1,2})(?P=sep)(?P<second_>\d{1,2})",
    r"(?P<first>\d{1,2})(?P<sep>[-/.])\s?(?P<second_>\d{1,2})(?P=sep)\s?(?P<year>\d{4}|\d{2})",
    r"(?P<first>\d{1,2})[-. ]+(?P<name>[a-z]{3,9})[-., ]+(?P<year>\d{4})",
    r"(?P<name>[a-z]{3,9})\.? (?P<first>\d{1,2}),? (?P<year>\d{4})",
]
_MOMENTS = [re.compile(rf"(?:[a-z]{{3,9}},? )?{day}(?:(?:t|,?\s+){_CLOCK})?") for day in _DAYS]
_ONLY_CLOCK = re.compile(_CLOCK)


class Clock(NamedTuple):
    """A time of day in seconds since midnight; `offset` from UTC in seconds, if it says one."""

    seconds: int
    offset: int | None


class Moment(NamedTuple):
    """A date as each order reads it, None where it cannot be read so; perhaps a time of day."""

    day_first: date | None
    month_first: date | None
    clock: Clock | None

    def in_zone(self, clock: Clock, zone: ZoneInfo, starts_at: int = 0) -> "Moment":
        """Where a clock with an offset makes this an instant: its day and time there.

        Days begin there at the hour `starts_at`.
        """
        local = [_local(day, clock, zone) for day in (self.day_first, self.month_first)]
        time = next((each for each in local if each), None)
        seconds = time.hour * 3600 + time.minute * 60 + time.second if time else 0
        at = Clock(seconds, clock.offset) if time else None
        days = [each and _day(each, zone, starts_at) for each in local]
        return Moment(days[0], days[1], at)


@lru_cache(maxsize=8192)
def read_moment(text: str) -> Moment | None:
    """Read a date, in words or numbers, perhaps with a time. None if it is no date at all."""
    text = text.strip().lower()
    for place, form in enumerate(_MOMENTS):
        if match := form.fullmatch(text):
            parts = match.groupdict()
            days = _in_both_orders(place, parts)
            clock = _clock(parts) if parts["hour"] else None
            is_broken = days == (None, None) or (parts["hour"] and not clock)
            return None if is_broken else Moment(*days, clock)
    return None


@lru_cache(maxsize=8192)
def read_clock(text: str) -> Clock | None:
    """Read a time of day such as `09:15`, `9:15:00 PM` or `21:15+01:00`."""
    match = _ONLY_CLOCK.fullmatch(text.strip().lower())
    return _clock(match.groupdict()) if match else None


def _in_both_orders(place: int, parts: dict[str, str]) -> tuple[date | None, date | None]:
    short = len(parts["year"]) == 2
    year, first = int(parts["year"]) + 2000 * short, int(parts["first"])
    if "name" in parts:
        same = _date(year, _month(parts["name"]), first)
    elif place == 0:
        same = _date(year, first, int(parts["second_"]))
    else:
        second = int(parts["second_"])
        return _date(year, second, first), _date(year, first, second)
    return same, same


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(parts: dict[str, str | None]) -> Clock | None:
    hour, half = int(parts["hour"] or 0), parts["half"]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23:
        return None
    seconds = hour * 3600 + int(parts["minute"] or 0) * 60 + int(parts["second"] or 0)
    return Clock(seconds, _offset(parts["offset"]))


def _offset(text: str | None) -> int | None:
    if not text:
        return None
    if text[0] not in "+-":
        return 0
    digits = text[1:].replace(":", "").ljust(4, "0")
    size = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -size if text[0] == "-" else size


def _local(day: date | None, clock: Clock, zone: ZoneInfo) -> datetime | None:
    if day is None:
        return None
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        instant = start + timedelta(seconds=clock.seconds - (clock.offset or 0))
        return instant.astimezone(zone)
    except OverflowError:
        return None


def _day(instant: datetime, zone: ZoneInfo, starts_at: int) -> date | None:
    try:
        return study_day(instant, zone, starts_at)
    except OverflowError:
        return None
