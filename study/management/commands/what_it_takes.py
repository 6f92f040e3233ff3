"""`manage.py what_it_takes`: work out now what is worked out every night."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from study import actions


class Command(BaseCommand):
    help = "Work out what the units of each path really take learners, as is done every night."

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.perf_counter()
        actions.work_out_takes(now=timezone.now())
        self.stdout.write(f"Worked out in {time.perf_counter() - start:.1f} s.")
