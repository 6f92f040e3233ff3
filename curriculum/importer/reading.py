"""Read a YAML file into plain data that remembers on which line everything stood.

Only the plain part of YAML is read: one document, text keys, no aliases, no tags of its
own, no more levels than a curriculum needs.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import Reader

from curriculum.importer.faults import Fault

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Upload:
    """A file that is not on this machine: what it is called, and what is in it."""

    name: str
    content: bytes


type Source = Path | Upload

DEEPEST = 20
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Document:
    """A file that was read. `faults` says what is wrong with it so far."""

    file: str
    text: str = ""
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, *place: str | int) -> int:
        """Say where a value stands, or the nearest thing around it that exists."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)

    def refuse(self, line: int, reason: str) -> None:
        self.faults.append(Fault(self.file, line, reason))


def read(source: Source) -> Document:
    """Read a file. Whatever is wrong with it is among the document's faults."""
    document = Document(file=source.name if isinstance(source, Upload) else str(source))
    try:
        raw = source.content if isinstance(source, Upload) else source.read_bytes()
    except OSError as error:
        document.refuse(1, f"cannot be read: {error.strerror}")
        return document
    try:
        document.text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        document.refuse(line, f"not UTF-8: byte {raw[error.start]:#04x}")
        return document
    _parse(document)
    return document


def _parse(document: Document) -> None:
    if found := Reader.NON_PRINTABLE.search(document.text):
        line = document.text.count("\n", 0, found.start()) + 1
        document.refuse(line, f"control character {ord(found[0]):#04x}")
        return
    try:
        if not _is_plain(document):
            return
        node = LOADER(document.text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        document.refuse(mark.line + 1 if mark else 1, f"not valid YAML: {error.problem}")
        return
    if node is None:
        document.refuse(1, "the file is empty")
        return
    document.data = _Builder(document).build(node, ())


def _is_plain(document: Document) -> bool:
    """Refuse aliases and deep nesting before anything is built from them."""
    depth = 0
    for event in yaml.parse(document.text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            document.refuse(_line(event), "aliases (*) are not used here")
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            document.refuse(_line(event), f"nested more than {DEEPEST} deep")
        if document.faults:
            return False
    return True


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Turns nodes into dicts, lists and scalars, and notes the line of each."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.scalars = yaml.SafeLoader("")

    def build(self, node: yaml.Node, place: Place) -> Any:
        self.document.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*place, n)) for n, child in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = self._key(key_node), key_node.start_mark.line + 1
            if key is None:
                self.document.refuse(line, "a key must be plain text")
            elif key in built:
                first = self.document.lines[*place, key]
                self.document.refuse(line, f"{key}: duplicate key, first on line {first}")
            else:
                self.document.lines[*place, key] = line
                built[key] = self.build(value_node, (*place, key))
        return built

    def _key(self, node: yaml.Node) -> str | None:
        key = self._scalar(node) if isinstance(node, yaml.ScalarNode) else None
        return key if isinstance(key, str) else None

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return self.scalars.construct_object(node)
        except (ValueError, yaml.constructor.ConstructorError):
            self.document.refuse(
                node.start_mark.line + 1,
                f"{str(node.value)[:40]!r} is not a value that can be read",
            )
            return None
