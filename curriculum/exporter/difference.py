"""What applying files would change: the texts before and after, side by side."""

import difflib
import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from curriculum.exporter.texts import Texts, export
from curriculum.importer import Parsed, Report, load_parsed
from curriculum.importer.schema import Meta
from curriculum.models import Edition


@dataclass(frozen=True)
class Difference:
    """A unified diff, how many rows it touches, and a digest of what is stored.

    `is_out` says whether the edition is published already.
    """

    path: str
    version: str
    compared_with: str
    lines: list[str]
    report: Report
    digest: str
    is_out: bool

    @property
    def is_empty(self) -> bool:
        return not self.lines and not any(vars(self.report.changes).values())


def difference(parsed: Parsed, *, now: datetime, publishes: bool = True) -> Difference:
    """Apply the files, look, and take it all back. Raises `RefusedError`.

    A version that is new is compared with the newest edition of its path.
    """
    meta = parsed.curriculum.said.meta
    with transaction.atomic():
        stored = _compared(meta)
        before = export(stored) if stored else Texts()
        report = load_parsed(parsed, now=now, publishes=publishes)
        after = export(Edition.objects.get(path__slug=meta.slug, version=meta.version))
        transaction.set_rollback(True)
    return Difference(
        path=meta.slug,
        version=meta.version,
        compared_with=stored.version if stored else "",
        lines=_lines(before, after),
        report=report,
        is_out=bool(stored and stored.version == meta.version and not stored.is_draft),
        digest=hashlib.sha256(repr(before).encode()).hexdigest(),
    )


def _compared(meta: Meta) -> Edition | None:
    of_path = Edition.objects.filter(path__slug=meta.slug)
    same = of_path.filter(version=meta.version).first()
    return same or of_path.order_by(F("published_at").desc(nulls_last=True), "-pk").first()


def _lines(before: Texts, after: Texts) -> list[str]:
    return [
        line
        for name in vars(before)
        for line in difflib.unified_diff(
            (getattr(before, name) or "").splitlines(),
            (getattr(after, name) or "").splitlines(),
            f"stored/{name}.yaml",
            f"given/{name}.yaml",
            lineterm="",
        )
    ]
