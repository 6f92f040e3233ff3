"""Which column of a table holds what, found by its heading."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from study.models.imports import Import

# Headings of our own export, of Toggl Track's and Clockify's detailed reports over the years,
# and what people call such columns in tables of their own. Compared without regard to case,
# punctuation and spaces at the ends.
HEADINGS = {
    "id": "id|entry id",
    "day": "day|date|start date|started on",
    "start": "start|start time|started|started at|from|begin|start at",
    "end_day": "end date|stop date",
    "end": "end|end time|stop|stop time|ended|ended at|to|until|end at",
    "kind": "kind|kind of work",
    "type": "type",
    "unit": "unit|unit slug",
    "unit_title": "unit title",
    "project": "project|project name",
    "task": "task|task name",
    "description": "description|title|activity|what",
    "note": "note|notes|comment|comments",
    "tags": "tags|tag|labels",
}
# How long it was, the most exact heading first, with the unit of a number alone.
LENGTHS = [
    ("duration (h)|time (h)|duration|time spent|length|tracked time", ""),
    ("minutes|duration (minutes)|duration (min)|time (minutes)|time (min)|min|mins", "minutes"),
    ("duration (decimal)|time (decimal)|hours|hours (decimal)|duration (hours)|hrs", "hours"),
    ("time (hours)|hours spent|billable hours", "hours"),
    ("seconds|duration (seconds)|duration (s)|time (seconds)", "seconds"),
    ("time", ""),
]
_FIELDS = {name: field for field, names in HEADINGS.items() for name in names.split("|")}
_LENGTHS = {
    name: (rank, "hours" if name.endswith("(h)") else unit)
    for rank, (names, unit) in enumerate(LENGTHS)
    for name in names.split("|")
}
_OWN = {"id", "day", "minutes", "kind", "note"}
_CLOCKIFY = {"duration (h)", "duration (decimal)"}
_TOGGL = {"description", "start date", "start time"}


@dataclass(frozen=True)
class Columns:
    """Where in a row each thing stands. `lengths` are tried in turn: index, unit of a number."""

    format: str
    places: dict[str, int]
    lengths: tuple[tuple[int, str], ...]

    @property
    def has_day(self) -> bool:
        return "day" in self.places or "start" in self.places

    @property
    def has_length(self) -> bool:
        return bool(self.lengths) or {"start", "end"} <= self.places.keys()

    @property
    def known(self) -> int:
        """How many columns of the table are understood."""
        return len(self.places) + len(self.lengths)

    @property
    def identity(self) -> tuple[int, ...]:
        """The columns that make a row what it is, in an order that is the same in every file."""
        named = [self.places[name] for name in HEADINGS if name in self.places]
        return (*named, *(place for place, _unit in self.lengths))


def find_columns(header: Sequence[str]) -> Columns:
    """Find what is understood of a header. The first of two equal headings counts."""
    places: dict[str, int] = {}
    lengths: list[tuple[int, int, str]] = []
    names = [_plain(cell) for cell in header]
    for place, name in enumerate(names):
        if name in _LENGTHS and name not in names[:place]:
            rank, unit = _LENGTHS[name]
            lengths.append((rank, place, unit))
        elif name in _FIELDS:
            places.setdefault(_FIELDS[name], place)
    ranked = sorted(lengths)
    if len(ranked) > 1 and ranked[-1][0] == len(LENGTHS) - 1:
        # Beside a duration, "time" is the time of day.
        places.setdefault("start", ranked.pop()[1])
    return Columns(_format(set(names)), places, tuple((place, unit) for _, place, unit in ranked))


def _format(names: set[str]) -> str:
    if names >= _OWN:
        return Import.Format.OWN
    if names & _CLOCKIFY:
        return Import.Format.CLOCKIFY
    if names >= _TOGGL and names & {"duration", "end time", "stop time"}:
        return Import.Format.TOGGL
    return Import.Format.PLAIN


def _plain(heading: str) -> str:
    text = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[\s_:-]+", " ", text).strip(" '\"")
