"""What pages of the admin share to show nobody more than they may see."""

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db.models import Model
from django.http import HttpRequest


class ShownOnlyAdmin(admin.ModelAdmin):
    """Its lists answer no question about what is not on its pages.

    Django lets every column of a table be asked for in an address, `?note__startswith=a`, whether
    or not it is shown: who may see a list could read a private column letter by letter.

    Their histories name people as they call themselves, where Django's has their addresses.
    """

    object_history_template = "admin/history.html"

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        name = lookup.split("__")[0]
        is_column = any(name in (each.name, each.attname) for each in self.opts.concrete_fields)
        return super().lookup_allowed(lookup, value, request) and (
            not is_column or name in self._shown(request)
        )

    def _shown(self, request: HttpRequest) -> set[str]:
        """The names of the columns on its pages, and of the key."""
        filters = [each[0] if isinstance(each, tuple) else each for each in self.list_filter]
        filtered = [each.split("__")[0] for each in filters if isinstance(each, str)]
        fields = flatten(self.get_fields(request))
        return {"id", "pk", *filtered, *self.get_list_display(request), *fields}


class ForSuperusersAdmin(ShownOnlyAdmin):
    """Pages that no permission opens: whoever could change these could give themselves all."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission
