"""The rows that a change touched, each as it was before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from curriculum.history.kinds import KINDS, Kind, events_of, kept_fields

type Values = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """What tells a change from others: its context, or the time of its transaction without one."""

    context: UUID | None = None
    at: datetime | None = None

    def __str__(self) -> str:
        """As it stands in addresses."""
        return str(self.context) if self.context else f"{self.at:%Y%m%dT%H%M%S.%f}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """The key that stands in an address, if it is one."""
        try:
            if "T" in text:
                return cls(at=datetime.strptime(f"{text}+0000", "%Y%m%dT%H%M%S.%f%z"))
            return cls(context=UUID(text))
        except ValueError:
            return None

    @property
    def events(self) -> Q:
        return Q(pgh_context=self.context) if self.context else Q(
            pgh_context=None, pgh_created_at=self.at
        )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A row of a kind before and after a change: None where it was not there."""

    kind: Kind
    pk: int
    before: Values | None
    after: Values | None
    last_event: int = 0
    is_known: bool = True  # whether the history goes back to what was before

    @property
    def touched(self) -> list[str]:
        """The columns that differ; all of them if it came or went."""
        names = [field.attname for field in kept_fields(self.kind)]
        if self.before is None or self.after is None:
            return names
        return [name for name in names if self.before.get(name) != self.after[name]]


def rows_of(
    key: Key,
    kinds: Iterable[Kind] = KINDS,
    only: Mapping[Kind, Mapping[str, Any]] | None = None,
) -> list[Row]:
    """The rows that a change left other than they were, kind by kind.

    `only` keeps, for each of its kinds, those with these values in their events.
    """
    found = []
    for kind in kinds:
        events = events_of(kind).objects.filter(key.events, **(only or {}).get(kind, {}))
        rows = _rows(kind, events.order_by("pgh_obj_id", "pgh_id"))
        found += [row for row in rows if row.before != row.after]
    return found


def _rows(kind: Kind, events: QuerySet) -> Iterable[Row]:
    former = (
        events_of(kind)
        .objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
        .order_by("-pgh_id")
    )
    first: dict[int, Values] = {}
    last: dict[int, Values] = {}
    for event in events.values():
        first.setdefault(event["pgh_obj_id"], event)
        last[event["pgh_obj_id"]] = event
    if not first:
        return
    earlier = _earlier(kind, former, [event["pgh_id"] for event in first.values()])
    for pk, begin in first.items():
        before = _before(kind, begin, earlier.get(pk))
        end = last[pk]
        after = None if end["pgh_label"] == "delete" else _values(kind, end)
        is_known = before is not None or begin["pgh_label"] == "insert"
        yield Row(kind, pk, before if is_known else {}, after, end["pgh_id"], is_known)


def _earlier(kind: Kind, former: QuerySet, first: list[int]) -> dict[int, Values]:
    """Of each row, the event before the first of these."""
    model = events_of(kind).objects
    ids = model.filter(pgh_id__in=first).annotate(former_id=Subquery(former.values("pgh_id")[:1]))
    found = model.filter(pgh_id__in=[*ids.values_list("former_id", flat=True)])
    return {event["pgh_obj_id"]: event for event in found.values()}


def _before(kind: Kind, first: Values, earlier: Values | None) -> Values | None:
    if first["pgh_label"] == "insert":
        return None
    if first["pgh_label"] == "delete":
        return _values(kind, first)  # as it was when it went
    return _values(kind, earlier) if earlier else None


def _values(kind: Kind, event: Values) -> Values:
    return {field.attname: event[field.attname] for field in kept_fields(kind)}
