"""The built-in path as the planner sees it, read from its file: no database."""

from typing import Any

import yaml

from curriculum.importer import BUILT_IN_FOLDER
from study.pace.planner import PlannedWeek, Task

_PATH: dict[str, Any] = yaml.safe_load((BUILT_IN_FOLDER / "curriculum.yaml").read_text())
SLUGS = [unit["slug"] for module in _PATH["modules"] for unit in module["units"]]
TASKS = [
    Task(
        unit=SLUGS.index(unit["slug"]),
        module=position,
        kind=unit["kind"],
        steps=tuple(step["minutes"] for step in unit["steps"]),
        requires=frozenset(SLUGS.index(slug) for slug in unit["prerequisites"]),
    )
    for position, module in enumerate(_PATH["modules"], 1)
    for unit in module["units"]
]


def slugs_of(week: PlannedWeek) -> list[str]:
    return [SLUGS[piece.task.unit] for piece in week.pieces]
