"""What the curriculum's pages in admin have in common."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate

import pghistory
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Field, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.staff import ShownOnlyAdmin
from curriculum import history
from curriculum.admin.lines import LinesField
from curriculum.models.frozen import is_frozen

A_PAGE = 20

type View[**P] = Callable[Concatenate[Any, HttpRequest, P], HttpResponse]


def one_change[**P](what: str, how: str = "") -> Callable[[View[P]], View[P]]:
    """Of a view in admin: all that a POST to it writes is one change, by whoever sent it.

    `what` is a key of `curriculum.history.listing.WHAT`; `how` says more, if there is more.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def kept(
            self: Any, request: HttpRequest, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if request.method != "POST":
                return view(self, request, *args, **kwargs)
            did = {"user": request.user.pk, "what": what} | ({"how": how} if how else {})
            with pghistory.context(**did):
                return view(self, request, *args, **kwargs)

        return kept

    return decorate


class KeptAdmin(ShownOnlyAdmin):
    """Rows with a history: what one page saves is one change, and every object shows its own."""

    object_history_template = "admin/curriculum/change/object.html"
    lines: Sequence[str] = ()
    """The fields that are lists of texts."""

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name in self.lines:
            return LinesField(
                label=capfirst(db_field.verbose_name),
                required=not db_field.blank,
                help_text=_("One a line."),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        what = "change" if object_id else "add"
        view = one_change(what)(admin.ModelAdmin.changeform_view)
        return self._unless_frozen(request, view, object_id, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        view = one_change("delete")(admin.ModelAdmin.delete_view)
        return self._unless_frozen(request, view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        how = request.POST.get("action", "")[:100]
        view = one_change("action", how)(admin.ModelAdmin.changelist_view)
        return self._unless_frozen(request, view, *args, **kwargs)

    def _unless_frozen(
        self, request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> Any:
        """What a view answers; in words, if it would have changed a published edition."""
        try:
            return view(self, request, *args, **kwargs)
        except IntegrityError as error:
            if not is_frozen(error):
                raise
        messages.error(
            request,
            _("A published edition stays as it is: nothing was written. Make a draft of it."),
        )
        return redirect(request.get_full_path())

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What changed of an object and of the parts that are edited with it, newest first."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        page = page_number(request)
        found = history.changes_of(self._columns(obj), skip=(page - 1) * A_PAGE, limit=A_PAGE + 1)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change history: %s") % obj,
            "module_name": str(self.opts.verbose_name_plural),
            "object": obj,
            "opts": self.opts,
            "changes": [(each, self._rows(each, obj)) for each in found[:A_PAGE]],
            "may_see_all": request.user.has_perm("curriculum.view_change"),
            "page": page,
            "has_more": len(found) > A_PAGE,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def _columns(self, obj: Model) -> dict[type[Model], tuple[str, int]]:
        """Where the history has the object, and the parts on its page."""
        columns: dict[type[Model], tuple[str, int]] = {self.model: ("pgh_obj_id", obj.pk)}
        for inline in self.inlines:
            if inline.model in history.KINDS:
                columns[inline.model] = (_fk_column(inline, self.model), obj.pk)
        return columns

    def _rows(self, change: history.Change, obj: Model) -> list[history.ShownRow]:
        only = {kind: {column: pk} for kind, (column, pk) in self._columns(obj).items()}
        return history.shown(history.rows_of(change.key, only, only))


def _fk_column(inline: Any, parent: type[Model]) -> str:
    named = inline.fk_name
    for field in inline.model._meta.concrete_fields:
        if field.related_model is parent and named in (None, field.name):
            return str(field.attname)
    raise LookupError(inline)


def page_number(request: HttpRequest) -> int:
    """The page of a list that is asked for, from one on."""
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


class NeverDeletedAdmin(KeptAdmin):
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
