"""Clock times become instants by one rule, in every zone there is."""

import datetime as dt
import random
from zoneinfo import ZoneInfo, available_timezones

import pytest

from nudges.local_time import instant_of, local_date

CLOCKS = [dt.time.fromisoformat(each) for each in (
    "00:00", "00:30", "01:30", "02:30", "09:00", "12:00", "18:30", "23:30"
)]  # fmt: skip
FIRST, DAYS = dt.date(2026, 1, 1), 730


@pytest.mark.parametrize(
    ("zone", "day", "clock", "utc"),
    [
        # A gap is passed by its length: 03:30 summer time.
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30"),
        # An hour that comes twice counts the first time.
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        # Midnight that does not exist is one o'clock.
        ("America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00"),
        # Half an hour is left out.
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45"),
        ("Asia/Kathmandu", "2026-05-01", "18:30", "2026-05-01T12:45"),
        ("Pacific/Apia", "2011-12-29", "18:30", "2011-12-30T04:30"),
        ("Pacific/Apia", "2011-12-31", "18:30", "2011-12-31T04:30"),
    ],
)
def test_an_instant_follows_from_clock_and_zone(zone, day, clock, utc):
    found = instant_of(dt.date.fromisoformat(day), dt.time.fromisoformat(clock), ZoneInfo(zone))

    assert found == dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)


def test_a_date_that_a_zone_leaves_out_has_no_instant():
    samoa = ZoneInfo("Pacific/Apia")

    assert [instant_of(dt.date(2011, 12, 30), clock, samoa) for clock in CLOCKS] == [None] * 8


def test_a_gap_before_midnight_leads_to_the_next_date():
    nuuk, day = ZoneInfo("America/Nuuk"), dt.date(2026, 3, 28)

    found = instant_of(day, dt.time(23, 30), nuuk)

    assert found is not None
    assert found == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)  # half past midnight there
    assert local_date(found, nuuk) == dt.date(2026, 3, 29)


def test_in_every_zone_the_order_holds_and_a_day_has_22_to_26_hours():
    inverted = set()
    sample = random.Random(1).sample(range(DAYS), 8)
    for zone in map(ZoneInfo, sorted(available_timezones())):
        for number in _days_around_changes(zone) | set(sample):
            day = FIRST + dt.timedelta(days=number)
            today = [instant_of(day, clock, zone) for clock in CLOCKS]
            tomorrow = [instant_of(day + dt.timedelta(days=1), clock, zone) for clock in CLOCKS]
            assert today == sorted(today), (zone, day)
            if today[-1] > tomorrow[0]:
                inverted.add(zone.key)
            for one, next_one in zip(today, tomorrow, strict=True):
                assert dt.timedelta(hours=22) <= next_one - one <= dt.timedelta(hours=26)
    # Where the hour before midnight is left out, 23:30 comes after the next date's first half hour.
    assert inverted <= {"America/Nuuk", "America/Godthab", "America/Scoresbysund"}


def _days_around_changes(zone: ZoneInfo) -> set[int]:
    noons = (
        dt.datetime.combine(FIRST + dt.timedelta(days=number), dt.time(12), zone)
        for number in range(DAYS)
    )
    offsets = [noon.utcoffset() for noon in noons]
    return {
        day
        for number in range(1, DAYS)
        if offsets[number] != offsets[number - 1]
        for day in (number - 2, number - 1, number)
    }
