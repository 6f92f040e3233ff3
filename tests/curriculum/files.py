"""The built-in files with edits, and what the tables hold, for tests of the importer."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.db import connection
from django.db.models import Model

from curriculum.importer import BUILT_IN_FILES, BUILT_IN_FOLDER, Files, RefusedError, load

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 4, 6, 9, tzinfo=dt.UTC)


def edited(folder: Path, name: str, *edits: tuple[str, str]) -> Files:
    """The built-in files, one of them replaced by a copy with the edits made."""
    text = (BUILT_IN_FOLDER / f"{name}.yaml").read_text()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return written(folder, name, text.encode())


def written(folder: Path, name: str, content: bytes) -> Files:
    """The built-in files, one of them replaced by a file with this content."""
    path = folder / f"{name}.yaml"
    path.write_bytes(content)
    return replace(BUILT_IN_FILES, **{name: path})


def refusal(folder: Path, name: str, old: str, new: str) -> list[tuple[int, str]]:
    """Load the files with one edit; return what is wrong with the edited one, and where."""
    with pytest.raises(RefusedError) as refused:
        load(edited(folder, name, (old, new)), now=LATER)
    assert {fault.file for fault in refused.value.faults} == {str(folder / f"{name}.yaml")}
    return [(fault.line, fault.reason) for fault in refused.value.faults]


def line_of(folder: Path, name: str, snippet: str) -> int:
    """The line of an edited file on which a snippet begins."""
    text = (folder / f"{name}.yaml").read_text()
    return text.count("\n", 0, text.index(snippet)) + 1


def without_last_unit(folder: Path) -> Files:
    """The built-in files without their last unit, whose minutes the one before it takes."""
    text = (BUILT_IN_FOLDER / "curriculum.yaml").read_text().replace('"2026.11"', '"2027.1"')
    before = text.index("      - slug: capstone-app\n")
    start = text.index("      - slug: path-retrospective\n")
    end = text.index("# ----", start)
    capstone = text[before:start]
    for old, new in (
        ("        minutes: 190\n", "        minutes: 270\n"),
        ("minutes: 25}", "minutes: 105}"),
        (
            "        prerequisites:",
            "          - {ref: art-career-change, use: core}\n        prerequisites:",
        ),
    ):
        assert old in capstone
        capstone = capstone.replace(old, new, 1)
    prompts = yaml.safe_load((BUILT_IN_FOLDER / "prompts.yaml").read_text())["prompts"]
    kept = [prompt for prompt in prompts if prompt["fits"].get("unit") != "path-retrospective"]
    written(folder, "curriculum", (text[:before] + capstone + text[end:]).encode())
    written(folder, "prompts", yaml.safe_dump({"prompts": kept}).encode())
    return Files(folder / "curriculum.yaml", folder / "prompts.yaml", BUILT_IN_FILES.hypecheck)


def content_models() -> list[type[Model]]:
    """The models of the curriculum, without their history."""
    models = apps.get_app_config("curriculum").get_models()
    return [
        model for model in models if not (model._meta.proxy or hasattr(model, "pgh_tracked_model"))
    ]


def row_versions() -> dict[str, list[tuple[str, str]]]:
    """Where every row of the curriculum is stored and which transaction wrote it.

    Postgres moves a row whenever it is written, even with the same values.
    """
    with connection.cursor() as cursor:
        tables = {}
        for model in content_models():
            table = model._meta.db_table
            cursor.execute(f'SELECT id, ctid::text, xmin::text FROM "{table}" ORDER BY id')
            tables[table] = cursor.fetchall()
    return tables
