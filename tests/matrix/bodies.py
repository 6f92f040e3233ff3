"""What somebody might post: the fields of the forms that a view has at hand, and some more."""

import datetime as dt
import inspect
import sys
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.rubric import CRITERIA
from portfolio.models import Item
from tests.matrix.addresses import Address
from tests.matrix.world import World
from tests.portfolio.pictures import picture

BY_NAME: dict[str, Any] = {
    "handle": "another-handle",
    "time_zone": "UTC",
    "minutes": "45",
    "duration": "45",
    "currency": "EUR",
    "study_days": ["1", "2"],
    "weekdays": ["1", "2"],
    "text": "Other words",
    "version": "1",
    "display_name": "Another name",
}
READ_BY_VIEWS = {"shows": "yes", "shares": "yes", "shown": "yes", "scope": "all", "days": "3"}
"""What views read without a form."""


def plausible(address: Address, world: World, person_id: int) -> dict[str, Any]:
    """A body of the right shape, with what nobody may set: whose it is, rights, a state."""
    extras = {
        "owner": world.owner.pk,
        "user": world.owner.pk,
        "learner": world.owner.device_key if address.name == "study:sync-entry" else person_id,
        "mentor": person_id,
        "is_staff": "on",
        "is_superuser": "on",
        "state": "reviewed",
        "is_accepted": "on",
    }
    references = {"about": world.named(Item)["draft"].pk, "item": world.named(Item)["draft"].pk}
    judged = {f"judge-{each.slug}": "partly" for each in CRITERIA} | {"judge-core": "partly"}
    body = extras | READ_BY_VIEWS | judged | _fields(address.view, world.today) | references
    return {name: value for name, value in body.items() if value is not None}


def _fields(view: Callable[..., Any], today: dt.date) -> dict[str, Any]:
    body = {}
    for form in _forms_near(view):
        for name, field in form.base_fields.items():
            value = BY_NAME[name] if name in BY_NAME else _value(field, today)
            body[name] = value
            if form.prefix:
                body[f"{form.prefix}-{name}"] = value
    return body


def _forms_near(view: Callable[..., Any]) -> list[Any]:
    """The forms that the module of a view knows."""
    module = sys.modules[inspect.unwrap(view).__module__]
    return [each for each in vars(module).values() if isinstance(each, type) and _is_form(each)]


def _is_form(each: type) -> bool:
    return issubclass(each, forms.BaseForm)


def _value(field: forms.Field, today: dt.date) -> Any:
    if isinstance(field, forms.ModelChoiceField):
        return _first_row(field)
    if isinstance(field, forms.MultipleChoiceField):
        return _choices(field)[:1]
    if isinstance(field, forms.ChoiceField):
        return next(iter(_choices(field)), None)
    if isinstance(field, forms.ImageField):
        return SimpleUploadedFile("p.png", picture(), "image/png")
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("p.csv", b"date,minutes\n2026-03-02,45\n", "text/csv")
    return _plain(field, today)


def _first_row(field: Any) -> Any:
    first = field.queryset.first()
    return first and getattr(first, field.to_field_name or "pk")


def _choices(field: Any) -> list[Any]:
    return [value for value, _ in field.choices if value]


def _plain(field: forms.Field, today: dt.date) -> Any:
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, forms.IntegerField):  # decimals too
        return max(int(getattr(field, "min_value", None) or 0), 1)
    for kind, value in [
        (forms.DateField, today.isoformat()),
        (forms.TimeField, "10:00"),
        (forms.URLField, "https://example.org/new"),
        (forms.EmailField, "new@example.org"),
        (forms.UUIDField, str(uuid.uuid4())),
    ]:
        if isinstance(field, kind):
            return value
    return "Other words"[: getattr(field, "max_length", None)]
