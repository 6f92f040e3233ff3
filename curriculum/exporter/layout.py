"""Plain data as YAML that people like to read: no aliases, lists set in, small things in a line."""

import re
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

import yaml

from curriculum.importer.schema import Form

WIDTH = 100
# Line breaks besides \n, which some programs know and others do not, and what is hard to see.
UNUSUAL = re.compile("[\t\r\x85\u2028\u2029\ufeff]")


class Line(dict[str, Any]):
    """Keys and values that stand in one line."""


class Row(list[Any]):
    """A list that stands in one line."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if UNUSUAL.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    Line,
    lambda dumper, data: dumper.represent_mapping(
        "tag:yaml.org,2002:map", data.items(), flow_style=True
    ),
)
_Dumper.add_representer(
    Row,
    lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True),
)


def said(form: type[Form], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a form has of some values, in its order; what may be left out and is empty, is."""
    return {
        name: values[name]
        for name, field in form.model_fields.items()
        if name in values and (field.is_required() or values[name] not in (None, "", [], {}, False))
    }


def block(data: Mapping[str, Any], level: int = 0) -> str:
    """Keys and values, each on lines of its own, so many levels in."""
    text = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=WIDTH - 2 * level,
    )
    return re.sub(r"(?m)^(?=[^\n])", "  " * level, text)


def item(text: str, level: int) -> str:
    """A block as an item of a list: a dash before its first line."""
    start = 2 * level
    return f"{text[:start]}- {text[start + 2 :]}"


def comment(text: str, level: int) -> str:
    """Words for people, on as many lines as they need."""
    width = WIDTH - 2 * level - 2
    lines = wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return "".join(f"{'  ' * level}# {line}\n" for line in lines)


def sections(parts: Iterable[str]) -> str:
    """Parts with an empty line between them."""
    return "\n".join(part for part in parts if part)
