"""Rows on their way: copied into a table of their own, held against the log, made entries.

These are whole-table statements over up to 200,000 rows, so they are written in SQL. Each is
told the id of the import, and none touches anything of another learner.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.db import connection

from study.exchange.rows import StagedRow
from study.models.entry import MINUTES_IN_A_DAY
from study.models.imports import DUPLICATES, PASSING_FINDINGS, Finding, Import

# A statement over a large file may take longer than a page is allowed to.
LONGEST_STATEMENT = "60s"
_ROWS_AT_ONCE = 200

# The day of a row is the one in the order that holds: %(month)s says whether months come first.
_DAY = "CASE WHEN %(month)s THEN month_first ELSE day_first END"
_COPY = f"COPY study_importrow (file_id, {', '.join(StagedRow._fields)}) FROM STDIN"
# Equal rows of a file are told apart by counting them, so that both are kept, and the same file
# has the same ids in any order of its rows. Rows that bring an id are not: an id is an id.
_NUMBER_EQUAL_ROWS = """
    UPDATE study_importrow AS row SET entry_id = md5(row.entry_id::text || ':' || equal.number)::uuid
    FROM (
        SELECT line, row_number() OVER (PARTITION BY entry_id ORDER BY line) AS number
        FROM study_importrow WHERE file_id = %(file)s AND NOT has_own_id
    ) AS equal
    WHERE row.file_id = %(file)s AND row.line = equal.line AND equal.number > 1
"""
# An id that is somebody else's, or was when this file came before, gives way to one that is
# made of it and the learner: two people may bring the same file.
_GIVE_WAY = """
    UPDATE study_importrow AS row SET entry_id = other.id
    FROM (
        SELECT line, md5(%(learner)s::text || ':' || entry_id::text)::uuid AS id, entry_id
        FROM study_importrow WHERE file_id = %(file)s AND has_own_id
    ) AS other
    WHERE row.file_id = %(file)s AND row.line = other.line AND (
        EXISTS (SELECT FROM study_entry WHERE id = other.entry_id AND learner_id <> %(learner)s)
        OR EXISTS (SELECT FROM study_entry WHERE id = other.id AND learner_id = %(learner)s)
    )
"""
_FORGET_FINDINGS = """
    UPDATE study_importrow SET finding = ''
    WHERE file_id = %(file)s AND finding = ANY(%(passing)s)
"""
_FIND_KNOWN = """
    UPDATE study_importrow AS row
    SET finding = CASE WHEN entry.deleted_at IS NULL THEN %(known)s ELSE %(deleted)s END
    FROM study_entry AS entry
    WHERE row.file_id = %(file)s AND row.finding = '' AND entry.id = row.entry_id
        AND entry.learner_id = %(learner)s
"""
_FIND_REPEATED = """
    UPDATE study_importrow AS row SET finding = %(repeated)s
    FROM (
        SELECT line, row_number() OVER (PARTITION BY entry_id ORDER BY line) AS number
        FROM study_importrow WHERE file_id = %(file)s AND has_own_id AND finding = ''
    ) AS equal
    WHERE row.file_id = %(file)s AND row.line = equal.line AND equal.number > 1
"""
_FIND_WRONG_DAYS = f"""
    UPDATE study_importrow
    SET finding = CASE
        WHEN {_DAY} IS NULL THEN %(wrong_order)s
        ELSE %(future)s
    END
    WHERE file_id = %(file)s AND finding = ''
        AND coalesce({_DAY}, 'infinity') > %(today)s
"""  # noqa: S608  its only part is _DAY
# The rows of days that these rows and the log together fill beyond 24 hours, in file order. What
# the log has of a day comes before them, as line 0. There is no join in this: a table that was
# just filled has no statistics, and joins were planned as if it had one row.
_FULL_DAYS = f"""
    WITH new AS (
        SELECT {_DAY} AS day, line, minutes FROM study_importrow
        WHERE file_id = %(file)s AND finding = ''
    ), all_rows AS (
        SELECT day, line, minutes FROM new
        UNION ALL
        SELECT day, 0, sum(minutes) FROM study_entry
        WHERE learner_id = %(learner)s AND deleted_at IS NULL
            AND day BETWEEN (SELECT min(day) FROM new) AND (SELECT max(day) FROM new)
        GROUP BY day
    ), summed AS (
        SELECT day, line, minutes, sum(minutes) OVER (PARTITION BY day) AS total FROM all_rows
    )
    SELECT day, line, minutes FROM summed WHERE total > %(most)s ORDER BY day, line
"""  # noqa: S608  its only part is _DAY
_REFUSE = """
    UPDATE study_importrow SET finding = %(full)s WHERE file_id = %(file)s AND line = ANY(%(lines)s)
"""
_ADD = f"""
    INSERT INTO study_entry
        (id, learner_id, unit_id, day, minutes, kind, note, source, logged_at, deleted_at)
    SELECT entry_id, %(learner)s, unit_id, {_DAY}, minutes,
        CASE WHEN kind = '' THEN %(kind)s ELSE kind END, note, 'import', %(now)s, NULL
    FROM study_importrow WHERE file_id = %(file)s AND finding = ''
    ORDER BY line
    ON CONFLICT (id) DO NOTHING
"""  # noqa: S608  its only part is _DAY


def allow_long_statements() -> None:
    """Let the statements of this transaction take their time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST_STATEMENT])


def copy_rows(file_id: uuid.UUID, rows: Iterable[StagedRow]) -> int:
    """Copy rows as they come; Postgres stores some while others are still read. Their number."""
    count, prefix = 0, file_id.hex
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for batch in batched(rows, _ROWS_AT_ONCE):
            copy.write("".join([_line(prefix, row) for row in batch]))
            count += len(batch)
    return count


def settle_ids(file: Import) -> None:
    """Tell equal rows apart. Done once, when all rows are there."""
    _run_by_hash(_NUMBER_EQUAL_ROWS, file)


def review_rows(file: Import, *, today: date) -> None:
    """Find which rows are in the log already and which cannot be added to it, as it is now.

    As long as the order of dates is open, nothing is said about days.
    """
    _run_by_hash(_GIVE_WAY, file)
    _run(_FORGET_FINDINGS, file, passing=[str(finding) for finding in PASSING_FINDINGS])
    known, deleted, repeated = (str(finding) for finding in DUPLICATES)
    _run_by_hash(_FIND_KNOWN, file, known=known, deleted=deleted)
    _run_by_hash(_FIND_REPEATED, file, repeated=repeated)
    if not file.asks_for_order:
        _run(
            _FIND_WRONG_DAYS,
            file,
            wrong_order=Finding.WRONG_ORDER.value,
            future=Finding.FUTURE.value,
            today=today,
        )
        lines = _beyond_a_day(file)
        if lines:
            _run(_REFUSE, file, full=Finding.FULL.value, lines=lines)


def write_entries(file: Import, *, kind: str, now: datetime) -> int:
    """Make entries of the rows that nothing speaks against; how many there were."""
    return _run(_ADD, file, kind=kind, now=now)


def _beyond_a_day(file: Import) -> list[int]:
    """The lines that do not fit into their day any more, each day filled in file order.

    A row that does not fit is passed over, so a shorter one after it still may. What is left
    fits nowhere, in whatever order the file comes again.
    """
    refused, day, taken = [], None, 0
    with connection.cursor() as cursor:
        cursor.execute(_FULL_DAYS, _parameters(file) | {"most": MINUTES_IN_A_DAY})
        for of_day, line, minutes in cursor:
            if of_day != day:
                day, taken = of_day, 0
            if not line or taken + minutes <= MINUTES_IN_A_DAY:
                taken += minutes
            else:
                refused.append(line)
    return refused


def _run_by_hash(statement: str, file: Import, **parameters: Any) -> None:
    """Run a statement that joins the rows of a file with themselves, or with a learner's log.

    Without statistics Postgres would compare each row with every other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_nestloop', 'off', true)")
        cursor.execute(statement, _parameters(file) | parameters)
        cursor.execute("SELECT set_config('enable_nestloop', 'on', true)")


def _run(statement: str, file: Import, **parameters: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, _parameters(file) | parameters)
        return cursor.rowcount


def _parameters(file: Import) -> dict[str, Any]:
    by_month = file.date_order == Import.DateOrder.MONTH
    return {"file": file.pk, "learner": file.learner_id, "month": by_month}


def _line(file_id: str, row: StagedRow) -> str:
    """A row in the text form of COPY."""
    unit = "\\N" if row.unit_id is None else row.unit_id
    minutes = "\\N" if row.minutes is None else row.minutes
    return (
        f"{file_id}\t{row.line}\t{row.entry_id}\t{row.has_own_id}"
        f"\t{row.day_first or '\\N'}\t{row.month_first or '\\N'}\t{minutes}\t{row.kind}"
        f"\t{unit}\t{_escaped(row.note)}\t{row.notices}\t{row.finding}\t{_escaped(row.raw)}\n"
    )


def _escaped(text: str) -> str:
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text or "\r" in text or "\t" in text:
        text = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return text
