"""A part of a snapshot in the pieces that people speak of, and what changed between two rounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mentoring.snapshots import Part, lines_of
from portfolio.rendering import PICTURES, render_blocks

EMPTY: Part = {"title": "", "url": "", "facts": [], "text": ""}


@dataclass(frozen=True)
class Passage:
    """A fact, a paragraph or a block of code. `first` is its first line, from 1.

    Each line of code between its fences, and of a fact with several, can be spoken of for
    itself; of any other passage only the first can.
    """

    first: int
    lines: tuple[str, ...]
    html: SafeString
    label: str = ""
    is_by_line: bool = False

    @property
    def numbered(self) -> list[tuple[int, str]]:
        """The lines that can be spoken of, with their numbers."""
        many = list(enumerate(self.lines, start=self.first))
        if not self.is_by_line:
            return many[:1]
        return [each for each in many if not each[1].lstrip().startswith(("```", "~~~"))] or many

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1


def passages(part: Part, pictures_at: str) -> list[Passage]:
    """The passages of a part, in order. Its pictures are looked for below `pictures_at`."""
    facts = list(_facts(part))
    begins = sum(len(each.lines) for each in facts) + 1
    return [*facts, *_text(part["text"], begins, pictures_at)]


def _facts(part: Part) -> Iterator[Passage]:
    line = 1
    for label, words in part["facts"]:
        lines = tuple(words.split("\n"))
        html = format_html("<p>{}</p>", words)
        yield Passage(line, lines, html, label, is_by_line=len(lines) > 1)
        line += len(lines)


def _text(text: str, begins: int, pictures_at: str) -> Iterator[Passage]:
    lines = text.split("\n")
    for block in render_blocks(text):
        html = block.html.replace(f'src="{PICTURES}', f'src="{pictures_at}')
        yield Passage(
            begins + block.first,
            tuple(lines[block.first : block.end]),
            mark_safe(html),  # noqa: S308  as it was, with other addresses of pictures
            is_by_line=block.is_code,
        )


@dataclass(frozen=True)
class Change:
    """A line that came or went between two rounds."""

    is_new: bool
    line: str


def changes(before: Part, now: Part) -> list[Change]:
    """What is different, in the order of the newer one: lines that went, then those that came."""
    old, new = _spoken(before), _spoken(now)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [Change(is_new=False, line=line) for line in old[a:b]]
            found += [Change(is_new=True, line=line) for line in new[c:d]]
    return found


def new_lines(before: Part, now: Part) -> frozenset[int]:
    """The numbers of the lines that were not there before."""
    old, new = lines_of(before), lines_of(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return frozenset(
        number + 1
        for kind, _a, _b, start, end in matcher.get_opcodes()
        if kind != "equal"
        for number in range(start, end)
        if new[number].strip()
    )


def _spoken(part: Part) -> list[str]:
    """The lines that say something."""
    head = [part["title"], part["url"]]
    return [line for line in [*head, *lines_of(part)] if line.strip()]
