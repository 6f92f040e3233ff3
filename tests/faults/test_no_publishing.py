"""No page waits for the broker: what is to be done later is written to the database."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parent.parent.parent
PUBLISHES = {"delay", "apply_async", "send_task"}
APPS = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]


def test_only_tasks_publish_tasks() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for app in APPS
        for file in app.rglob("*.py")
        if file.name != "tasks.py" and "tasks" not in file.parts
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in PUBLISHES
    ]

    assert APPS
    assert found == []
