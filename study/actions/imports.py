"""Bringing entries along in a file: reading it, saying what is meant, adding them."""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import BinaryIO

from django.db import IntegrityError, transaction

from accounts.models import User
from curriculum.models import Unit
from study.actions.entries import NotYoursError
from study.exchange import staging
from study.exchange.orders import OrderEvidence
from study.exchange.reading import Table, open_table
from study.exchange.rows import RowReader, StagedRow
from study.models import Import
from study.models.imports import LONGEST_READING

_ROWS_A_STEP = 5000
_KEPT = timedelta(days=1)
# What is known of a file once it is read.
_FOUND = [
    "format",
    "encoding",
    "delimiter",
    "date_order",
    "is_order_open",
    "order_example",
    "bytes_read",
    "read_at",
]


class AnotherIsReadError(Exception):
    """Another file of the learner is being read, or was cut off less than ten minutes ago."""


class OrderUnknownError(Exception):
    """Nobody has said yet whether dates have the day or the month first."""


class NotReadError(Exception):
    """The file is not read to its end, or was forgotten meanwhile."""


def read_file(*, file: Import, content: BinaryIO, now: datetime, today: date) -> Import:
    """Read a file into rows to look at. No entry is written.

    Rows are committed as they come, so that others can see how far it is; whatever ends the
    reading early leaves some of those and nothing else. The learner's earlier files are
    forgotten. One that came before, with the same id, is not read again. Raises
    `AnotherIsReadError`, `UnreadableError`, forgetting the file, `NotYoursError`, and
    `NotReadError` if the file was forgotten while it was read.
    """
    _forget_earlier(file.learner, file, now)
    try:
        found, is_new = Import.objects.get_or_create(pk=file.pk, defaults=_fields(file, now))
    except IntegrityError as error:
        raise AnotherIsReadError from error
    if found.learner_id != file.learner_id:
        raise NotYoursError
    if not is_new:
        return found
    try:
        table = open_table(content)
        evidence = _stage(found, table, content)
        _settle(found, table, evidence, now=now, today=today)
    except Exception:
        found.delete()  # or it would keep the learner from bringing another one
        raise
    return found


@transaction.atomic
def set_date_order(*, file: Import, order: str, today: date) -> None:
    """Say how dates are meant, and look at the rows again."""
    file = _lock(file)
    file.date_order = order
    file.save(update_fields=["date_order"])
    staging.allow_long_statements()
    staging.review_rows(file, today=today)


@transaction.atomic
def add_entries(*, file: Import, kind: str, now: datetime, today: date) -> int:
    """Make entries of all rows that can be added, at once; `kind` for those that name none.

    The rows are held against the log once more, which nobody else can change meanwhile, and
    then forgotten. Doing it again changes nothing. Returns how many entries were written.
    Raises `OrderUnknownError`, or `NotReadError`.
    """
    file = _lock(file)
    if file.added_at:
        return file.added_count
    if not file.read_at:
        raise NotReadError
    if file.asks_for_order:
        raise OrderUnknownError
    User.objects.lock(file.learner_id)
    staging.allow_long_statements()
    staging.review_rows(file, today=today)
    file.added_count = staging.write_entries(file, kind=kind, now=now)
    if file.added_count < file.rows.to_add().count():
        # Somebody else has just taken an id of these: they give way now, the others are known.
        staging.review_rows(file, today=today)
        file.added_count += staging.write_entries(file, kind=kind, now=now)
    file.added_at = now
    file.save(update_fields=["added_count", "added_at"])
    file.rows.all().delete()
    return file.added_count


@transaction.atomic
def forget_import(*, file: Import) -> None:
    """Forget a file and its rows, and end its being read. Entries that came from it stay."""
    # Who reads it waits, and finds it gone: else rows would come between these deletions.
    for found in Import.objects.select_for_update().filter(pk=file.pk):
        found.delete()


@transaction.atomic
def forget_imports(*, now: datetime) -> None:
    """Forget the files that came more than a day ago, added or not."""
    Import.objects.older_than(now - _KEPT).delete()


def _fields(file: Import, now: datetime) -> dict[str, object]:
    return {
        "learner": file.learner,
        "file_name": file.file_name,
        "bytes_total": file.bytes_total,
        "created_at": now,
    }


@transaction.atomic
def _forget_earlier(learner: User, file: Import, now: datetime) -> None:
    """So that a learner keeps no more than one file here, besides those being read right now."""
    earlier = Import.objects.for_learner(learner).exclude(pk=file.pk)
    earlier.exclude(read_at=None).delete()
    earlier.older_than(now - LONGEST_READING).delete()


def _stage(file: Import, table: Table, content: BinaryIO) -> OrderEvidence:
    """Copy the rows where they can be looked at; what their dates say about their order."""
    learner = file.learner
    reader = RowReader(
        table.columns,
        learner_id=learner.pk,
        zone=learner.zone,
        starts_at=learner.day_starts_at,
        units=_units(),
    )
    evidence = OrderEvidence()

    def read(numbered: tuple[int, list[str]]) -> StagedRow:
        row = reader.read(*numbered)
        if row.day_first is not row.month_first:
            evidence.see(row, reader.day_text)
        return row

    rows, count = map(read, table.rows), _ROWS_A_STEP
    while count == _ROWS_A_STEP:
        with transaction.atomic():
            staging.allow_long_statements()
            count = staging.copy_rows(file.pk, islice(rows, _ROWS_A_STEP))
            if not Import.objects.filter(pk=file.pk).update(bytes_read=content.tell()):
                raise NotReadError
    return evidence


@transaction.atomic
def _settle(
    file: Import, table: Table, evidence: OrderEvidence, *, now: datetime, today: date
) -> None:
    _lock(file)
    staging.allow_long_statements()
    staging.settle_ids(file)
    file.format, file.encoding = table.columns.format, table.encoding
    file.delimiter = table.delimiter
    file.date_order, file.is_order_open = evidence.order, evidence.is_open
    file.order_example = evidence.example[:40]
    file.bytes_read, file.read_at = file.bytes_total, now
    staging.review_rows(file, today=today)
    file.save(update_fields=_FOUND)


def _units() -> dict[str, int]:
    """Ids of units by slug, and by title where only one has it; in small letters."""
    units = list(Unit.objects.values_list("pk", "slug", "title"))
    titles = [title.lower() for _pk, _slug, title in units]
    by_title = {title: pk for (pk, _s, _t), title in zip(units, titles, strict=True)}
    unique = {title: pk for title, pk in by_title.items() if titles.count(title) == 1}
    return unique | {slug: pk for pk, slug, _title in units}


def _lock(file: Import) -> Import:
    try:
        return Import.objects.select_for_update().get(pk=file.pk)
    except Import.DoesNotExist as error:
        raise NotReadError from error
