"""Taking back a change of the curriculum: as a whole, or not at all."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import pghistory
import psycopg
from django.db import IntegrityError, connection, models, transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import User
from curriculum.history import KINDS, Plan, Row, plan, rows_of
from curriculum.history.kinds import Kind
from curriculum.history.rows import Key
from curriculum.models.frozen import is_frozen


class CannotRevertError(Exception):
    """Nothing was written. Its arguments say why, in words."""


def revert(*, key: Key, by: User, now: datetime) -> Plan:
    """Have every row that a change touched as it was before, which is a change as well.

    What was added goes, or retires if learners may have met it. Raises `CannotRevertError`
    if anybody changed the same since, if something rests on what would go, or if an edition
    that it is about is published.
    """
    with pghistory.context(user=by.pk, what="revert", of=str(key)):
        try:
            return _revert(key, now)
        except IntegrityError as error:
            raise CannotRevertError(_in_words(error)) from error


@transaction.atomic
def _revert(key: Key, now: datetime) -> Plan:
    found = plan(rows_of(key), now=now, lock=True)
    if found.obstacles:
        raise CannotRevertError(*[obstacle.words for obstacle in found.obstacles])
    if not found.writes:
        raise CannotRevertError(_("Nothing is other than it was before this change."))
    _take_away([row for row in found.writes if row.after is None])
    _write_back([row for row in found.writes if row.before and row.after])
    _put_back([row for row in found.writes if row.before is None])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return found


def _by_kind(rows: Iterable[Row]) -> Iterable[tuple[Kind, list[Row]]]:
    found: dict[Kind, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.kind].append(row)
    return sorted(found.items(), key=lambda pair: KINDS.index(pair[0]))


def _take_away(rows: list[Row]) -> None:
    """Delete these rows and no others: the database refuses if anything points at them."""
    for kind, going in _by_kind(rows):
        # Not `delete()`, which would take along what came to rest on them a moment ago.
        kind._base_manager.filter(pk__in=[row.pk for row in going])._raw_delete("default")


def _write_back(rows: list[Row]) -> None:
    """Give rows their former values; those that wait for another's value come after it."""
    waiting = [row for _kind, changed in _by_kind(rows) for row in changed]
    while waiting:
        refused: list[Row] = []
        for row in waiting:
            try:
                with transaction.atomic():
                    _update(row)
            except IntegrityError:
                if len(waiting) == 1:
                    raise
                refused.append(row)
        if len(refused) == len(waiting):
            _update(refused[0])  # says why
        waiting = refused


def _update(row: Row) -> None:
    values = {column: value for column, value in (row.after or {}).items() if column in row.touched}
    row.kind._base_manager.filter(pk=row.pk).update(**values)


def _put_back(rows: list[Row]) -> None:
    """Insert rows again, with the ids they had."""
    for kind, back in _by_kind(rows):
        kind._base_manager.bulk_create([kind(pk=row.pk, **(row.after or {})) for row in back])


def _in_words(error: IntegrityError) -> str:
    """Why the database refused."""
    if is_frozen(error):
        return _(
            "A published edition stays as it is: nothing of it is added, moved or taken away."
            " Make a draft of it, and change that."
        )
    name = _constraint(error)
    for kind in KINDS:
        for constraint in kind._meta.constraints:
            if constraint.name == name and isinstance(constraint, models.UniqueConstraint):
                return _taken(kind, [*constraint.fields])
        for field in kind._meta.fields:
            if field.unique and name.startswith(f"{kind._meta.db_table}_{field.column}_"):
                return _taken(kind, [field.name])
    if isinstance(error.__cause__, psycopg.errors.ForeignKeyViolation):
        return _("Something that it rests on is gone, or something rests on what would go.")
    return _("The database would not have it: it breaks a rule of today.")


def _constraint(error: IntegrityError) -> str:
    cause = error.__cause__
    return (cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None) or ""


def _taken(kind: Kind, fields: list[str]) -> str:
    words = [str(kind._meta.get_field(name).verbose_name) for name in fields]  # type: ignore[union-attr]  # columns
    return _("Another %(kind)s has the same %(fields)s by now.") % {
        "kind": str(kind._meta.verbose_name),
        "fields": get_text_list(words, _("and")),
    }
