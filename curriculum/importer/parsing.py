"""Read and check the three files by themselves, without a look at what is stored."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from curriculum.importer.basis import fill_in_bases
from curriculum.importer.checks import BUILT_IN, check_curriculum
from curriculum.importer.faults import RefusedError
from curriculum.importer.form import fill
from curriculum.importer.hype_schema import HypeCheckFile
from curriculum.importer.library_checks import (
    check_hype_check,
    check_prompts,
    check_prompts_of_units,
)
from curriculum.importer.reading import Document, Source, read
from curriculum.importer.schema import CurriculumFile, Form, PromptsFile


@dataclass(frozen=True)
class Files:
    """Where the files are. Without prompts, or without a hype check, those stored stay."""

    curriculum: Source
    prompts: Source | None = None
    hypecheck: Source | None = None

    @classmethod
    def of_folder(cls, folder: Path) -> Self:
        """The files of a folder by their names, as an export writes them."""
        prompts, hypecheck = folder / "prompts.yaml", folder / "hypecheck.yaml"
        return cls(
            folder / "curriculum.yaml",
            prompts=prompts if prompts.exists() else None,
            hypecheck=hypecheck if hypecheck.exists() else None,
        )


@dataclass(frozen=True)
class Read[F: Form]:
    """A file that is as it should be: what it says, and on which line."""

    document: Document
    said: F


@dataclass(frozen=True)
class Parsed:
    """The files as they were read, the prompts and the hype check if they were given."""

    curriculum: Read[CurriculumFile]
    prompts: Read[PromptsFile] | None
    hype: Read[HypeCheckFile] | None

    @classmethod
    def of(cls, files: Files) -> Self:
        """Read and check all files before giving up, so that every fault is named.

        Raises `RefusedError`.
        """
        documents = {name: read(source) for name, source in vars(files).items() if source}
        fill_in_bases(documents["curriculum"])
        curriculum = _filled(documents.get("curriculum"), CurriculumFile)
        prompts = _filled(documents.get("prompts"), PromptsFile)
        hype = _filled(documents.get("hypecheck"), HypeCheckFile)
        _check(curriculum, prompts, hype)
        if curriculum and curriculum.said.meta.slug == BUILT_IN:
            _miss_none(curriculum.document, documents)
        faults = [fault for document in documents.values() for fault in document.faults]
        if faults or curriculum is None:
            raise RefusedError(faults)
        return cls(curriculum, prompts, hype)


def _filled[F: Form](document: Document | None, form: type[F]) -> Read[F] | None:
    said = fill(document, form) if document else None
    return Read(document, said) if document and said else None


def _check(
    curriculum: Read[CurriculumFile] | None,
    prompts: Read[PromptsFile] | None,
    hype: Read[HypeCheckFile] | None,
) -> None:
    if curriculum:
        check_curriculum(curriculum.document, curriculum.said)
    if prompts:
        check_prompts(prompts.document, prompts.said)
    if curriculum and prompts:
        check_prompts_of_units(curriculum.document, curriculum.said, prompts.document, prompts.said)
    if hype:
        check_hype_check(hype.document, hype.said)


def _miss_none(curriculum: Document, given: dict[str, Document]) -> None:
    """The built-in path comes with all three; one left out was forgotten."""
    for name in ("prompts", "hypecheck"):
        if name not in given:
            line = curriculum.line("meta", "slug")
            curriculum.refuse(line, f"{BUILT_IN}: the file {name}.yaml belongs to it")
