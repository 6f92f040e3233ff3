"""The changes, newest first: all of one context are one, and all of one transaction without."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext_lazy as _
from pghistory.models import Context

from accounts.models import User
from curriculum.history.kinds import KINDS, Kind, events_of, kind_named
from curriculum.history.names import Names
from curriculum.history.rows import Key

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Columns = Mapping[Kind, tuple[str, int]]
"""For each kind, a column of its events and the id to be found there."""

WHAT: dict[str, "StrOrPromise"] = {
    "add": _("Added"),
    "change": _("Changed"),
    "delete": _("Deleted"),
    "action": _("Done for a selection"),
    "edition": _("Done with an edition"),
    "file": _("Loaded from a file"),
    "revert": _("Reverted a change"),
}


@dataclass(frozen=True)
class Count:
    """How many rows of a kind a change touched, and how."""

    kind: Kind
    added: int
    changed: int
    gone: int

    @property
    def total(self) -> int:
        return self.added + self.changed + self.gone

    @property
    def noun(self) -> "StrOrPromise":
        meta = self.kind._meta
        return (meta.verbose_name if self.total == 1 else meta.verbose_name_plural) or ""


@dataclass(frozen=True)
class Filters:
    """Which changes are asked for: all of them, or those that fit."""

    person: int | None = None
    kind: Kind | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class Change:
    """One change: who did what, when, and to how many rows of which kinds."""

    key: Key
    at: datetime
    did: dict[str, Any]
    counts: list[Count]
    objects: list[tuple[Kind, int]]
    person: User | None = None
    names: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(count.total for count in self.counts)

    @property
    def more(self) -> int:
        """How many rows it touched besides those that are named."""
        return self.total - len(self.names)

    @property
    def what(self) -> "StrOrPromise":
        return WHAT.get(self.did.get("what", ""), _("Changed outside the admin"))

    @property
    def detail(self) -> str:
        """More on what was done: the name of an action."""
        return str(self.did.get("how", "")).replace("_", " ")

    @property
    def who(self) -> "StrOrPromise":
        if self.person:
            return self.person.display_name
        return _("somebody who left") if self.did.get("user") else _("no person")

    @property
    def reverted(self) -> Key | None:
        """The change that this one took back, if it did."""
        return Key.read(str(self.did.get("of", "")))


def changes(filters: Filters, *, skip: int, limit: int) -> list[Change]:
    """Changes that fit, newest first. The same few queries, however many there are."""
    return _with_words(_read(filters, KINDS, {}, skip, limit))


def changes_of(columns: Columns, *, skip: int, limit: int) -> list[Change]:
    """Changes of rows that have these ids in these columns: of an object and its parts."""
    return _with_words(_read(Filters(), columns, columns, skip, limit))


def one_change(key: Key) -> Change | None:
    """The change with this key."""
    found = _with_words(_read(Filters(), KINDS, {}, 0, 1, key))
    return found[0] if found else None


def people() -> list[User]:
    """Who changed something, by name."""
    ids = Context.objects.exclude(metadata__user=None).values_list("metadata__user", flat=True)
    return list(User.objects.filter(pk__in=set(ids.distinct())).order_by("display_name", "pk"))


_EVENTS = """
    SELECT coalesce(pgh_context_id::text, pgh_created_at::text) AS key, pgh_context_id AS context,
        pgh_created_at AS at, pgh_label AS label, pgh_obj_id AS obj, '{kind}' AS kind
    FROM {table} WHERE {where}
"""
_CHANGES = """
    WITH event AS ({events}), page AS (
        SELECT key, context, max(at) AS at, metadata
        FROM event LEFT JOIN pghistory_context known ON known.id = context
        WHERE (%(person)s::text IS NULL OR metadata ->> 'user' = %(person)s::text)
            AND (%(since)s::timestamptz IS NULL OR at >= %(since)s::timestamptz)
        GROUP BY key, context, metadata
        HAVING (%(kind)s::text IS NULL OR bool_or(kind = %(kind)s::text))
        ORDER BY max(at) DESC, key LIMIT %(limit)s OFFSET %(skip)s
    ), touched AS (
        SELECT key, kind, obj, bool_or(label = 'insert') AS came, bool_or(label = 'delete') AS went
        FROM event JOIN page USING (key) GROUP BY key, kind, obj
    ), counted AS (
        SELECT key, kind, count(*) FILTER (WHERE came AND NOT went) AS added,
            count(*) FILTER (WHERE NOT came AND NOT went) AS changed,
            count(*) FILTER (WHERE went AND NOT came) AS gone,
            (array_agg(obj ORDER BY obj) FILTER (WHERE came IS FALSE OR went IS FALSE))[1:3] AS samples
        FROM touched GROUP BY key, kind
    )
    SELECT page.context, page.at, page.metadata, counted.kind, added, changed, gone, samples
    FROM page JOIN counted USING (key) ORDER BY page.at DESC, page.key
"""


def _read(
    filters: Filters,
    kinds: Iterable[Kind],
    columns: Columns,
    skip: int,
    limit: int,
    key: Key | None = None,
) -> list[Change]:
    where = _where(key) if key else "true"
    events = " UNION ALL ".join(
        _EVENTS.format(
            kind=kind._meta.model_name,
            table=connection.ops.quote_name(events_of(kind)._meta.db_table),
            where=_has(*columns[kind]) if kind in columns else where,
        )
        for kind in kinds
    )
    values: dict[str, Any] = {
        "person": filters.person,
        "since": filters.since,
        "kind": filters.kind._meta.model_name if filters.kind else None,
        "limit": limit,
        "skip": skip,
        "context": key.context if key else None,
        "alone": key.at if key else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES.format(events=events), values)
        return _gathered(cursor.fetchall())


def _where(key: Key) -> str:
    if key.context:
        return "pgh_context_id = %(context)s"
    return "pgh_context_id IS NULL AND pgh_created_at = %(alone)s"


def _has(column: str, pk: int) -> str:
    return f"{connection.ops.quote_name(column)} = {int(pk)}"


def _gathered(rows: list[tuple[Any, ...]]) -> list[Change]:
    """One change of each of the rows that are about the same."""
    found: dict[Key, Change] = {}
    for context, at, did, kind_name, added, changed, gone, samples in rows:
        key = Key(context=context) if context else Key(at=at)
        change = found.setdefault(key, Change(key, at, json.loads(did or "{}"), [], []))
        kind = kind_named(kind_name)
        if kind and added + changed + gone:
            change.counts.append(Count(kind, added, changed, gone))
            change.objects.extend((kind, pk) for pk in samples)
    for change in found.values():
        change.counts.sort(key=lambda count: KINDS.index(count.kind))
        change.objects.sort(key=lambda each: KINDS.index(each[0]))
        del change.objects[3:]
    return [change for change in found.values() if change.counts]


def _with_words(found: list[Change]) -> list[Change]:
    """The changes with the names of who made them and of what they touched."""
    wanted: dict[Kind, set[int]] = defaultdict(set)
    for change in found:
        for kind, pk in change.objects:
            wanted[kind].add(pk)
    names = Names(wanted)
    users = User.objects.in_bulk({change.did["user"] for change in found if change.did.get("user")})
    return [
        Change(
            change.key,
            change.at,
            change.did,
            change.counts,
            change.objects,
            users.get(change.did.get("user", 0)),
            [names.of(kind, pk) for kind, pk in change.objects],
        )
        for change in found
    ]
