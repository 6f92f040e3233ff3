"""Load a path, its prompts and the hype check from their files into the tables.

Files with faults are refused as a whole; files that were loaded before change nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pghistory
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from curriculum.importer.checks import check_curriculum
from curriculum.importer.faults import Fault, RefusedError
from curriculum.importer.form import fill
from curriculum.importer.hype_schema import HypeCheckFile
from curriculum.importer.library_checks import (
    check_hype_check,
    check_prompts,
    check_prompts_of_units,
)
from curriculum.importer.reading import read
from curriculum.importer.schema import CurriculumFile, PromptsFile
from curriculum.importer.sync import Changes
from curriculum.importer.writing import write
from curriculum.models.frozen import is_frozen

__all__ = [
    "BUILT_IN_FILES",
    "Fault",
    "Files",
    "RefusedError",
    "Report",
    "check",
    "load",
    "load_builtin",
]

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Files:
    """Where the three files are."""

    curriculum: Path = DATA / "curriculum.yaml"
    prompts: Path = DATA / "prompts.yaml"
    hypecheck: Path = DATA / "hypecheck.yaml"


BUILT_IN_FILES = Files()


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
    """Load the files that come with Learnpath, as every start does."""
    return load(BUILT_IN_FILES, now=now or timezone.now())


def load(files: Files, *, now: datetime) -> Report:
    """Check the files and write what differs. Raises `RefusedError` and changes nothing
    if anything is wrong with any of them, or if they leave out what learners depend on.
    """
    parsed = _parse(files)
    try:
        with pghistory.context(what="file"):
            changes = write(*parsed, now=now)
    except ProtectedError as error:  # a track that is followed
        reason = f"leaves out what learners depend on: {error.args[0]}"
        raise RefusedError([Fault(str(files.curriculum), 1, reason)]) from error
    except IntegrityError as error:
        if not is_frozen(error):
            raise
        reason = (
            f"edition {parsed[0].meta.version} is published and stays as it is:"
            " give what changes it another version"
        )
        line = read(files.curriculum).line("meta", "version")
        raise RefusedError([Fault(str(files.curriculum), line, reason)]) from error
    return _report(*parsed, changes)


def check(files: Files) -> Report:
    """Check the files without touching the database. Raises `RefusedError`."""
    return _report(*_parse(files), None)


type _Parsed = tuple[CurriculumFile, PromptsFile, HypeCheckFile]


def _parse(files: Files) -> _Parsed:
    """Read and check all three files before giving up, so that every fault is named."""
    documents = [read(files.curriculum), read(files.prompts), read(files.hypecheck)]
    curriculum, prompts, hypecheck = documents
    path = fill(curriculum, CurriculumFile)
    questions = fill(prompts, PromptsFile)
    hype = fill(hypecheck, HypeCheckFile)
    if path:
        check_curriculum(curriculum, path)
    if questions:
        check_prompts(prompts, questions)
    if path and questions:
        check_prompts_of_units(curriculum, path, prompts, questions)
    if hype:
        check_hype_check(hypecheck, hype)
    faults = [fault for document in documents for fault in document.faults]
    if faults or not (path and questions and hype):
        raise RefusedError(faults)
    return path, questions, hype


def _report(
    path: CurriculumFile, prompts: PromptsFile, hype: HypeCheckFile, changes: Changes | None
) -> Report:
    return Report(
        modules=len(path.modules),
        units=len(path.units),
        minutes=path.meta.total_minutes,
        resources=len(path.resources),
        prompts=len(prompts.prompts),
        questions=len(hype.questions),
        tracks=len(path.tracks),
        changes=changes,
    )
