"""Rows of a change in words: names instead of ids, labels instead of codes, what differs marked."""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, JSONField
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from curriculum.history.kinds import PARENTS, Kind, kept_fields
from curriculum.history.names import Names, target_of
from curriculum.history.rows import Row, Values

LONG = 60
WORDS_COMPARED = 2000
ADDED, CHANGED, GONE = "added", "changed", "gone"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: in both, only in the old, or only in the new."""

    text: str
    where: str  # both, old, new


@dataclass(frozen=True)
class ShownField:
    """A field of a row: its value before and after, or the difference of two long texts."""

    label: str
    before: str
    after: str
    pieces: list[Piece]


@dataclass(frozen=True)
class ShownRow:
    """A row of a change, ready to be read."""

    kind: str
    name: str
    parent: str
    how: str
    how_in_words: str
    fields: list[ShownField]


def shown(rows: Iterable[Row]) -> list[ShownRow]:
    """The rows in words. As many queries as there are kinds in them or in what they point at."""
    rows = list(rows)
    names = Names(_wanted(rows))
    return [_shown(row, names) for row in rows]


def _wanted(rows: Iterable[Row]) -> dict[Kind, set[int]]:
    """Every row that is named: those of the change, and what they point at or did."""
    wanted: dict[Kind, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.pk)
        for values in (row.before, row.after):
            for name, pk in _pointers(row.kind, values or {}):
                wanted[name].add(pk)
    return wanted


def _pointers(kind: Kind, values: Values) -> Iterator[tuple[Kind, int]]:
    for field in kept_fields(kind):
        target = target_of(kind, field.name)
        if target and values.get(field.attname) is not None:
            yield target, values[field.attname]


def _shown(row: Row, names: Names) -> ShownRow:
    now = row.after or row.before or {}
    how = ADDED if row.before is None else GONE if row.after is None else CHANGED
    return ShownRow(
        kind=capfirst(str(row.kind._meta.verbose_name)),
        name=names.of(row.kind, row.pk, now),
        parent=names.parent(row.kind, now),
        how=how,
        how_in_words={ADDED: _("Added"), GONE: _("Deleted"), CHANGED: _("Changed")}[how],
        fields=[*_fields(row, names)],
    )


def _fields(row: Row, names: Names) -> Iterator[ShownField]:
    for field in kept_fields(row.kind):
        if field.attname not in row.touched:
            continue
        before, after = (
            "" if values is None else in_words(field, values, names, row.kind)
            for values in (row.before, row.after)
        )
        if before or after:
            is_named = field.name == PARENTS.get(row.kind) and before == after
            if not is_named:
                yield ShownField(
                    capfirst(str(field.verbose_name)), before, after, _pieces(before, after)
                )


def in_words(field: Field, values: Values, names: Names, kind: Kind) -> str:
    """A value as it is read: nothing for an empty one."""
    value = values.get(field.attname)
    if value is None or value == "":
        return ""
    if isinstance(field, ForeignKey):
        return str(names.field(kind, field.name, values))
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, JSONField):
        return _json_in_words(value)
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if hasattr(value, "hour"):
        return str(formats.date_format(timezone.localtime(value), "DATETIME_FORMAT"))
    if hasattr(value, "year"):
        return str(formats.date_format(value, "DATE_FORMAT"))
    return str(value)


def _json_in_words(value: Any) -> str:
    if value in ([], {}):
        return ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False, indent=2)


def _pieces(before: str, after: str) -> list[Piece]:
    """What differs between two texts, if they are long enough for it to be hard to see."""
    if not (before and after) or max(len(before), len(after)) < LONG:
        return []
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    if max(len(old), len(new)) > WORDS_COMPARED:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(old[i1:i2]), "both"))
            continue
        if i1 < i2:
            pieces.append(Piece("".join(old[i1:i2]), "old"))
        if j1 < j2:
            pieces.append(Piece("".join(new[j1:j2]), "new"))
    return pieces
