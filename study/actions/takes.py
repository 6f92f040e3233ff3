"""Keeping what the units of each path really take."""

from datetime import datetime

from curriculum.models import Path
from study.models import Takes
from study.queries.takes import work_out


def work_out_takes(*, now: datetime) -> None:
    """Work out what the units of every path take, and keep it instead of what was kept."""
    for path in Path.objects.order_by("pk"):
        Takes.objects.update_or_create(
            path=path, defaults={"worked_out_at": now, "figures": work_out(path)}
        )
