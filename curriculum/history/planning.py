"""What taking back a change would write, and what stands in the way. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import DO_NOTHING, ManyToOneRel, Model, Q
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from curriculum.history.kinds import Kind, events_of, kept_fields, retired_as
from curriculum.history.names import Names
from curriculum.history.rows import Row, Values

MOST_ROWS = 1000
MOST_OBSTACLES = 20


@dataclass(frozen=True)
class Obstacle:
    """Why a row can not be as it was."""

    words: str


@dataclass(frozen=True)
class Plan:
    """Rows as they are (`before`) and as they would be (`after`); nothing is done with obstacles."""

    writes: list[Row]
    obstacles: list[Obstacle]


def plan(rows: list[Row], *, now: datetime, lock: bool = False) -> Plan:
    """How to have every row as it was before a change. With `lock`, nobody changes them meanwhile."""
    if len(rows) > MOST_ROWS:
        words = _(
            "It touched %(count)d rows, too many to be taken back at once. Load a file instead."
        )
        return Plan([], [Obstacle(words % {"count": len(rows)})])
    current = _current(rows, lock)
    names = Names(_pks(rows))
    writes, obstacles = [], []
    for row in rows:
        try:
            writes.append(_write(row, current[row.kind].get(row.pk), names, now))
        except _CannotError as error:
            obstacles.append(Obstacle(str(error)))
            if len(obstacles) == MOST_OBSTACLES:
                return Plan([], obstacles)
    obstacles += [Obstacle(words) for words in _used(writes, names)]
    return Plan(writes, obstacles[:MOST_OBSTACLES])


class _CannotError(Exception):
    """A row can not be as it was."""


def _pks(rows: Iterable[Row]) -> dict[Kind, set[int]]:
    found: dict[Kind, set[int]] = defaultdict(set)
    for row in rows:
        found[row.kind].add(row.pk)
    return found


def _current(rows: list[Row], lock: bool) -> dict[Kind, dict[int, Values]]:
    """The rows as they are now."""
    found: dict[Kind, dict[int, Values]] = {}
    for kind, pks in _pks(rows).items():
        stored = kind._base_manager.filter(pk__in=pks).order_by("pk")
        stored = stored.select_for_update() if lock else stored
        columns = [field.attname for field in kept_fields(kind)]
        found[kind] = {each.pop("pk"): each for each in stored.values("pk", *columns)}
    return found


def _write(row: Row, stored: Values | None, names: Names, now: datetime) -> Row:
    """The row as it is and as it would be."""
    name = f"{capfirst(str(row.kind._meta.verbose_name))} “{names.of(row.kind, row.pk)}”"
    if not row.is_known:
        raise _CannotError(_("%s: the history does not know what was before.") % name)
    if row.after is None:
        if stored is not None:
            raise _CannotError(_("%s is there again.") % name)
        return replace(row, before=None, after=row.before)
    if stored is None:
        raise _CannotError(
            _("%(name)s is gone: %(who)s") % {"name": name, "who": _later(row, None)}
        )
    if row.before is not None:
        _check(row, row.touched, stored, name)
        return replace(row, before=stored, after=stored | {f: row.before[f] for f in row.touched})
    if retired := retired_as(row.kind):
        return _retired(row, retired, stored, name, now)
    _check(row, row.touched, stored, name)
    return replace(row, before=stored, after=None)


def _retired(row: Row, retired: Values, stored: Values, name: str, now: datetime) -> Row:
    """Rows that learners' facts may point at do not go: they retire."""
    if stored.get("is_retired") or stored.get("retired_at"):
        raise _CannotError(_("%s is retired already.") % name)
    how = {"retired_at": now} if "retired_at" in retired else retired
    return replace(row, before=stored, after=stored | how)


def _check(row: Row, columns: Iterable[str], stored: Values, name: str) -> None:
    """Refuse if somebody changed one of these since."""
    after = row.after or {}
    for field in kept_fields(row.kind):
        if field.attname in columns and stored[field.attname] != after[field.attname]:
            what = {"name": name, "field": field.verbose_name, "who": _later(row, field.attname)}
            raise _CannotError(_("%(name)s: %(field)s was changed since, %(who)s") % what)


def _later(row: Row, column: str | None) -> str:
    """When the row was changed since, and by whom."""
    since = events_of(row.kind).objects.filter(pgh_obj_id=row.pk, pgh_id__gt=row.last_event)
    if column is None:
        since = since.filter(pgh_label="delete")
    elif row.after is not None:
        value = row.after[column]
        since = since.filter(Q(pgh_label="delete") | ~_is(column, value))
    event = since.order_by("pgh_id").select_related("pgh_context").first()
    if event is None:
        return _("not in a way that the history knows.")
    did = event.pgh_context.metadata if event.pgh_context else {}
    person = User.objects.filter(pk=did.get("user")).first()
    at = formats.date_format(timezone.localtime(event.pgh_created_at), "DATETIME_FORMAT")
    if person is None:
        return _("on %(at)s.") % {"at": at}
    return _("by %(person)s on %(at)s.") % {"person": person.display_name, "at": at}


def _is(column: str, value: Any) -> Q:
    return Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})


def _used(writes: list[Row], names: Names) -> Iterator[str]:
    """What would lose something that it rests on, were these rows gone."""
    going: dict[Kind, set[int]] = defaultdict(set)
    for row in writes:
        if row.after is None:
            going[row.kind].add(row.pk)
    for kind, pks in going.items():
        for model, attname in _pointing_at(kind):
            users = model._base_manager.filter(**{f"{attname}__in": pks})
            users = users.exclude(pk__in=going.get(model, ()))
            for pk in sorted(set(users.values_list(attname, flat=True))):
                yield _("%(kind)s “%(name)s” stays: there are %(users)s that need it.") % {
                    "kind": capfirst(str(kind._meta.verbose_name)),
                    "name": names.of(kind, pk),
                    "users": model._meta.verbose_name_plural,
                }


def _pointing_at(kind: Kind) -> Iterator[tuple[type[Model], str]]:
    """Every foreign key to a kind, but for those of the history itself."""
    for relation in kind._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.on_delete is not DO_NOTHING:
            yield relation.field.model, relation.field.attname
