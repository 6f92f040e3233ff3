"""What somebody does in admin to the curriculum, and what the history makes of it."""

from typing import Any

import pghistory
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.groups import EDITORS
from accounts.models import User
from curriculum.history import Change, Filters, changes
from curriculum.models import Unit
from tests.factories import UserFactory

PARTS = [
    "steps",
    "outcomes",
    "unit_resources",
    "theory",
    "prerequisites",
    "self_checks",
    "snags",
    "prompts",
]


def an_editor(**fields: Any) -> User:
    editor = UserFactory(is_staff=True, **fields)
    editor.groups.add(Group.objects.get(name=EDITORS))
    return editor


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def unit_page(
    unit: Unit, parts: dict[str, list[dict[str, Any]]] | None = None, **changed: Any
) -> Any:
    """What the page of a unit sends, with these parts and these fields changed."""
    sent: dict[str, Any] = {}
    for prefix in PARTS:
        rows = (parts or {}).get(prefix, [])
        sent[f"{prefix}-TOTAL_FORMS"] = len(rows)
        sent[f"{prefix}-INITIAL_FORMS"] = sum("id" in row for row in rows)
        for number, row in enumerate(rows):
            sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
            sent[f"{prefix}-{number}-unit"] = unit.pk
    fields = {name: getattr(unit, name) for name in ("slug", "title", "summary", "kind", "minutes")}
    return sent | fields | {"yields_instead": []} | changed


def save(client: Client, unit: Unit, **kwargs: Any) -> None:
    address = reverse("admin:curriculum_unit_change", args=[unit.pk])
    response = client.post(address, unit_page(unit, **kwargs))
    assert response.status_code == 302, response.text


def newest() -> Change:
    """The change made last, of those that somebody made: in a test all have one time."""
    return changes(Filters(), skip=0, limit=1)[0]


def act(what: str = "change", by: User | None = None) -> Any:
    """A context like that of a page in admin."""
    return pghistory.context(what=what, **({"user": by.pk} if by else {}))


def change_of(context: Any) -> Change:
    """The change that everything in a context was."""
    return next(
        each for each in changes(Filters(), skip=0, limit=100) if each.key.context == context.id
    )
