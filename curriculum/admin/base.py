"""What the curriculum's pages in admin have in common."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class NeverDeletedAdmin(admin.ModelAdmin):
    """For rows that learners' facts may point at: they are retired instead."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class IsRetired(admin.SimpleListFilter):
    """Current rows, unless the retired ones are asked for."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("current", _("Current")), ("retired", _("Retired"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.filter(retired_at__isnull=self.value() == "current")
