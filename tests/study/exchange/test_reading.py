import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.exchange.columns import find_columns
from study.exchange.reading import open_table
from study.exchange.rows import RowReader
from study.exchange.texts import UnreadableError

TOGGL = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount ()"
TOGGL_NOW = "Description,Billable,Duration,Member,Email,Project,Tags,Start date,Start time,Stop date,Stop time"
CLOCKIFY = "Project,Client,Description,Task,User,Group,Email,Tags,Type,Billable,Start Date,Start Time,End Date,End Time,Duration (h),Duration (decimal),Date of creation"
OWN = "id,day,minutes,kind,unit,unit title,note,source,logged at"


def opened(content):
    table = open_table(io.BytesIO(content))
    return table, list(table.rows)


def read(content, *, zone="Europe/Berlin", learner_id=1, units=None):
    table, rows = opened(content.encode())
    zone_info = ZoneInfo(zone)
    reader = RowReader(table.columns, learner_id=learner_id, zone=zone_info, units=units or {})
    return [reader.read(line, cells) for line, cells in rows]


def read_one(header, cells, **options):
    (row,) = read(f"{header}\n{cells}\n", **options)
    return row


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (TOGGL, "toggl"),
        (TOGGL_NOW, "toggl"),
        (CLOCKIFY, "clockify"),
        (OWN, "own"),
        (OWN.upper(), "own"),
        ("Date,Hours", "plain"),
    ],
)
def test_format_is_known_by_its_columns(header, name):
    assert find_columns(header.split(",")).format == name


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_text_is_read_however_it_is_written(encoding, found, delimiter, newline):
    lines = ["\ufeff" * (encoding == "none") + "date,minutes,note", '2026-03-02,45,"Über, „x"']
    lines = [
        lines[0].replace(",", delimiter),
        f'2026-03-02{delimiter}45{delimiter}"Üb{delimiter}er"',
    ]

    table, rows = opened(newline.join(lines).encode(encoding))

    assert (table.encoding, table.delimiter) == (found, delimiter)
    assert rows == [(2, ["2026-03-02", "45", f"Üb{delimiter}er"])]


def test_rows_have_the_number_of_their_first_line():
    _table, rows = opened(b'sep=,\n\ndate,minutes,note\n\n1,2,"a\nb"\n,,\n3,4,c\n')

    assert [line for line, _cells in rows] == [5, 8]


@pytest.mark.parametrize("content", [b"\x81\x8d", b"\xff\xfe\x00\xd8", b"a\0\0\0b", b"\x1f\x8b"])
def test_what_holds_no_text_is_refused(content):
    with pytest.raises(UnreadableError):
        open_table(io.BytesIO(content))


def test_columns_stand_in_any_order_and_spelling():
    row = read_one(" NOTE ,Duration (Hours),DATE", "Hello,1.5,2026-03-02")

    assert (row.day_first, row.minutes, row.note) == (date(2026, 3, 2), 90, "Hello")


def test_time_beside_a_duration_is_the_time_of_day():
    row = read_one("date,time,duration", "2026-03-02,23:30,1:00")

    assert (row.minutes, row.notices) == (60, "midnight")


def test_time_alone_is_how_long_it_was():
    assert read_one("date,time", "2026-03-02,1:15").minutes == 75


@pytest.mark.parametrize(
    ("cells", "minutes", "notices"),
    [
        ("2026-03-02,23:30,,00:30", 60, "midnight"),
        ("2026-03-02,23:30,2026-03-03,00:30", 60, "midnight"),
        ("2026-03-02,09:00,2026-03-02,10:30", 90, ""),
        ("2026-03-02,23:00,2026-03-03,00:00", 60, ""),
        ("2026-03-02,2026-03-02 23:00,,2026-03-02 23:30", 30, ""),
        ("2026-03-02,23:30Z,2026-03-03,01:30+01:00", 60, "zone"),
    ],
)
def test_time_is_taken_from_start_and_end(cells, minutes, notices):
    row = read_one("Start date,Start time,End date,End time", cells)

    assert (row.minutes, row.notices, row.finding) == (minutes, notices, "")


def test_an_instant_is_put_on_the_day_of_the_zone():
    row = read_one("start,end", "2026-03-02T23:30:00Z,2026-03-03T00:30:00Z")

    assert (row.day_first, row.minutes) == (date(2026, 3, 3), 60)


def test_an_end_tells_the_order_of_day_and_month():
    row = read_one("Start date,End date,Duration", "03/04/2026,03/05/2026,1:00")

    assert (row.day_first, row.month_first) == (None, date(2026, 3, 4))


@pytest.mark.parametrize(
    ("header", "cells", "finding"),
    [
        ("date,minutes", ",45", "no_day"),
        ("date,minutes", "soon,45", "bad_day"),
        ("date,minutes", "2026-02-30,45", "bad_day"),
        ("date,minutes", "1999-12-31,45", "old_day"),
        ("date,minutes", "2026-03-02", "no_time"),
        ("date,minutes", "2026-03-02,-5", "bad_time"),
        ("date,duration", "2026-03-02,90", "bare"),
        ("date,minutes", "2026-03-02,0", "zero"),
        ("date,minutes", "2026-03-02,0.4", "zero"),
        ("date,minutes", "2026-03-02,1441", "too_long"),
        ("Start date,End date,Duration", "2026-03-02,2026-03-05,1:00", "too_long"),
        ("Start date,Start time,End date,End time", "2026-03-02,9:00,2026-03-05,9:00", "too_long"),
        ("Start date,Start time,End date,End time", "2026-03-02,9:00,2026-03-02,8:00", "bad_time"),
        (CLOCKIFY, "P,,,,,,,,Break,,2026-03-02,,,,1:00,1.0,", "pause"),
        ("start,minutes", "0001-01-01T00:00+14:00,45", "bad_day"),
    ],
)
def test_row_says_what_is_wrong_with_it(header, cells, finding):
    row = read_one(header, cells)

    assert (row.finding, row.minutes) == (finding, None)
    assert row.raw.startswith(cells.split(",")[0])


@pytest.mark.parametrize(
    ("tags", "project", "kind"),
    [
        ("evening, Code", "", "code"),
        ("", "Read", "read"),
        ("Help others", "Read", "help"),
        ("set-up", "", "set_up"),
        ("SET_UP", "", "set_up"),
        ("evening", "Maths", ""),
    ],
)
def test_kind_is_found_among_tags_and_project(tags, project, kind):
    assert read_one("date,minutes,tags,project", f'2026-03-02,45,"{tags}",{project}').kind == kind


def test_unit_is_found_by_slug_or_title():
    units = {"backprop": 7, "back to props": 7}
    header = "date,minutes,unit,project,description"

    assert read_one(header, "2026-03-02,45,backprop,,", units=units).unit_id == 7
    assert read_one(header, "2026-03-02,45,,Back to props,", units=units).unit_id == 7
    assert read_one(header, "2026-03-02,45,,,back to Props", units=units).unit_id == 7
    unknown = read_one(header, "2026-03-02,45,other,,x", units=units)
    assert (unknown.unit_id, unknown.notices) == (None, "unit")


def test_long_note_is_cut_and_said():
    row = read_one("date,minutes,note", "2026-03-02,45," + "x" * 1001)

    assert (row.note, row.notices) == ("x" * 1000, "cut")


def test_ids_depend_on_what_a_row_says_and_on_the_learner():
    same = [
        read_one("date,minutes,note", "2026-03-02,45,a"),
        read_one("Note,Date,Minutes", " a ,2026-03-02, 45"),
    ]
    other = [
        read_one("date,minutes,note", "2026-03-02,45,b"),
        read_one("date,minutes,note", "2026-03-02,45,a", learner_id=2),
        read_one("id,date,minutes,note", "17,2026-03-02,45,a"),
    ]

    assert len({row.entry_id for row in same}) == 1
    assert len({row.entry_id for row in [*same, *other]}) == 4
    assert not any(row.has_own_id for row in [*same, *other])


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode()))
def test_no_file_makes_reading_fail(content):
    for start in (
        b"",
        b"date,minutes,note\n",
        f"{TOGGL}\n".encode(),
        "date,hours\n".encode("utf-16"),
    ):
        try:
            table, rows = opened(start + content)
        except UnreadableError:
            continue
        zone = ZoneInfo("Europe/Berlin")
        reader = RowReader(table.columns, learner_id=1, zone=zone, units={})
        for line, cells in rows:
            row = reader.read(line, cells)
            assert bool(row.finding) != bool(row.minutes)


cell = st.text(st.sampled_from('0123456789/:-. TZ+hm"é'), max_size=20)


@given(st.lists(cell, max_size=14))
def test_no_row_makes_reading_fail(cells):
    columns = find_columns(TOGGL.split(","))
    reader = RowReader(columns, learner_id=1, zone=ZoneInfo("Asia/Kolkata"), units={})

    row = reader.read(2, cells)

    assert bool(row.finding) != bool(row.minutes and (row.day_first or row.month_first))
