"""What is known of whether resources work: from learners, and from looking at their links."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accounts.models import User
from curriculum.models import Resource
from study.models import ResourceOnBoard, ResourceReport
from study.models.rot import ResourceReportQuerySet

SHOWN = 3
Says = ResourceReport.Says


@dataclass(frozen=True)
class Said:
    """One report, without who wrote it."""

    day: dt.date
    says: str = ""
    versions: str = ""
    text: str = ""

    @property
    def label(self) -> str:
        return str(Says(self.says).label)


@dataclass(frozen=True)
class ResourceState:
    """Whether a resource works, as far as anybody knows. It is advice, and blocks nothing."""

    resource: Resource
    worked: Said | None = None
    broken_count: int = 0
    broken_since: dt.date | None = None
    broken_last: dt.date | None = None
    workarounds: list[Said] = field(default_factory=list)
    answer: Said | None = None
    mine: Said | None = None

    @property
    def health(self) -> Any:
        """How its link is; nothing before it was looked at."""
        return getattr(self.resource, "health", None)

    @property
    def is_down(self) -> bool:
        return bool(self.health and self.health.is_down)

    @property
    def is_broken(self) -> bool:
        """Whether somebody found it broken, and nobody found it working since."""
        if self.broken_last is None:
            return False
        return self.worked is None or self.worked.day <= self.broken_last

    @property
    def instead(self) -> Resource | None:
        """What to offer first: the alternative, if this one fails and that one does not."""
        other = self.resource.alternative
        if other is None or other.retired_at or not (self.is_down or self.is_broken):
            return None
        health = getattr(other, "health", None)
        return None if health and health.is_down else other


def resource_states(
    resources: Collection[int], learner: User | None = None
) -> dict[int, ResourceState]:
    """What is known of some resources, by their id, in one query.

    What people typed (versions, workarounds, answers) is for learners: without one it is left out.
    """
    reports = ResourceReport.objects.filter(resource=OuterRef("pk")).counted()
    broken = reports.open().filter(says=Says.BROKEN).order_by().values("resource")
    found = Resource.objects.filter(pk__in=resources).select_related(
        "health", "alternative__health"
    )
    rows = found.annotate(
        worked=_newest(
            reports.filter(says=Says.WORKS), _said() if learner else JSONObject(day="day")
        ),
        broken=Subquery(broken.annotate(row=_count()).values("row")),
        **(_typed(reports, learner) if learner else {}),
    )
    return {row.pk: _state(row) for row in rows}


def board_lines(since: dt.datetime) -> QuerySet[ResourceOnBoard]:
    """The current resources, the worst first: what was said of each since a time, once for each
    person, and when it last worked.
    """
    counted = Q(reports__is_mistaken=False)
    recent = counted & Q(reports__replaced_at=None, reports__reported_at__gte=since)

    def number(says: str) -> Count:
        return Count("reports", filter=recent & Q(reports__says=says))

    lines = ResourceOnBoard.objects.filter(retired_at=None).select_related("health")
    return lines.annotate(
        works=number(Says.WORKS),
        workarounds=number(Says.WORKAROUND),
        broken=number(Says.BROKEN),
        worked_on=Max("reports__day", filter=counted & Q(reports__says=Says.WORKS)),
    ).order_by("-broken", "-workarounds", "title", "pk")


def _typed(reports: ResourceReportQuerySet, learner: User) -> dict[str, Any]:
    """What people wrote, for learners; and what this learner said themselves."""
    helped = reports.current().filter(says=Says.WORKAROUND).order_by("-day", "-pk")
    answered = reports.exclude(answer="").order_by("-settled_at", "-pk")
    answer = answered.values(row=JSONObject(day="settled_at__date", text="answer"))
    mine = ResourceReport.objects.filter(resource=OuterRef("pk")).of(learner).current()
    return {
        "workarounds": ArraySubquery(helped.values(row=_said())[:SHOWN]),
        "answered": Subquery(answer[:1]),
        "mine": _newest(mine, _said()),
    }


def _newest(reports: QuerySet[ResourceReport], row: JSONObject) -> Subquery:
    return Subquery(reports.order_by("-day", "-pk").values(row=row)[:1])


def _said() -> JSONObject:
    return JSONObject(day="day", says="says", versions="versions", text="note")


def _count() -> JSONObject:
    return JSONObject(count=Count("pk"), since=Min("day"), last=Max("day"))


def _state(row: Any) -> ResourceState:
    broken = row.broken or {}
    return ResourceState(
        resource=row,
        worked=_read(row.worked),
        broken_count=broken.get("count", 0),
        broken_since=_day(broken.get("since")),
        broken_last=_day(broken.get("last")),
        workarounds=[said for each in getattr(row, "workarounds", []) if (said := _read(each))],
        answer=_read(getattr(row, "answered", None)),
        mine=_read(getattr(row, "mine", None)),
    )


def _read(row: dict[str, str] | None) -> Said | None:
    return Said(**row | {"day": dt.date.fromisoformat(row["day"])}) if row else None  # type: ignore[arg-type]


def _day(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None
