"""Runs of an experiment from a pasted table. Pure."""

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portfolio.models.kinds import MOST_RUNS, Run

SEPARATORS = "\t;,|"
_WORDS = {
    "seed": "seed",
    "setting": "setting", "run": "setting", "config": "setting", "condition": "setting",
    "model": "setting", "variant": "setting", "name": "setting",
    "result": "result", "metric": "result", "value": "result", "score": "result",
    "accuracy": "result", "error": "result", "loss": "result",
}  # fmt: skip
_IN_ORDER = {1: ("result",), 2: ("setting", "result"), 3: ("seed", "setting", "result")}


@dataclass(frozen=True)
class RunRow:
    """One run as it was pasted."""

    seed: int | None
    setting: str
    result: float


class NotRunsError(ValueError):
    """The table cannot be read. Its text says which row, what is wrong, and how to mend it."""


def read_runs(pasted: str) -> list[RunRow]:
    """Read rows of seed, setting and result, in that order or as a first row of names says.

    Columns are separated by tabs, semicolons, commas or bars; with two of them the first is
    the setting. A result may have a decimal comma where commas separate nothing, and a per
    cent sign. Raises `NotRunsError`.
    """
    lines = [line for line in pasted.splitlines() if line.strip()]
    if not lines:
        return []
    separator = next((each for each in SEPARATORS if each in lines[0]), ",")
    table = list(csv.reader(lines, delimiter=separator, skipinitialspace=True))
    names = _names(table[0])
    rows = table if names is None else table[1:]
    order = names or _IN_ORDER.get(len(table[0]), ())
    if len(rows) > MOST_RUNS:
        raise NotRunsError(_("These are more than %(most)d runs.") % {"most": MOST_RUNS})
    first = 1 if names is None else 2
    return [_row(cells, order, first + index) for index, cells in enumerate(rows)]


def write_runs(runs: Sequence[RunRow | Run]) -> str:
    """The table that `read_runs` reads as these runs."""
    if not runs:
        return ""
    lines = [
        "\t".join(("" if run.seed is None else str(run.seed), run.setting, f"{run.result:g}"))
        for run in runs
    ]
    return "\n".join(["seed\tsetting\tresult", *lines])


def _names(cells: list[str]) -> list[str] | None:
    """What each column is, if the first row says so."""
    words = [cell.strip().lower() for cell in cells]
    if any(_number(word) is not None for word in words) or not set(words) & set(_WORDS):
        return None
    names = [_WORDS.get(word, "") for word in words]
    if names.count("result") != 1:
        raise NotRunsError(
            _("Row 1 names the columns: one of them has to be “result” (and only one).")
        )
    return names


def _row(cells: list[str], order: Sequence[str], number: int) -> RunRow:
    if len(cells) != len(order):
        raise NotRunsError(
            _("Row %(row)d has %(count)d columns. Paste seed, setting and result.")
            % {"row": number, "count": len(cells)}
        )
    found = dict(zip(order, (cell.strip() for cell in cells), strict=True))
    result = _number(found["result"])
    if result is None or not math.isfinite(result) or abs(result) >= 1e300:
        raise NotRunsError(
            _("Row %(row)d: “%(text)s” is not a number.")
            % {"row": number, "text": found["result"][:40]}
        )
    setting = found.get("setting", "")
    if len(setting) > 120 or "\0" in setting:
        raise NotRunsError(_("Row %(row)d: the setting is too long.") % {"row": number})
    return RunRow(_seed(found.get("seed", ""), number), setting, result)


def _seed(text: str, number: int) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise NotRunsError(
            _("Row %(row)d: the seed “%(text)s” is not a whole number.")
            % {"row": number, "text": text[:40]}
        )
    return int(text)


def _number(text: str) -> float | None:
    """A number as people write it: 0.93, 0,93, 93 %, 1e-3."""
    text = text.strip().removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?", text):
        return None
    return float(text)
