"""Bring the rows of a table in line with what a file wants, touching only what differs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet

type Match[M: Model] = Callable[[Sequence[M], Sequence[M]], Iterable[M | None]]
"""Gives, for each wanted row, the stored row it stands for, if there is one."""


def by(*key: str) -> Match[Any]:
    """Match rows whose values under `key` are equal."""
    values = attrgetter(*key)

    def match(stored: Sequence[Any], wanted: Sequence[Any]) -> list[Any]:
        index = {values(row): row for row in stored}
        return [index.get(values(row)) for row in wanted]

    return match


@dataclass
class Changes:
    """How many rows were touched, and in what way."""

    added: int = 0
    changed: int = 0
    retired: int = 0
    removed: int = 0

    def __str__(self) -> str:
        counts = [f"{count} {word}" for word, count in vars(self).items() if count]
        return f"rows: {', '.join(counts)}" if counts else "nothing changed"


class Sync:
    """Writes what differs and counts it. A second run with the same files writes nothing."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.changes = Changes()

    def keep(self, rows: Sequence[Any]) -> None:
        """Leave rows as they are, though the file does not name them."""

    def rows[M: Model](
        self,
        stored: QuerySet[M],
        wanted: Sequence[M],
        *,
        match: Match[M],
        vanished: Callable[["Sync", Sequence[M]], None] | None = None,
        ignore: Sequence[str] = (),
    ) -> list[M]:
        """Make the stored rows say what the wanted ones say; return them in that order.

        Rows that nobody wants any more are deleted, unless `vanished` treats them
        otherwise. Fields to `ignore` are written with a new row and left alone later.
        """
        rows = list(stored)
        pairs = [*zip(wanted, match(rows, wanted), strict=True)]
        kept = {row.pk for _, row in pairs if row is not None}
        (vanished or Sync.delete)(self, [row for row in rows if row.pk not in kept])
        self._update(stored.model, [(want, row) for want, row in pairs if row], ignore)
        added = [want for want, row in pairs if row is None]
        stored.model._default_manager.bulk_create(added)
        self.changes.added += len(added)
        return [row or want for want, row in pairs]

    def delete(self, rows: Sequence[Model]) -> None:
        if rows:
            type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
            self.changes.removed += len(rows)

    def retire(self, rows: Sequence[Any]) -> None:
        """Mark rows as no longer taught, for those that learners' facts may point at."""
        self._retire([row for row in rows if row.retired_at is None], retired_at=self.now)

    def retire_parts(self, rows: Sequence[Any]) -> None:
        """Take parts out of their unit, for those that learners' facts may point at."""
        parts = [row for row in rows if not row.is_retired]
        self._retire(parts, is_retired=True, position=None)

    def _retire(self, rows: Sequence[Any], **how: Any) -> None:
        if rows:
            type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).update(**how)
            self.changes.retired += len(rows)

    def _update[M: Model](
        self, model: type[M], pairs: Sequence[tuple[M, M]], ignore: Sequence[str]
    ) -> None:
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if not (field.primary_key or field.generated or field.attname in ignore)
        ]
        changed: list[M] = []
        differing: set[str] = set()
        for want, row in pairs:
            news = {n: getattr(want, n) for n in names if getattr(want, n) != getattr(row, n)}
            if news:
                vars(row).update(news)
                changed.append(row)
                differing.update(news)
        if changed:
            model._default_manager.bulk_update(changed, sorted(differing))
            self.changes.changed += len(changed)
