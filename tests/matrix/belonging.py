"""Which rows are the owner's: those that lead to them by references, in any table."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, ForeignKey, GeneratedField, Model, Q, QuerySet

from accounts.models import OutgoingMail, User
from mentoring.models import Mentor, Snippet

NOT_OF_LEARNERS = {
    "mentoring.Mentor": "standing; the owner has none",
    "curriculum.Release": "what an editor published",
    "mentoring.Snippet": "words of a mentor",
    "admin.LogEntry": "what staff did",
    "account.EmailConfirmation": "confirmations are signed, so none is stored",
}
"""Models that lead to a person, and that the owner has no row of."""


def references(model: type[Model], seen: tuple[type[Model], ...] = ()) -> Iterator[str]:
    """The ways from a model to a person, as lookups."""
    for field in model._meta.concrete_fields:
        other = field.related_model
        if not isinstance(field, ForeignKey) or other in (model, *seen):
            continue
        if other is User:
            yield field.name
        elif isinstance(other, type):
            yield from (f"{field.name}__{way}" for way in references(other, (*seen, model)))


def models_of_people() -> list[type[Model]]:
    """Every model whose rows can be somebody's."""
    tables = [each for each in apps.get_models() if each._meta.managed and not each._meta.proxy]
    found = [each for each in tables if any(references(each))]
    return [User, *found]


def rows_of(model: type[Model], owner: User) -> QuerySet:
    """The rows of a model that are the owner's."""
    rows = model._base_manager.all()
    if model in (OutgoingMail, Snippet, Mentor):
        return rows  # none of these is anybody else's here
    which = Q(pk=owner.pk) if model is User else Q()
    for way in references(model):
        which |= Q(**{way: owner.pk})
    return rows.filter(which)


def _columns(model: type[Model]) -> list[str]:
    fields: list[Field] = [f for f in model._meta.concrete_fields if f.column]
    return [f.attname for f in fields if not isinstance(f, GeneratedField)]


class Digests:
    """A digest of the owner's rows of every table, all of them in one query."""

    def __init__(self, owner: User) -> None:
        self.parameters: list[Any] = []
        self.sql = " UNION ALL ".join(
            self._digest(each, owner)
            for each in models_of_people()
            if each._meta.label not in NOT_OF_LEARNERS
        )

    def _digest(self, model: type[Model], owner: User) -> str:
        rows = rows_of(model, owner).order_by().values(*_columns(model)).distinct()
        sql, parameters = rows.query.sql_with_params()
        self.parameters += [model._meta.label, *parameters]
        return f"SELECT %s, md5(string_agg(x::text, '|' ORDER BY x::text)) FROM ({sql}) AS x"

    def now(self) -> dict[str, str]:
        """The digest of each table by its model."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            return dict(cursor.fetchall())
