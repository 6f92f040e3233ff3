"""A table of words out of a file, a row at a time."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from study.exchange import MOST_ROWS
from study.exchange.columns import Columns, find_columns
from study.exchange.texts import UnreadableError, find_encoding

DELIMITERS = ",;\t"
# Nothing that is an entry has longer lines or cells; a file without lines would fill memory.
_LONGEST_LINE = 128 * 1024
_TORN = gettext_lazy("Line %(line)d is too long. A quotation mark may be missing there or above.")


@dataclass(frozen=True)
class Table:
    """A file as rows of cells. `rows` gives each with the number of its first line."""

    encoding: str
    delimiter: str
    columns: Columns
    rows: Iterator[tuple[int, list[str]]]


def open_table(file: BinaryIO) -> Table:
    """Find out how a file is written and what is in its columns, and start reading it.

    Raises `UnreadableError` at once if it is no table of entries. The rows raise it where the
    file turns out to be broken, or longer than `MOST_ROWS`, with the empty ones, which they omit.
    """
    encoding = find_encoding(file)
    lines = _lines(file, encoding)
    start, first = 1, next(lines, "")
    if first.lower().startswith("sep="):  # a hint that Excel writes and reads
        start, first = 2, next(lines, "")
    while first and not first.strip() and start <= MOST_ROWS:
        start, first = start + 1, next(lines, "")
    delimiter, columns = _best_header(first)
    _refuse_strange_header(first, columns)
    return Table(encoding, delimiter, columns, _rows(lines, delimiter, start))


def _best_header(line: str) -> tuple[str, Columns]:
    """Split the first line in every way there is; the way that is understood best is right."""
    choices = [
        (delimiter, find_columns(next(csv.reader([line], delimiter=delimiter), [])))
        for delimiter in DELIMITERS
    ]
    return max(choices, key=lambda choice: choice[1].known)


def _refuse_strange_header(line: str, columns: Columns) -> None:
    if not line:
        raise UnreadableError(_("This file is empty."))
    if not columns.known:
        raise UnreadableError(
            _("The first line names no column that is known here. It should, such as: %(example)s")
            % {"example": "date,minutes,note"}
        )
    if not columns.has_day:
        raise UnreadableError(
            _("No column holds the day. Name it date, and choose the file again.")
        )
    if not columns.has_length:
        raise UnreadableError(
            _("No column says how long it was. Name it minutes, hours or duration.")
        )


def _rows(lines: Iterator[str], delimiter: str, line: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter)
    count, is_empty, before = 0, True, line
    try:
        for cells in reader:
            start, before = before + 1, line + reader.line_num
            count += 1
            if count > MOST_ROWS:
                raise UnreadableError(
                    _(
                        "The file has more than %(most)s rows. Empty ones count, too."
                        " Divide it, and bring the parts one by one."
                    )
                    % {"most": f"{MOST_ROWS:,}"}
                )
            if any(map(str.strip, cells)):
                is_empty = False
                yield start, cells
    except csv.Error as error:
        raise UnreadableError(_TORN % {"line": before + 1}) from error
    if is_empty:
        raise UnreadableError(_("The file names its columns, and has no entries below them."))


def _lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    text = io.TextIOWrapper(file, encoding, newline="")
    number = 0
    try:
        while line := text.readline(_LONGEST_LINE):
            number += 1
            if len(line) == _LONGEST_LINE:
                raise UnreadableError(_TORN % {"line": number})
            yield line
    finally:
        text.detach()  # or the file would be closed with it
