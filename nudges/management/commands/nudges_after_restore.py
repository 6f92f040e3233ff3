"""manage.py nudges_after_restore --since 2026-12-24T03:00Z: run once, before the workers start."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import give_up_mail
from nudges.actions import after_restore
from nudges.management.instants import instant

NEWS = timedelta(hours=1)  # what is older may have been sent by the instance that was lost


class Command(BaseCommand):
    help = "After restoring a backup: marks what may have been sent since as unknown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=instant, required=True, help="when the backup was made, with its zone"
        )

    def handle(self, *, since: datetime, **options: Any) -> None:
        now = timezone.now()
        marked = after_restore(since=since, now=now)
        given_up = give_up_mail(written_before=now - NEWS)
        self.stdout.write(f"{marked} nudges marked as perhaps sent; they will not be sent again.")
        self.stdout.write(f"{given_up} messages about signing in, over an hour old, given up.")
