"""Load a path, its prompts and the hype check from their files into the tables.

Files with faults are refused as a whole; files that were loaded before change nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from curriculum.importer.checks import BUILT_IN
from curriculum.importer.faults import Fault, RefusedError
from curriculum.importer.parsing import Files, Parsed
from curriculum.importer.reading import Source, Upload
from curriculum.importer.stored_checks import refuse_taken_addresses, refuse_what_is_others
from curriculum.importer.sync import Changes
from curriculum.importer.writing import take_turns, write
from curriculum.models import Edition
from curriculum.models.frozen import is_frozen

__all__ = [
    "BUILT_IN_FILES",
    "BUILT_IN_FOLDER",
    "Fault",
    "Files",
    "Parsed",
    "RefusedError",
    "Report",
    "Source",
    "Upload",
    "check",
    "load",
    "load_builtin",
    "load_builtin_once",
    "load_parsed",
]

BUILT_IN_FOLDER = Path(__file__).resolve().parent.parent / "data"
BUILT_IN_FILES = Files.of_folder(BUILT_IN_FOLDER)


@dataclass(frozen=True)
class Report:
    """What the files hold, and what loading them changed: nothing is known before that."""

    modules: int
    units: int
    minutes: int
    resources: int
    prompts: int
    questions: int
    tracks: int
    changes: Changes | None = None

    def __str__(self) -> str:
        counts = [
            _count(self.modules, "module"),
            _count(self.units, "unit"),
            _count(self.minutes, "minute"),
            _count(self.resources, "resource"),
            _count(self.prompts, "prompt"),
            _count(self.questions, "hype-check question"),
            _count(self.tracks, "track"),
        ]
        outcome = "only checked" if self.changes is None else self.changes
        return f"curriculum: {', '.join(counts)}; {outcome}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def load_builtin(*, now: datetime | None = None) -> Report:
    """Bring everything in line with the files that come with Learnpath."""
    return load(BUILT_IN_FILES, now=now or timezone.now())


def load_builtin_once() -> Report | None:
    """Load the files that come with Learnpath, unless their edition is stored.

    So a start brings a new version along, and never undoes what was edited since the last.
    """
    parsed = Parsed.of(BUILT_IN_FILES)
    version = parsed.curriculum.said.meta.version
    if Edition.objects.filter(path__slug=BUILT_IN, version=version).exists():
        return None
    return load_parsed(parsed, now=timezone.now())


def load(files: Files, *, now: datetime, publishes: bool = True) -> Report:
    """Check the files and write what differs. Raises `RefusedError` and changes nothing
    if anything is wrong with any of them, or if they leave out what learners depend on.

    A version that is new, or a draft so far, is published; with `publishes` false, it stays
    a draft, and nothing is taken away from learners of other editions.
    """
    return load_parsed(Parsed.of(files), now=now, publishes=publishes)


def load_parsed(parsed: Parsed, *, now: datetime, publishes: bool = True) -> Report:
    """Write what files say that were read before. Raises `RefusedError`."""
    document, meta = parsed.curriculum.document, parsed.curriculum.said.meta
    try:
        with pghistory.context(what="file"), transaction.atomic():
            take_turns()
            refuse_what_is_others(parsed)
            changes = write(parsed, now=now, publishes=publishes)
            refuse_taken_addresses(parsed)
    except ProtectedError as error:  # a track that is followed
        reason = f"leaves out what learners depend on: {error.args[0]}"
        raise RefusedError([Fault(document.file, 1, reason)]) from error
    except IntegrityError as error:
        if not is_frozen(error):
            raise
        reason = (
            f"edition {meta.version} is published and stays as it is:"
            " give what changes it another version"
        )
        line = document.line("meta", "version")
        raise RefusedError([Fault(document.file, line, reason)]) from error
    return _report(parsed, changes)


def check(files: Files) -> Report:
    """Check the files without touching the database. Raises `RefusedError`.

    What they say about rows that are stored, applying them checks besides.
    """
    return _report(Parsed.of(files), None)


def _report(parsed: Parsed, changes: Changes | None) -> Report:
    path = parsed.curriculum.said
    return Report(
        modules=len(path.modules),
        units=len(path.units),
        minutes=path.meta.total_minutes,
        resources=len(path.resources),
        prompts=len(parsed.prompts.said.prompts) if parsed.prompts else 0,
        questions=len(parsed.hype.said.questions) if parsed.hype else 0,
        tracks=len(path.tracks),
        changes=changes,
    )
