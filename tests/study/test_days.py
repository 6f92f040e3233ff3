from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.days import minutes_by_day

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
instants = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone


def at(text: str, zone: str = "UTC", fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


@given(
    st.lists(st.tuples(instants, st.integers(0, 60 * 60 * 60)), max_size=4),
    st.sampled_from(ZONES),
    st.integers(0, 6),
)
def test_minutes_by_day_neither_loses_nor_adds_time(stretches, zone, starts_at):
    spans = [(start, start + timedelta(seconds=seconds)) for start, seconds in stretches]

    by_day = minutes_by_day(spans, ZoneInfo(zone), starts_at)

    total = sum(seconds for _, seconds in stretches)
    assert sum(by_day.values()) == int(total / 60 + 0.5)
    assert all(minutes >= 0 for minutes in by_day.values())


@given(instants, st.integers(60, 3 * 24 * 60 * 60), st.sampled_from(ZONES))
def test_minutes_by_day_names_only_days_of_the_stretch(start, seconds, zone):
    end = start + timedelta(seconds=seconds)

    days = minutes_by_day([(start, end)], ZoneInfo(zone))

    local = ZoneInfo(zone)
    earliest = min(start.astimezone(local).date(), end.astimezone(local).date())
    latest = max(start.astimezone(local).date(), end.astimezone(local).date())
    # A clock that goes back over midnight shows the next day for a moment.
    assert all(earliest <= day <= latest + timedelta(days=1) for day in days)


@pytest.mark.parametrize(
    ("start", "end", "zone", "expected"),
    [
        pytest.param(
            "2026-03-02T23:30", "2026-03-03T00:45", "Europe/Berlin",
            {date(2026, 3, 2): 30, date(2026, 3, 3): 45}, id="over midnight",
        ),
        pytest.param(
            "2025-12-31T23:50", "2026-01-01T00:10", "Pacific/Auckland",
            {date(2025, 12, 31): 10, date(2026, 1, 1): 10}, id="over New Year",
        ),
        pytest.param(
            "2026-03-29T01:30", "2026-03-29T03:30", "Europe/Berlin",
            {date(2026, 3, 29): 60}, id="over the hour that spring leaves out",
        ),
        pytest.param(
            "2026-10-25T01:30", "2026-10-25T03:30", "Europe/Berlin",
            {date(2026, 10, 25): 180}, id="over the hour that autumn repeats",
        ),
        pytest.param(
            "2026-09-05T23:30", "2026-09-06T01:30", "America/Santiago",
            {date(2026, 9, 5): 30, date(2026, 9, 6): 30}, id="midnight that does not exist",
        ),
        pytest.param(
            "2026-04-04T23:30", "2026-04-05T00:30", "America/Santiago",
            {date(2026, 4, 4): 90, date(2026, 4, 5): 30}, id="midnight that comes twice",
        ),
        pytest.param(
            "2011-12-29T23:00", "2011-12-31T01:00", "Pacific/Apia",
            {date(2011, 12, 29): 60, date(2011, 12, 31): 60}, id="day that does not exist",
        ),
        pytest.param(
            "2006-10-29T00:30", "2006-10-29T00:45", "America/St_Johns",
            {date(2006, 10, 29): 15}, id="one minute past midnight and back",
        ),
    ],
)  # fmt: skip
def test_minutes_by_day_keeps_to_the_local_calendar(start, end, zone, expected):
    assert minutes_by_day([(at(start, zone), at(end, zone))], ZoneInfo(zone)) == expected


def test_minutes_by_day_goes_on_with_a_day_that_has_begun():
    # St. John's went from 00:01 back to 23:01 of the day before; the new day had begun.
    start = at("2006-10-28T23:30", "America/St_Johns", fold=1)

    days = minutes_by_day([(start, start.astimezone(UTC) + timedelta(hours=1))], start.tzinfo)

    assert days == {date(2006, 10, 29): 60}


@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [
        (0, {date(2026, 3, 3): 240}),
        (1, {date(2026, 3, 2): 30, date(2026, 3, 3): 210}),
        (3, {date(2026, 3, 2): 150, date(2026, 3, 3): 90}),
        (6, {date(2026, 3, 2): 240}),
    ],
)
def test_minutes_by_day_cuts_at_the_hour_the_day_begins(starts_at, expected):
    spans = [(at("2026-03-03T00:30", "Asia/Kathmandu"), at("2026-03-03T04:30", "Asia/Kathmandu"))]

    assert minutes_by_day(spans, ZoneInfo("Asia/Kathmandu"), starts_at) == expected


def test_minutes_by_day_adds_stretches_before_it_rounds():
    start = at("2026-03-02T09:00")
    third = timedelta(seconds=20)

    spans = [
        (start + n * timedelta(minutes=5), start + n * timedelta(minutes=5) + third)
        for n in range(3)
    ]

    assert minutes_by_day(spans, ZoneInfo("UTC")) == {date(2026, 3, 2): 1}
