"""A piece of work frozen as facts and text: what mentors see is what it was when they were asked.

A part is a JSON object:

    item            its id
    kind, title     of it
    url             where it is, or ""
    minutes         of study behind it, if its learner shows hours; else null
    facts           [[label, words], …], what the item says of itself; words may have several lines
    text            Markdown, as it was written so far
    units           [[title, slug], …] that it rests on

`lines_of` numbers its lines from 1: the facts first, then the text. Comments hold on to them.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from portfolio.models import Item
from portfolio.runs import write_runs

type Part = dict[str, Any]

_FACTS = {
    Item.Kind.APP: ["limits", "model_card_url", "data_note", "expert", "expert_changed"],
    Item.Kind.ANSWER: ["place", "topic"],
    Item.Kind.EXPERIMENT: [
        "question", "asked_by", "prediction", "held_fixed", "data_set", "data_url", "data_licence",
        "data_size", "metric", "split", "baseline", "baseline_result", "conclusion", "surprise",
    ],
    Item.Kind.OPEN_SOURCE: ["project", "issue_url", "lines_changed", "state"],
}  # fmt: skip


def part_of(item: Item, text: str, *, shows_hours: bool) -> Part:
    """Freeze an item with a text. It was read with all that belongs to it
    (`portfolio.queries.whole`).
    """
    return {
        "item": str(item.pk),
        "kind": item.kind,
        "title": item.title,
        "url": item.url,
        "minutes": item.minutes if shows_hours else None,  # type: ignore[attr-defined]  # annotated
        "facts": [list(each) for each in _facts(item)],
        "text": _ended(text),
        "units": [[each.unit.title, each.unit.slug] for each in item.item_units.all()],
    }


def says_something(part: Part) -> bool:
    """Whether there is anything to look at."""
    own_words = len(part["facts"]) - (part["kind"] == Item.Kind.OPEN_SOURCE)  # how it stands
    return bool(part["url"] or part["text"].strip() or own_words)


def _facts(item: Item) -> Iterator[tuple[str, str]]:
    for name in ("claim", "learned"):
        yield from _fact(item, name)
    of_kind = item.of_kind
    for name in _FACTS.get(Item.Kind(item.kind), []):
        yield from _fact(of_kind, name)
    if item.kind == Item.Kind.EXPERIMENT and (runs := list(of_kind.runs.all())):
        yield _("Runs"), write_runs(runs)
    if item.kind == Item.Kind.APP:
        heard = [f"{each.get_person_display()}: {each.words}" for each in of_kind.feedback.all()]
        if heard:
            yield _("Feedback"), "\n".join(heard)


def _fact(row: Model, name: str) -> Iterator[tuple[str, str]]:
    """What a row says in one field, if anything, under the field's own name."""
    show = getattr(row, f"get_{name}_display", None)
    value = show() if show else getattr(row, name)
    if value not in (None, ""):
        label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        yield label[:1].upper() + label[1:], _ended(str(value))


def _ended(text: str) -> str:
    """A text whose lines end as Markdown counts them."""
    return re.sub(r"\r\n?", "\n", text)


def lines_of(part: Part) -> list[str]:
    """All lines of a part, numbered from 1 by their place."""
    lines: list[str] = []
    for label, words in part["facts"]:
        first, *rest = words.split("\n")
        lines += [f"{label}: {first}", *rest]
    return lines + (part["text"].split("\n") if part["text"] else [])
