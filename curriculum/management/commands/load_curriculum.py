"""`manage.py load_curriculum`: load a path, its prompts and the hype check from files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from curriculum import importer
from curriculum.importer import BUILT_IN_FILES, Files, RefusedError


class Command(BaseCommand):
    help = "Load the curriculum from its files. Loading them again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("curriculum", "prompts", "hypecheck"):
            parser.add_argument(
                f"--{name}",
                type=Path,
                metavar="FILE",
                default=getattr(BUILT_IN_FILES, name),
                help="instead of the file that comes with Learnpath",
            )
        parser.add_argument("--check", action="store_true", help="check the files, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        files = Files(options["curriculum"], options["prompts"], options["hypecheck"])
        try:
            if options["check"]:
                report = importer.check(files)
            else:
                report = importer.load(files, now=timezone.now())
        except RefusedError as error:
            count = len(error.faults)
            found = "1 fault" if count == 1 else f"{count} faults"
            raise CommandError(f"nothing was changed, {found} found\n{error}") from None
        self.stdout.write(str(report))
