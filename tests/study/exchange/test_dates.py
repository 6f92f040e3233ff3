from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.exchange.dates import read_clock, read_moment

MARCH = date(2026, 3, 4)
APRIL = date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("2026-03-04", MARCH, MARCH),
        ("2026/03/04", MARCH, MARCH),
        ("2026.3.4", MARCH, MARCH),
        ("03/04/2026", APRIL, MARCH),
        ("3.4.26", APRIL, MARCH),
        ("3. 4. 2026", APRIL, MARCH),
        ("03-04-2026", APRIL, MARCH),
        ("31/03/2026", date(2026, 3, 31), None),
        ("03/31/2026", None, date(2026, 3, 31)),
        ("29/02/2024", date(2024, 2, 29), None),
        ("4 Mar 2026", MARCH, MARCH),
        ("04-Mar-2026", MARCH, MARCH),
        ("March 4, 2026", MARCH, MARCH),
        ("Wed, 4 March 2026", MARCH, MARCH),
    ],
)
def test_read_moment_reads_a_date_in_both_orders(text, day_first, month_first):
    assert read_moment(text)[:2] == (day_first, month_first)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-02-30",
        "31/31/2026",
        "4 Foo 2026",
        "2026-03-04T25:00",
        "2026-03-04 13:00 pm",
        "20260304",
        "3/4",
    ],
)
def test_read_moment_reads_no_date_in_what_is_none(text):
    assert read_moment(text) is None


@pytest.mark.parametrize(
    ("text", "seconds", "offset"),
    [
        ("09:15", 33300, None),
        ("9:15:30 AM", 33330, None),
        ("12:00 AM", 0, None),
        ("12:00 pm", 43200, None),
        ("02:44:33\u202fPM", 53073, None),
        ("22:30:00Z", 81000, 0),
        ("22:30+01:00", 81000, 3600),
        ("22:30:00.000-0530", 81000, -19800),
    ],
)
def test_read_clock_reads_a_time_of_day(text, seconds, offset):
    assert read_clock(text) == (seconds, offset)


@pytest.mark.parametrize("text", ["", "24:00", "13:00 PM", "0:00 am", "9.15", "noon"])
def test_read_clock_reads_no_time_in_what_is_none(text):
    assert read_clock(text) is None


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("2026-03-04T23:30:00Z", "Europe/Berlin", date(2026, 3, 5)),
        ("2026-03-04T23:30:00+01:00", "Europe/Berlin", MARCH),
        ("2026-03-04 00:30:00Z", "America/New_York", date(2026, 3, 3)),
    ],
)
def test_an_instant_is_on_the_day_of_the_zone(text, zone, day):
    moment = read_moment(text)

    local = moment.in_zone(moment.clock, ZoneInfo(zone))

    assert (local.day_first, local.month_first) == (day, day)


def test_an_instant_before_the_day_begins_is_of_the_day_before():
    moment = read_moment("2026-03-04T23:30:00Z")  # half past midnight in Berlin

    assert moment.in_zone(moment.clock, ZoneInfo("Europe/Berlin"), 3).day_first == MARCH


def test_an_instant_that_fits_one_order_has_no_day_in_the_other():
    moment = read_moment("31/03/2026 23:30Z")

    local = moment.in_zone(moment.clock, ZoneInfo("Europe/Berlin"))

    assert local == (date(2026, 4, 1), None, (5400, 0))


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_an_instant_beyond_all_calendars_has_no_day(text):
    moment = read_moment(text)

    assert moment.in_zone(moment.clock, ZoneInfo("UTC")) == (None, None, None)


def test_an_instant_on_the_last_of_all_dates_has_no_day():
    moment = read_moment("9999-12-31T12:00Z")

    assert moment.in_zone(moment.clock, ZoneInfo("UTC"), 3).day_first is None


@given(st.text() | st.from_regex(r"[0-9/:. TZ+-]{0,25}", fullmatch=True))
def test_no_text_makes_reading_fail(text):
    read_moment(text)
    read_clock(text)


@given(st.dates(date(2000, 1, 1)))
def test_every_day_is_read_as_it_is_written(day):
    assert read_moment(day.isoformat())[:2] == (day, day)
    assert read_moment(f"{day.day}/{day.month}/{day.year}").day_first == day
    assert read_moment(f"{day.month}/{day.day}/{day.year}").month_first == day
