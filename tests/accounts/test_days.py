"""When a day begins, and which day an instant belongs to, in every zone there is.

The sweep takes two years, every zone whose rules differ from another's, and three hours. Of
each zone it looks at every day within two days of a change of clocks, and at each 21st
day of the rest, where nothing happens.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.days import start_of_day, study_day
from accounts.models import time_zone_names

YEARS = (date(2026, 1, 1), date(2027, 12, 31))
HOURS = [0, 3, 6]
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)


def rules_of(name: str) -> bytes:
    """What the zone's file says: many names share one."""
    for folder in TZPATH:
        if (path := Path(folder) / name).is_file():
            return path.read_bytes()
    return (files("tzdata") / "zoneinfo" / name).read_bytes()


@cache
def zones() -> list[ZoneInfo]:
    return [
        ZoneInfo(name) for name in {rules_of(name): name for name in time_zone_names()}.values()
    ]


def days_to_sweep(zone: ZoneInfo) -> list[date]:
    """The days near a change of clocks, and samples of the rest; each but once, in order."""
    first, last = YEARS
    every = [first + n * DAY for n in range((last - first).days + 1)]
    noons = [datetime(day.year, day.month, day.day, 12, tzinfo=zone).utcoffset() for day in every]
    changes = [n for n in range(1, len(every)) if noons[n] != noons[n - 1]]
    near = {n + by for n in changes for by in range(-2, 2)}
    return [every[n] for n in sorted(near | set(range(0, len(every), 21))) if 0 <= n < len(every)]


def test_in_every_zone_every_instant_is_of_one_day_and_days_follow_each_other():
    swept = 0
    for zone in zones():
        for day in days_to_sweep(zone):
            for hour in HOURS:
                start, end = (start_of_day(each, zone, hour) for each in (day, day + DAY))
                case = (zone.key, day, hour)
                assert timedelta(hours=22) <= end - start <= timedelta(hours=26), case
                assert study_day(start, zone, hour) == day, case
                assert study_day(start - MOMENT, zone, hour) == day - DAY, case
                assert study_day(end - MOMENT, zone, hour) == day, case
                swept += 1
    assert swept > 40_000


instants = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone


@given(instants, st.sampled_from(sorted(time_zone_names())), st.integers(0, 6))
def test_the_day_of_an_instant_has_begun_and_the_next_has_not(instant, name, hour):
    zone = ZoneInfo(name)

    day = study_day(instant, zone, hour)

    assert start_of_day(day, zone, hour) <= instant < start_of_day(day + DAY, zone, hour)


@given(instants, st.integers(0, 10**7), st.sampled_from(sorted(time_zone_names())))
def test_a_later_instant_is_never_of_an_earlier_day(instant, seconds, name):
    zone, later = ZoneInfo(name), instant + timedelta(seconds=seconds)

    assert study_day(instant, zone, 3) <= study_day(later, zone, 3)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "hour", "start"),
    [
        pytest.param("UTC", "2026-03-02", 3, "2026-03-02T03:00", id="plain"),
        pytest.param("Asia/Kathmandu", "2026-03-02", 3, "2026-03-01T21:15", id="three quarters"),
        pytest.param(
            "Europe/Berlin", "2026-03-29", 2, "2026-03-29T01:00", id="hour left out in spring"
        ),
        pytest.param(
            "Europe/Berlin", "2026-10-25", 2, "2026-10-25T00:00", id="hour that comes twice"
        ),
        pytest.param("Europe/Berlin", "2026-10-25", 3, "2026-10-25T02:00", id="after both"),
        pytest.param(
            "America/Santiago", "2026-09-06", 0, "2026-09-06T04:00", id="midnight left out"
        ),
        pytest.param(
            "America/Santiago", "2026-04-05", 0, "2026-04-05T04:00", id="eleven comes twice"
        ),
        pytest.param("Africa/Cairo", "2026-04-24", 0, "2026-04-23T22:00", id="Cairo in spring"),
        pytest.param("Africa/Cairo", "2026-10-30", 0, "2026-10-29T22:00", id="Cairo in autumn"),
        pytest.param("America/Nuuk", "2026-03-29", 0, "2026-03-29T01:00", id="Nuuk in spring"),
        pytest.param("America/Nuuk", "2026-10-25", 0, "2026-10-25T02:00", id="Nuuk in autumn"),
        pytest.param(
            "Australia/Lord_Howe", "2026-10-04", 2, "2026-10-03T15:30", id="half an hour left out"
        ),
        pytest.param("Antarctica/Troll", "2026-03-29", 2, "2026-03-29T01:00", id="two hours"),
        pytest.param("Pacific/Apia", "2011-12-29", 3, "2011-12-29T13:00", id="before Samoa's leap"),
        pytest.param("Pacific/Apia", "2011-12-30", 0, "2011-12-30T10:00", id="no such date"),
        pytest.param("Pacific/Apia", "2011-12-30", 3, "2011-12-30T13:00", id="nor at three"),
        pytest.param("Pacific/Apia", "2011-12-31", 3, "2011-12-30T13:00", id="after Samoa's leap"),
    ],
)
def test_start_of_day_is_when_the_clock_first_shows_its_hour(zone, day, hour, start):
    assert start_of_day(date.fromisoformat(day), ZoneInfo(zone), hour) == utc(start)


@pytest.mark.parametrize(
    ("zone", "instant", "hour", "day"),
    [
        pytest.param("Europe/Berlin", "2026-03-02T00:30", 3, "2026-03-01", id="before the hour"),
        pytest.param("Europe/Berlin", "2026-03-02T02:00", 3, "2026-03-02", id="at the hour"),
        pytest.param("Europe/Berlin", "2026-03-02T00:30", 0, "2026-03-02", id="from midnight"),
        pytest.param("Europe/Berlin", "2026-03-29T00:59", 2, "2026-03-28", id="before the leap"),
        pytest.param("Europe/Berlin", "2026-03-29T01:00", 2, "2026-03-29", id="after the leap"),
        pytest.param("Europe/Berlin", "2026-10-25T01:30", 3, "2026-10-24", id="second time 2:30"),
        pytest.param("Pacific/Apia", "2011-12-30T12:59", 3, "2011-12-29", id="no day before it"),
        pytest.param("Pacific/Apia", "2011-12-30T13:00", 3, "2011-12-31", id="the day after it"),
        pytest.param(
            "America/St_Johns", "2006-10-29T02:45", 0, "2006-10-29", id="a day begins but once"
        ),
    ],
)
def test_study_day_is_the_day_that_began_last(zone, instant, hour, day):
    assert study_day(utc(instant), ZoneInfo(zone), hour) == date.fromisoformat(day)
