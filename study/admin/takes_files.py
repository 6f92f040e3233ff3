"""What a path takes as files: three tables of CSV in a ZIP."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

from study.exchange.writing import table_as_csv
from study.models import CROWD
from study.queries import WhatItTakes

FEW = f"fewer than {CROWD}"
UNITS = [
    "position", "module", "unit", "title", "estimate", "estimate of drafts", "learners",
    "lower quartile", "median", "upper quartile",
]  # fmt: skip
DROP_OFF = ["position", "module", "unit", "title", "learners", "began", "finished"]
SELF_CHECKS = ["unit", "question", "learners", "not yet %", "partly %", "yes %"]


def takes_as_zip(found: WhatItTakes) -> bytes:
    """Everything on the page, with the same left out."""
    tables = {
        "units.csv": [UNITS, *_units(found)],
        "drop-off.csv": [DROP_OFF, *_way(found)],
        "self-checks.csv": [SELF_CHECKS, *_questions(found)],
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(name, table_as_csv(rows))
    return file.getvalue()


def _units(found: WhatItTakes) -> Iterator[tuple[Any, ...]]:
    for unit in found.units:
        took = astuple(unit.took) if unit.took else (FEW, "", "", "")
        place = unit.position, unit.module, unit.slug, unit.title
        yield (*place, unit.estimate, unit.next_estimate, *took)


def _way(found: WhatItTakes) -> Iterator[tuple[Any, ...]]:
    for unit in found.units:
        way = [each or FEW for each in astuple(unit.way)] if unit.way else (FEW, "", "")
        yield (unit.position, unit.module, unit.slug, unit.title, *way)


def _questions(found: WhatItTakes) -> Iterator[tuple[Any, ...]]:
    for each in found.questions:
        ratings = astuple(each.ratings) if each.ratings else (FEW, "", "", "")
        yield (each.unit, each.text, *ratings)
