"""A snapshot as people read it: passages with what was said of their lines, and what is new."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mentoring.models import LineComment, Snapshot
from mentoring.passages import EMPTY, Change, Passage, changes, new_lines, passages
from mentoring.snapshots import Part
from portfolio.models import Item


@dataclass
class Line:
    """A line that can be spoken of. `field` is where a mentor does, while they write."""

    part: int
    number: int
    text: str
    is_new: bool
    comment: LineComment | None = None
    field: Any = None

    @property
    def name(self) -> str:
        """What it is called in forms and addresses."""
        return f"{self.part}-{self.number}"


@dataclass(frozen=True)
class Piece:
    """A passage and its lines."""

    passage: Passage
    lines: list[Line]
    is_new: bool


@dataclass(frozen=True)
class PartPage:
    """One item of a snapshot."""

    part: Part
    pieces: list[Piece]
    changes: list[Change]
    is_followed: bool  # it was there in the round before

    @property
    def kind(self) -> Any:
        return Item.Kind(self.part["kind"]).label


@dataclass(frozen=True)
class Reading:
    """A whole snapshot, beside the one of the round before if there was one."""

    snapshot: Snapshot
    parts: list[PartPage]
    is_second_round: bool

    @cached_property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for piece in part.pieces for line in piece.lines]


def reading(
    snapshot: Snapshot,
    before: Snapshot | None,
    pictures_at: str,
    comments: Mapping[tuple[int, int], LineComment] | None = None,
) -> Reading:
    """Put a snapshot together. Asks the database nothing."""
    earlier = {part["item"]: part for part in before.parts} if before else {}
    pages = [
        _page(number, part, earlier.get(part["item"]), before, pictures_at, comments or {})
        for number, part in enumerate(snapshot.parts)
    ]
    return Reading(snapshot, pages, before is not None)


def _page(
    number: int,
    part: Part,
    earlier: Part | None,
    before: Snapshot | None,
    pictures_at: str,
    comments: Mapping[tuple[int, int], LineComment],
) -> PartPage:
    fresh = new_lines(earlier or EMPTY, part) if before else frozenset()
    pieces = []
    for passage in passages(part, pictures_at):
        lines = [
            Line(number, line, text, line in fresh, comments.get((number, line)))
            for line, text in passage.numbered
        ]
        is_new = any(line in fresh for line in range(passage.first, passage.last + 1))
        pieces.append(Piece(passage, lines, is_new))
    changed = changes(earlier, part) if earlier else []
    return PartPage(part, pieces, changed, is_followed=earlier is not None)
