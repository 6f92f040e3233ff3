"""`manage.py curriculum export|check|diff|apply`: a path as files, in and out."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import F
from django.utils import timezone

from curriculum import importer
from curriculum.exporter import difference, export
from curriculum.importer import BUILT_IN_FOLDER, Files, Parsed, RefusedError
from curriculum.models import Edition

NAMES = ("curriculum", "prompts", "hypecheck")


class Command(BaseCommand):
    help = "Write a path to files, check files, show what they would change, apply them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="write an edition to files")
        export.add_argument("--path", metavar="SLUG", help="the first path, if not given")
        export.add_argument(
            "--edition", metavar="VERSION", help="the newest that is published, if not given"
        )
        export.add_argument("--to", type=Path, default=Path(), metavar="FOLDER")
        check = verbs.add_parser("check", help="read the files, without the database")
        diff = verbs.add_parser("diff", help="show what applying the files would change")
        apply = verbs.add_parser("apply", help="bring what is stored in line with the files")
        for verb in (check, diff, apply):
            _take_files(verb)
        for verb in (diff, apply):
            verb.add_argument(
                "--draft", action="store_true", help="leave an edition that is new unpublished"
            )

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "export":
            self._export(options)
            return
        try:
            self.stdout.write(getattr(self, f"_{verb}")(_files(options), options))
        except RefusedError as error:
            count = len(error.faults)
            found = "1 fault" if count == 1 else f"{count} faults"
            raise CommandError(f"nothing was changed, {found} found\n{error}") from None

    def _export(self, options: dict[str, Any]) -> None:
        edition = _edition(options["path"], options["edition"])
        folder = options["to"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in export(edition).by_file.items():
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
                self.stdout.write(str(folder / name))
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None

    def _check(self, files: Files, options: dict[str, Any]) -> str:
        return str(importer.check(files))

    def _diff(self, files: Files, options: dict[str, Any]) -> str:
        found = difference(Parsed.of(files), now=timezone.now(), publishes=not options["draft"])
        return "\n".join([*found.lines, str(found.report)])

    def _apply(self, files: Files, options: dict[str, Any]) -> str:
        return str(importer.load(files, now=timezone.now(), publishes=not options["draft"]))


def _take_files(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="holds curriculum.yaml and, maybe, prompts.yaml and hypecheck.yaml;"
        " without it, the files that come with Learnpath",
    )
    for name in NAMES:
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help="instead of the folder's")


def _files(options: dict[str, Any]) -> Files:
    """The files of a folder, those given by name instead of them."""
    given = {name: options[name] for name in NAMES if options[name]}
    folder = options["folder"]
    if folder is None and "curriculum" in given:
        return Files(**given)
    return replace(Files.of_folder(folder or BUILT_IN_FOLDER), **given)


def _edition(path: str | None, version: str | None) -> Edition:
    editions = Edition.objects.order_by(
        "path__position", "path", F("published_at").desc(nulls_last=True), "-pk"
    )
    if path:
        editions = editions.filter(path__slug=path)
    if version:
        editions = editions.filter(version=version)
    edition = editions.first()
    if edition is None:
        raise CommandError("There is no such edition.")
    return edition
