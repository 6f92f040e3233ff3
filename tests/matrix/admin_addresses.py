"""Every named address of the admin, with a row of each model that has pages there."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import URLPattern, reverse

from accounts.models import User
from curriculum.history import Filters, changes
from curriculum.models import Edition
from mentoring.models import ReviewRequest
from tests.matrix.addresses import Address
from tests.matrix.belonging import references, rows_of
from tests.matrix.people import ADMIN
from tests.matrix.world import World

OF_DRAFTS = ("dry-run", "publish", "preview", "end-preview", "_delete")
"""What can be done with a draft alone."""


def admin_addresses(world: World) -> Iterator[Address]:
    """The pages of the admin; those of a row with one of the owner's, if it can be theirs."""
    for route, pattern in _patterns(admin.site.get_urls()):
        if pattern.name:
            name = f"admin:{pattern.name}"
            url = reverse(name, args=_arguments(world, pattern.name, route))
            yield Address(name, url, pattern.callback, ADMIN)


def _patterns(patterns: list[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, each
        else:
            yield from _patterns(each.url_patterns, route)


def _arguments(world: World, name: str, route: str) -> tuple[Any, ...]:
    if name == "view_on_site":
        request = world.named(ReviewRequest)["waiting"]
        return (ContentType.objects.get_for_model(ReviewRequest).pk, request.pk)
    if name == "app_list":
        return ("study",)
    if name.startswith("curriculum_change_") and "<" in route:
        return (_change(),)
    if name.startswith("curriculum_edition_") and name.endswith(OF_DRAFTS):
        return (Edition.objects.drafts().get().pk,)
    if name == "curriculum_edition_adopt":
        return (_row_at(world, route).pk, world.unit.pk)
    return (_row_at(world, route).pk,) if "<" in route else ()


def _change() -> str:
    """The key of a change of the curriculum."""
    return str(changes(Filters(), skip=0, limit=1)[0].key)


def _row_at(world: World, route: str) -> Model:
    """A row of the model that an address begins with."""
    for model in admin.site._registry:
        if route.startswith(f"{model._meta.app_label}/{model._meta.model_name}/"):
            can_be_theirs = model is User or any(references(model))
            rows = rows_of(model, world.owner) if can_be_theirs else model._base_manager.all()
            found = rows.order_by("pk").first()
            assert found is not None, f"{route} has an argument without a row of {model}"
            return found
    raise AssertionError(f"{route} has an argument that is of no model")
