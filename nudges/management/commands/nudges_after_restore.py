"""manage.py nudges_after_restore --since 2026-12-24T03:00Z: run once, before the workers start."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from nudges.actions import after_restore
from nudges.management.instants import instant


class Command(BaseCommand):
    help = "After restoring a backup: marks what may have been sent since as unknown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=instant, required=True, help="when the backup was made, with its zone"
        )

    def handle(self, *, since: datetime, **options: Any) -> None:
        marked = after_restore(since=since, now=timezone.now())
        self.stdout.write(f"{marked} nudges marked as perhaps sent; they will not be sent again.")
