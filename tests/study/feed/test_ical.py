"""The file is read back as calendars read it, and held against zoneinfo."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from accounts.models import time_zone_names
from study.ical import time_zone, write_calendar
from study.pace.daily import Share, StudyDay
from study.queries.feed import Agenda, BreakDays

UTC = dt.UTC
CHANGED = dt.datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
UNITS = ((1, "first-unit", "First unit"), (2, "second-unit", "Second unit"))
ZONES = [
    "Europe/Vienna",
    "America/New_York",
    "America/Nuuk",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Europe/Dublin",
    "UTC",
]


def agenda(*days, zone="Europe/Vienna", at=None, **fields):
    found = tuple(
        StudyDay(day, (Share(1, minutes),) if isinstance(minutes, int) else minutes)
        for day, minutes in days
    )
    return Agenda(**{"enrolment": 5, "zone": ZoneInfo(zone), "at": at, "days": found} | fields)


def read(plan, changed_at=CHANGED, units=UNITS):
    if plan.days and not plan.units:
        plan = Agenda(**{**vars(plan), "units": units})
    return Calendar.from_ical(write_calendar(plan, changed_at))


def local(instant, described):
    """The local time of an instant, as the VTIMEZONE alone has it."""
    onsets = [
        (each.DTSTART.replace(tzinfo=UTC) - each.TZOFFSETFROM, each.TZOFFSETTO)
        for each in [*described.standard, *described.daylight]
    ]
    _onset, offset = max(onset for onset in onsets if onset[0] <= instant)
    return (instant + offset).replace(tzinfo=None)


def days_around_changes(zone):
    """The days of 2026 next to a change of clocks, and the first of each month."""
    first = dt.date(2026, 1, 1)
    noons = [
        dt.datetime.combine(first + dt.timedelta(days=n), dt.time(12), ZoneInfo(zone))
        for n in range(365)
    ]
    return [
        noon.date()
        for noon in noons
        if noon.day == 1
        or len({(noon + dt.timedelta(days=n)).utcoffset() for n in (-2, -1, 0, 1, 2)}) > 1
    ]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [dt.time(0, 0), dt.time(2, 15), dt.time(18, 30), dt.time(23, 45)])
def test_events_begin_and_end_when_zoneinfo_says(zone, at):
    days = [(day, 75) for day in days_around_changes(zone)]

    calendar = read(agenda(*days, zone=zone, at=at))

    assert len(calendar.events) == len(days) >= 12
    for (day, _minutes), event in zip(days, calendar.events, strict=True):
        meant = dt.datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
        assert event.start.astimezone(UTC) == meant
        assert event.end.astimezone(UTC) == meant + dt.timedelta(minutes=75)
        assert event.start.tzinfo is not None  # never floating
        for described in calendar.timezones:
            if "TZID" in event["DTSTART"].params:
                assert local(meant, described) == event.start.replace(tzinfo=None)


@given(
    zone=st.sampled_from(sorted(time_zone_names())),
    minutes=st.integers(60 * 14, 60 * 24 * 365 * 4),
)
def test_the_description_of_every_zone_agrees_with_zoneinfo(zone, minutes):
    described = time_zone(ZoneInfo(zone), 2026, 2029)
    instant = dt.datetime(2026, 1, 1, tzinfo=UTC) + dt.timedelta(minutes=minutes)

    assert local(instant, described) == instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def test_a_zone_is_described_for_the_years_around_its_events_once():
    calendar = read(agenda((dt.date(2026, 11, 30), 60), (dt.date(2027, 1, 4), 60), at=dt.time(9)))

    (described,) = calendar.timezones
    text = described.to_ical().decode()
    assert described.tz_name == "Europe/Vienna"
    assert (
        "DTSTART:20260329T020000\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in text
    )
    assert "DTSTART:20281029T030000\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100" in text
    assert "X-LIC-LOCATION" not in text


def test_a_time_the_clocks_skip_is_as_much_later():
    (event,) = read(agenda((dt.date(2026, 3, 29), 60), at=dt.time(2, 30))).events

    assert event["DTSTART"].to_ical() == b"20260329T033000"
    assert event["DTEND"].to_ical() == b"20260329T043000"


def test_an_end_that_comes_twice_is_the_right_one_of_the_two():
    (event,) = read(agenda((dt.date(2026, 10, 25), 90), at=dt.time(1, 30))).events

    assert event["DTSTART"].to_ical() == b"20261025T013000"
    assert event["DTEND"].to_ical() == b"20261025T010000Z"  # 2:00, the second


def test_a_start_pushed_past_midnight_stays_the_event_of_its_day():
    (event,) = read(
        agenda((dt.date(2026, 3, 28), 60), zone="America/Nuuk", at=dt.time(23, 30))
    ).events

    assert event["UID"].startswith("5-2026-03-28@")
    assert event["DTSTART"].to_ical() == b"20260329T003000"


def test_a_time_after_midnight_is_on_the_next_date_and_the_event_still_of_its_day():
    days = [(dt.date(2026, 3, 28), 60), (dt.date(2026, 12, 31), 60)]
    calendar = read(agenda(*days, at=dt.time(2, 30), is_after_midnight=True))

    # The first falls into the hour that Vienna skips that night.
    assert [event["DTSTART"].to_ical() for event in calendar.events] == [
        b"20260329T033000",
        b"20270101T023000",
    ]
    assert [event["UID"][:12] for event in calendar.events] == ["5-2026-03-28", "5-2026-12-31"]


def test_a_short_day_is_a_quarter_of_an_hour_long():
    (event,) = read(agenda((dt.date(2026, 3, 2), 5), at=dt.time(18))).events

    assert event.end - event.start == dt.timedelta(minutes=15)
    assert "5 min: First unit" in event["DESCRIPTION"]


def test_another_zone_keeps_the_uids_and_moves_the_instants():
    days = [(dt.date(2026, 3, 2) + dt.timedelta(days=n), 60) for n in range(40)]
    vienna, nepal = (
        read(agenda(*days, zone=zone, at=dt.time(9))).events
        for zone in ("Europe/Vienna", "Asia/Kathmandu")
    )

    assert [event["UID"] for event in vienna] == [event["UID"] for event in nepal]
    assert {event.start.hour for event in [*vienna, *nepal]} == {9}
    assert vienna[0].start - nepal[0].start == dt.timedelta(hours=4, minutes=45)


def test_days_without_a_time_are_whole_and_block_nothing():
    calendar = read(agenda((dt.date(2026, 3, 2), 60), breaks=()))

    (event,) = calendar.events
    assert (event.start, event.end) == (dt.date(2026, 3, 2), dt.date(2026, 3, 3))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["TRANSP"] == "TRANSPARENT"
    assert calendar.timezones == []


def test_a_break_is_one_event_over_its_days():
    free = BreakDays(9, dt.date(2026, 3, 9), dt.date(2026, 3, 15))
    calendar = read(agenda((dt.date(2026, 3, 2), 60), at=dt.time(9), breaks=(free,)))

    study, rest = calendar.events
    assert "TRANSP" not in study
    assert rest["UID"].startswith("break-9@")
    assert (rest.start, rest.end) == (dt.date(2026, 3, 9), dt.date(2026, 3, 16))
    assert rest["TRANSP"] == "TRANSPARENT"


def test_a_day_names_its_units_their_minutes_and_where_they_are(settings):
    settings.SITE_URL = "https://learn.example.org"
    shares = (Share(1, 25), Share(2, 50))
    (event,) = read(agenda((dt.date(2026, 3, 2), shares))).events

    assert event["UID"] == "5-2026-03-02@learn.example.org"
    assert event["SUMMARY"] == "Learnpath: First unit and 1 more"
    assert event["URL"] == "https://learn.example.org/path/units/first-unit/"
    assert event["DESCRIPTION"].splitlines() == [
        "25 min: First unit",
        "https://learn.example.org/path/units/first-unit/",
        "",
        "50 min: Second unit",
        "https://learn.example.org/path/units/second-unit/",
        "",
        "The plan follows what you have done. Change it here: https://learn.example.org/path/plan/",
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Trees, forests; and \\ boosting",
        "Two\nlines: BEGIN:VEVENT",
        "Bilder 🖼️ und Größe 👩🏽‍🔬 " * 5,
        "x" * 200,
        "ü" * 200,
        'Quotes "double" and 100 %(first)s {braces}',
    ],
)
def test_a_title_comes_out_as_it_went_in(title):
    content = write_calendar(
        agenda((dt.date(2026, 3, 2), 60), units=((1, "first-unit", title),)), CHANGED
    )

    (event,) = Calendar.from_ical(content).events
    assert event["SUMMARY"] == f"Learnpath: {title}"
    assert f"60 min: {title}" in event["DESCRIPTION"]
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert lines.count(b"BEGIN:VEVENT") == 1


def test_the_calendar_says_what_it_is_and_how_often_to_look():
    calendar = read(agenda((dt.date(2026, 3, 2), 60)))

    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["VERSION"] == "2.0"
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Learnpath"
    text = calendar.to_ical().decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in text
    assert "X-PUBLISHED-TTL:PT6H\r\n" in text


def test_the_same_plan_gives_the_same_bytes_and_a_later_one_a_greater_revision():
    plan = agenda((dt.date(2026, 3, 2), 60), units=UNITS)
    later = CHANGED + dt.timedelta(minutes=1)

    assert write_calendar(plan, CHANGED) == write_calendar(plan, CHANGED)
    (before,), (after,) = read(plan).events, read(plan, later).events
    assert before["SEQUENCE"] < after["SEQUENCE"] < 2**31
    assert after["DTSTAMP"].dt == after["LAST-MODIFIED"].dt == later


def test_a_calendar_with_nothing_in_it_is_one_all_the_same():
    calendar = read(Agenda(None, ZoneInfo("Europe/Vienna"), None))

    assert calendar.events == []
    assert [zone.tz_name for zone in calendar.timezones] == ["UTC"]
    assert calendar["METHOD"] == "PUBLISH"
