"""How rows are called, those that are gone as well: by what the history last had of them."""

import string
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from curriculum.history.kinds import NAMES, PARENTS, Kind, events_of

type Wanted = Mapping[Kind, Iterable[int]]


class Names:
    """The names of rows, and of what those names are made of. A query a kind, however many rows."""

    def __init__(self, wanted: Wanted) -> None:
        self._values: dict[Kind, dict[int, dict[str, Any]]] = defaultdict(dict)
        missing = {kind: set(pks) for kind, pks in wanted.items()}
        while missing:
            missing = self._load(missing)

    def _load(self, wanted: Mapping[Kind, set[int]]) -> dict[Kind, set[int]]:
        """Load rows, and say which others their names are made of."""
        others: dict[Kind, set[int]] = defaultdict(set)
        for kind, pks in wanted.items():
            new = pks - self._values[kind].keys()
            self._values[kind] |= {pk: {} for pk in new}
            self._values[kind] |= _latest(kind, new)
            for pk in new:
                for target, pointed_at in self._pointed_at(kind, pk):
                    if pointed_at not in self._values[target]:
                        others[target].add(pointed_at)
        return others

    def _pointed_at(self, kind: Kind, pk: int) -> Iterable[tuple[Kind, int]]:
        for name in _made_of(kind):
            target = target_of(kind, name)
            value = self._values[kind][pk].get(f"{name}_id") if target else None
            if target and value is not None:
                yield target, value

    def of(self, kind: Kind, pk: int, values: Mapping[str, Any] | None = None) -> str:
        """The name of a row: as it is, or as it was with these values."""
        values = values or self._values[kind].get(pk) or {}
        if not values:
            return _("something that is gone")
        return _template(kind).format_map(
            {name: self.field(kind, name, values) for name in _fields(kind)}
        )

    def field(self, kind: Kind, name: str, values: Mapping[str, Any]) -> Any:
        """A value of a row, or the name of the row it points at."""
        target = target_of(kind, name)
        if target is None:
            return values.get(name, "")
        pk = values.get(f"{name}_id")
        return "" if pk is None else self.of(target, pk)

    def parent(self, kind: Kind, values: Mapping[str, Any]) -> str:
        """The name of what a row is a part of, if it is."""
        return self.field(kind, PARENTS[kind], values) if kind in PARENTS else ""


@cache
def target_of(kind: Kind, name: str) -> Kind | None:
    """The kind that a field points at, if it does."""
    field = kind._meta.get_field(name)
    return field.related_model if isinstance(field, ForeignKey) else None


def _template(kind: Kind) -> str:
    return NAMES.get(kind, "{title}")


@cache
def _fields(kind: Kind) -> list[str]:
    return [name for _text, name, *_rest in string.Formatter().parse(_template(kind)) if name]


@cache
def _made_of(kind: Kind) -> list[str]:
    return [*_fields(kind), *([PARENTS[kind]] if kind in PARENTS else [])]


def _latest(kind: type[Model], pks: set[int]) -> dict[int, dict[str, Any]]:
    if not pks:
        return {}
    found = events_of(kind).objects.filter(pgh_obj_id__in=pks)
    found = found.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {values["pgh_obj_id"]: values for values in found.values()}
