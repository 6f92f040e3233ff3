"""Places where it is a certain time of day just now, so that no clock has to be set."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from study.duration import hours


def zone_where_it_is(hour: int) -> str:
    """A time zone whose clocks show this full hour and some minutes, whenever this is asked.

    On the hour it may be a moment later than that.
    """
    ahead = (hour - datetime.now(UTC).hour) % 24
    return f"Etc/GMT-{ahead}" if ahead <= 14 else f"Etc/GMT+{24 - ahead}"


def hours_asked_this_week(weekly_hours: float, zone: str = "UTC") -> str:
    """What the week asks of somebody who starts today: a seventh for each of its days left."""
    days = 8 - datetime.now(ZoneInfo(zone)).isoweekday()
    return hours(round(weekly_hours * 60 * days / 7))
