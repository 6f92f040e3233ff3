"""A part of a snapshot in the pieces that people speak of, and what changed between two rounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mentoring.snapshots import Part, lines_of
from portfolio.rendering import PICTURES, render_blocks

MOST_PAIRS = 250_000
"""Lines of one text times lines of the other that are compared one by one."""

EMPTY: Part = {"title": "", "url": "", "facts": [], "text": ""}


@dataclass(frozen=True)
class Passage:
    """A fact, a paragraph or a block of code. `first` is its first line, from 1.

    `spoken` are the numbers of the lines that can be spoken of: each of code between its
    fences, each of a fact, of anything else the first.
    """

    first: int
    lines: tuple[str, ...]
    html: SafeString
    spoken: range
    label: str = ""

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1

    @property
    def is_by_line(self) -> bool:
        """Whether it is shown line by line."""
        return len(self.spoken) > 1 or self.spoken.start != self.first

    @property
    def numbered(self) -> list[tuple[int, str]]:
        """The lines that can be spoken of, with their numbers."""
        return [(number, self.lines[number - self.first]) for number in self.spoken]


def passages(part: Part, pictures_at: str) -> list[Passage]:
    """The passages of a part, in order. Its pictures are looked for below `pictures_at`."""
    facts = list(_facts(part))
    begins = sum(len(each.lines) for each in facts) + 1
    return [*facts, *_text(part["text"], begins, pictures_at)]


def _facts(part: Part) -> Iterator[Passage]:
    line = 1
    for label, words in part["facts"]:
        lines = tuple(words.split("\n"))
        spoken = range(line, line + len(lines))
        yield Passage(line, lines, format_html("<p>{}</p>", words), spoken, label)
        line += len(lines)


def _text(text: str, begins: int, pictures_at: str) -> Iterator[Passage]:
    lines = text.split("\n")
    for block in render_blocks(text):
        first, end = begins + block.first, begins + block.end
        yield Passage(
            first,
            tuple(lines[block.first : block.end]),
            with_pictures_at(block.html, pictures_at),
            _between_fences(first, end) if block.is_code else range(first, first + 1),
        )


def with_pictures_at(html: SafeString, pictures_at: str) -> SafeString:
    """Rendered text with its pictures below another address.

    A `<` that somebody typed is written as `&lt;`, so what begins with one is our own.
    """
    moved = html.replace(f'<img src="{PICTURES}', f'<img src="{pictures_at}')
    return mark_safe(moved)  # noqa: S308  as it was, with other addresses


def _between_fences(first: int, end: int) -> range:
    """The lines of a block of code; the fences too, if there is nothing between them."""
    return range(first + 1, end - 1) if end - first > 2 else range(first, end)


@dataclass(frozen=True)
class Change:
    """A line that came or went between two rounds."""

    is_new: bool
    line: str


def changes(before: Part, now: Part) -> list[Change]:
    """What is different, in the order of the newer one: lines that went, then those that came."""
    old, new = _spoken(before), _spoken(now)
    found = []
    for a, b, c, d in _different(old, new):
        found += [Change(is_new=False, line=line) for line in old[a:b]]
        found += [Change(is_new=True, line=line) for line in new[c:d]]
    return found


def new_lines(before: Part, now: Part) -> frozenset[int]:
    """The numbers of the lines that were not there before."""
    old, new = lines_of(before), lines_of(now)
    return frozenset(
        number + 1
        for _a, _b, start, end in _different(old, new)
        for number in range(start, end)
        if new[number].strip()
    )


def _spoken(part: Part) -> list[str]:
    """The lines that say something."""
    head = [part["title"], part["url"]]
    return [line for line in [*head, *lines_of(part)] if line.strip()]


def _different(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Which stretches differ: from and to in the old, from and to in the new.

    What begins and ends alike is set aside first; of what is left, a pair too large to be
    compared in a moment is one change.
    """
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(a) * len(b) > MOST_PAIRS:
        return [(head, head + len(a), head, head + len(b))]
    found = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [
        (head + i, head + j, head + k, head + m) for kind, i, j, k, m in found if kind != "equal"
    ]


def _alike(old: list[str], new: list[str]) -> int:
    """How many lines are the same from the beginning on."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))
