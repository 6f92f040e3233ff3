"""manage.py nudges_run: one tick without Celery and Redis, from cron; or a rehearsal of one."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from nudges import actions
from nudges.management.instants import instant


class Command(BaseCommand):
    help = (
        "Plans and sends what is due, as the worker does. With --dry-run it changes and sends"
        " nothing, and prints what would be."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print, and change nothing")
        parser.add_argument(
            "--at", type=instant, help="rehearse another moment, such as 2026-12-24T18:30Z"
        )

    def handle(self, *, dry_run: bool, at: datetime | None, **options: Any) -> None:
        if dry_run:
            self._rehearse(at or timezone.now())
        elif at:
            raise CommandError("--at goes with --dry-run: what is sent, is sent now.")
        else:
            tally = actions.tick(clock=timezone.now())
            self.stdout.write(f"{tally.planned} people planned, {tally.delivered} nudges seen to.")

    def _rehearse(self, at: datetime) -> None:
        rows = actions.rehearse(now=at)
        for row in rows:
            self.stdout.write(
                f"{row.due_at:%Y-%m-%d %H:%M}  {row.person}  {row.kind} by {row.channel}:"
                f" {row.outcome}"
            )
        self.stdout.write(f"{len(rows)} nudges due by {at:%Y-%m-%d %H:%M %Z}; nothing was sent.")
