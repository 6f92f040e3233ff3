"""How the estimate of a unit was come by: a comment beside its minutes.

    # basis: V 83 min video; the rest is judgement,
    # as for all videos

Comments are no part of YAML's data, so they are looked up in the text, and put into the data
as if the unit had a key `basis`. A unit that has that key means what it says there.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from curriculum.importer.reading import Document, Place

MARK = "# basis:"


def fill_in_bases(document: Document) -> None:
    """Give every unit of a curriculum file its comment as `basis`."""
    lines = document.text.split("\n")
    for unit, place in _units(document.data):
        said = _comment(document, lines, place)
        if said:
            unit.setdefault("basis", said)
            document.lines.setdefault((*place, "basis"), document.line(*place, "minutes"))


def has_basis(document: Document, place: Place) -> bool:
    """Whether a unit has such a comment, or the key. An empty one says that nobody knows."""
    if (*place, "basis") in document.lines:
        return True
    return _comment(document, document.text.split("\n"), place) is not None


def _units(data: Any) -> Iterator[tuple[dict[str, Any], Place]]:
    """What looks like a unit; the form is not checked yet."""
    modules = data.get("modules") if isinstance(data, dict) else None
    for m, module in enumerate(modules if isinstance(modules, list) else []):
        units = module.get("units") if isinstance(module, dict) else None
        for u, unit in enumerate(units if isinstance(units, list) else []):
            if isinstance(unit, dict):
                yield unit, ("modules", m, "units", u)


def _comment(document: Document, lines: list[str], place: Place) -> str | None:
    first, last = document.line(*place, "slug"), document.line(*place, "steps")
    between = [line.strip() for line in lines[first - 1 : last - 1]]
    for number, line in enumerate(between):
        if line.startswith(MARK):
            further = takewhile(lambda text: text.startswith("#"), between[number + 1 :])
            words = [line.removeprefix(MARK), *(text.removeprefix("#") for text in further)]
            return " ".join(" ".join(words).split())
    return None
