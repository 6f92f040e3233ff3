"""One row of a table as the entry it would become, or with what is wrong about it."""

import hashlib
import re
import uuid
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from study.exchange.cells import bare
from study.exchange.columns import HEADINGS, Columns
from study.exchange.dates import Clock, Moment, read_clock, read_moment
from study.exchange.durations import BareNumberError, read_minutes
from study.models import EntryKind, Finding, Notice
from study.models.entry import FIRST_DAY, LONGEST_NOTE, MINUTES_IN_A_DAY
from study.models.imports import Import

_NAMESPACE = uuid.UUID("5d4f3a52-7a0e-4a6c-9d0b-2f3f6f0f7c11")
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}  # of a UUID
_LONGEST_RAW = 500
_A_DAY = 24 * 60 * 60


class StagedRow(NamedTuple):
    """The columns of `ImportRow`, in the order in which they are copied there."""

    line: int
    entry_id: str
    has_own_id: bool
    day_first: date | None
    month_first: date | None
    minutes: int | None
    kind: str
    unit_id: int | None
    note: str
    notices: str
    finding: str
    raw: str


class _WrongError(Exception):
    """What is wrong with a row: a `Finding`."""


class RowReader:
    """Reads the rows of one table for one learner. A large file has many: this has to be quick.

    An instant is of the day it belongs to in `zone`, where days begin at the hour `starts_at`; a
    date without an offset stands as it is written. `units` has the ids of units by slug and by title, in small letters. `day_text` is the date of
    the row that was read last, as it stands in the file.
    """

    day_text = ""

    def __init__(
        self,
        columns: Columns,
        *,
        learner_id: int,
        zone: ZoneInfo,
        starts_at: int = 0,
        units: Mapping[str, int],
    ) -> None:
        self._identity = columns.identity
        self._width = max(self._identity) + 1
        # Where each thing is among the words of a row; what the table has not is the last, "".
        at = {name: len(self._identity) for name in HEADINGS}
        at |= {name: self._identity.index(place) for name, place in columns.places.items()}
        self._at = at
        self._names = [at[name] for name in ("unit", "unit_title", "task", "project")]
        self._lengths = [(self._identity.index(place), unit) for place, unit in columns.lengths]
        self._own_note = columns.places["note"] if columns.format == Import.Format.OWN else None
        self._zone, self._starts_at, self._units = zone, starts_at, units
        namespace = uuid.uuid5(_NAMESPACE, str(learner_id)).bytes
        self._namespace = hashlib.sha1(namespace, usedforsecurity=False)

    def read(self, line: int, cells: list[str]) -> StagedRow:
        """Read a row. Whatever its cells hold, this gives a row and raises nothing."""
        if len(cells) < self._width:
            cells = cells + [""] * (self._width - len(cells))
        words = [cells[place].strip() for place in self._identity]
        entry_id, has_own_id = self._id(words)
        words.append("")
        self.day_text = ""
        try:
            moment, minutes = self._when(words)
        except _WrongError as wrong:
            raw, finding = " | ".join(cells)[:_LONGEST_RAW], str(wrong)
            return StagedRow(
                line, entry_id, has_own_id, None, None, None, "", None, "", "", finding, raw
            )
        note, unit = self._note(words, cells), self._unit(words)
        notices = self._notices(words, moment, minutes, note, unit)
        days, kind = (moment.day_first, moment.month_first), self._kind(words)
        note = note[:LONGEST_NOTE]
        return StagedRow(
            line, entry_id, has_own_id, *days, minutes, kind, unit, note, notices, "", ""
        )

    def _id(self, words: list[str]) -> tuple[str, bool]:
        """The row's own id, or a UUIDv5 of the learner and of what the row says."""
        place = self._at["id"]
        if place < len(words) and words[place]:
            try:
                return uuid.UUID(words[place]).hex, True
            except ValueError:
                pass
        named = self._namespace.copy()
        named.update("\x1f".join(words).encode())
        digest = named.hexdigest()
        return f"{digest[:12]}5{digest[13:16]}{_VARIANT[digest[16]]}{digest[17:32]}", False

    def _when(self, words: list[str]) -> tuple[Moment, int]:
        at = self._at
        if words[at["type"]].lower() == "break":
            raise _WrongError(Finding.PAUSE.value)
        day, clock = words[at["day"]], words[at["start"]]
        if not day:
            day, clock = clock, ""
        self.day_text = day
        start = _start(day, clock)
        minutes = self._minutes(words, start)
        if not 0 < minutes <= MINUTES_IN_A_DAY:
            raise _WrongError((Finding.TOO_LONG if minutes else Finding.ZERO).value)
        if words[at["end_day"]] != day and (end := self._end(words)):
            start = _within_a_day(start, end)
        if start.clock and start.clock.offset is not None:
            start = start.in_zone(start.clock, self._zone, self._starts_at)
        return _in_this_century(start), minutes

    def _end(self, words: list[str]) -> Moment | None:
        """When it ended: the days are None if only a time of day is given."""
        day, clock = words[self._at["end_day"]], words[self._at["end"]]
        moment = read_moment(day or clock)
        time = (moment and moment.clock) or read_clock(clock)
        if moment is None:
            return Moment(None, None, time) if time else None
        return Moment(moment.day_first, moment.month_first, time)

    def _minutes(self, words: list[str], start: Moment) -> int:
        for place, unit in self._lengths:
            if words[place]:
                minutes = _length(words[place], unit)
                if isinstance(minutes, str):
                    raise _WrongError(minutes)
                return minutes
        end = self._end(words)
        if start.clock and end and end.clock:
            return _minutes_between(start, end, start.clock, end.clock)
        raise _WrongError(Finding.NO_TIME.value)

    def _kind(self, words: list[str]) -> str:
        at = self._at
        return _kind(words[at["kind"]], words[at["tags"]], words[at["project"]], words[at["task"]])

    def _unit(self, words: list[str]) -> int | None:
        for place in self._names:
            if words[place] and (unit := self._units.get(words[place].lower())):
                return unit
        return self._units.get(words[self._at["description"]].lower())

    def _note(self, words: list[str], cells: list[str]) -> str:
        if self._own_note is not None:
            return bare(cells[self._own_note])  # to the letter
        return words[self._at["note"]] or words[self._at["description"]]

    def _notices(
        self, words: list[str], moment: Moment, minutes: int, note: str, unit: int | None
    ) -> str:
        notices = []
        if len(note) > LONGEST_NOTE:
            notices.append(Notice.CUT.value)
        if moment.clock:
            if moment.clock.seconds + minutes * 60 > _A_DAY:
                notices.append(Notice.MIDNIGHT.value)
            if moment.clock.offset is not None:
                notices.append(Notice.MOVED.value)
        if not unit and words[self._at["unit"]]:
            notices.append(Notice.UNIT.value)
        return " ".join(notices)


@lru_cache(maxsize=8192)
def _length(text: str, unit: str) -> int | str:
    """The minutes, or the finding for what is no time."""
    try:
        return read_minutes(text, unit)
    except BareNumberError:
        return Finding.BARE_TIME.value
    except ValueError:
        return Finding.BAD_TIME.value


@lru_cache(maxsize=8192)
def _kind(kind: str, tags: str, project: str, task: str) -> str:
    """The kind of work that one of these names, the first that does; else ""."""
    names = [(choice.value, str(choice.label)) for choice in EntryKind]
    known = {_plain(name): value for value, label in names for name in (value, label)}
    found = (known.get(_plain(word)) for word in (kind, *re.split("[,;|]", tags), project, task))
    return next(filter(None, found), "")


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", word.strip().lower())


def _start(day: str, clock: str) -> Moment:
    if not day:
        raise _WrongError(Finding.NO_DAY.value)
    moment = read_moment(day)
    if moment is None:
        raise _WrongError(Finding.BAD_DAY.value)
    if not clock or moment.clock:
        return moment
    time = read_clock(clock)
    if time is None and (other := read_moment(clock)):
        time = other.clock
    return Moment(moment.day_first, moment.month_first, time)


def _minutes_between(start: Moment, end: Moment, began: Clock, ended: Clock) -> int:
    """From one time of day to the next one, at most a day later; instants by their offsets."""
    seconds = (ended.seconds - (ended.offset or 0)) - (began.seconds - (began.offset or 0))
    gaps = _gaps(start, end)
    days = next((gap for gap in gaps if gap in (0, 1)), None) if gaps else int(seconds < 0)
    if days is None:
        raise _WrongError(Finding.TOO_LONG.value)
    if seconds + days * _A_DAY < 0:
        raise _WrongError(Finding.BAD_TIME.value)
    return int((seconds + days * _A_DAY) / 60 + 0.5)


def _gaps(start: Moment, end: Moment) -> list[int]:
    """Days between start and end, in each order that reads both."""
    pairs = [(start.day_first, end.day_first), (start.month_first, end.month_first)]
    return [(last - first).days for first, last in pairs if first and last]


def _within_a_day(start: Moment, end: Moment) -> Moment:
    """Drop the order in which the end would be days away from the start."""
    pairs = [(start.day_first, end.day_first), (start.month_first, end.month_first)]
    kept = [
        None if first and last and abs((last - first).days) > 1 else first for first, last in pairs
    ]
    if not any(kept):
        raise _WrongError(Finding.TOO_LONG.value)
    return Moment(kept[0], kept[1], start.clock)


def _in_this_century(start: Moment) -> Moment:
    day, month = start.day_first, start.month_first
    if day and day >= FIRST_DAY and month and month >= FIRST_DAY:
        return start
    kept = [each if each and each >= FIRST_DAY else None for each in (day, month)]
    if not any(kept):
        raise _WrongError((Finding.OLD_DAY if day or month else Finding.BAD_DAY).value)
    return Moment(kept[0], kept[1], start.clock)
