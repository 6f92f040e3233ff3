"""Entries as a CSV file, written as it is sent."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched
from typing import Any

from accounts.models import User
from study.exchange.cells import protect
from study.models import Entry

HEADER = ["id", "day", "minutes", "kind", "unit", "unit title", "note", "source", "logged at"]
_BATCH = 1000
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else


def entries_as_csv(learner: User) -> Iterator[str]:
    """Give a learner's entries as CSV, oldest first, in pieces; memory stays as it is.

    All are read at one moment, however long it takes to send them.
    """
    entries = Entry.objects.for_learner(learner).order_by("day", "logged_at", "pk")
    fields = "id", "day", "minutes", "kind", "unit__slug", "unit__title", "note", "source"
    rows = entries.values_list(*fields, "logged_at").iterator(chunk_size=_BATCH)
    yield _BYTE_ORDER_MARK + _csv([HEADER])
    for batch in batched(rows, _BATCH):
        yield _csv(batch)


def table_as_csv(rows: Iterable[Sequence[Any]]) -> str:
    """Give a small table as CSV, its header among the rows."""
    return _BYTE_ORDER_MARK + _csv(rows)


def _csv(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return protect(value)
    return value.isoformat() if isinstance(value, date) else value
