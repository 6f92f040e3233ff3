"""Paths and editions in admin: modules, places of units, tracks, electives."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from curriculum.admin.base import KeptAdmin, NeverDeletedAdmin
from curriculum.admin.files import FilesMixin
from curriculum.admin.ordering import (
    OrderedAdmin,
    OrderedForm,
    OrderedFormSet,
    OrderedInline,
)
from curriculum.models import (
    Edition,
    Elective,
    Module,
    Path,
    Placement,
    Readiness,
    Track,
    TrackUnit,
)


def is_out(edition: Edition | None) -> bool:
    """Whether an edition is published, and so stays as it is."""
    return edition is not None and not edition.is_draft


class ModuleInline(OrderedInline):
    model = Module
    fields = ["position", "title", "slug", "goal", "milestone"]
    prepopulated_fields = {"slug": ["title"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None) -> list[str]:
        return ["position", "slug"] if is_out(obj) else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Edition | None = None) -> Any:
        return {} if is_out(obj) else {"slug": ["title"]}

    def has_add_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return not is_out(obj) and super().has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return not is_out(obj) and super().has_delete_permission(request, obj)


class UnitName(forms.Widget):
    """The name of the unit at a place: what is there is taken away, not exchanged."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        unit = self.attrs["unit"]
        return format_html(
            '<a href="{}" data-minutes="{}">{}</a> <span class="quiet">{}</span>',
            reverse("admin:curriculum_unit_change", args=[unit.pk]),
            unit.minutes,
            unit.title,
            _("%(n)s min") % {"n": unit.minutes},
        )


class PlacementForm(OrderedForm):
    """A unit at a place, which may go to another module but stays that unit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "unit" in self.fields:
            self.fields["unit"].disabled = True
            self.fields["unit"].widget = UnitName({"unit": self.instance.unit})


class OfModulesFormSet(OrderedFormSet):
    """Rows of an edition that name one of its modules."""

    @cached_property
    def modules(self) -> dict[int, Module]:
        if self.instance.pk is None:
            return {}
        return {module.pk: module for module in self.instance.modules.order_by("position")}

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "module" in form.fields:  # read once, not for each row
            choices = [
                (pk, f"{module.position}. {module.title}") for pk, module in self.modules.items()
            ]
            form.fields["module"].choices = [("", "---------"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Keep a row from going to a module that the same page deletes."""
        super().clean()
        for form in self.forms:
            is_gone = getattr(form, "cleaned_data", {}).get("DELETE")
            is_going = str(form.instance.module_id) in self._deleted_modules
            if is_going and form.has_changed() and not is_gone:
                form.add_error("module", _("It is to be deleted. Choose another, or delete this."))

    @cached_property
    def _deleted_modules(self) -> set[str]:
        """What the same page sends of the modules' own rows."""
        marks = [name for name in self.data if name.startswith("modules-") and self.data[name]]
        rows = [name.removesuffix("-DELETE") for name in marks if name.endswith("-DELETE")]
        return {self.data.get(f"{row}-id", "") for row in rows}


class PlacementFormSet(OfModulesFormSet):
    """Places are numbered through the whole edition, module after module."""

    @cached_property
    def saved_order(self) -> dict[int, int]:
        """The numbers of the modules as they are once these are saved, which comes first."""
        return dict(self.instance.modules.values_list("pk", "position"))

    def group(self, row: Placement) -> tuple[int, ...]:
        return (self.saved_order[row.module_id],)


class OfModulesInline(OrderedInline):
    """An inline of an edition whose rows name one of its modules, and none of another edition."""

    formset = OfModulesFormSet

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "module" and field is not None:
            match = request.resolver_match
            pk = match.kwargs.get("object_id", "") if match else ""
            field.queryset = Module.objects.filter(edition=int(pk) if pk.isdecimal() else None)
            field.widget = forms.Select()
        return field


class PlacementInline(OfModulesInline):
    model = Placement
    form = PlacementForm
    formset = PlacementFormSet
    fields = ["position", "unit", "module"]
    autocomplete_fields = ["unit"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("unit", "module")

    def has_add_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return obj is not None and obj.is_draft and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return not is_out(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return not is_out(obj) and super().has_delete_permission(request, obj)


class ElectiveInline(OfModulesInline):
    model = Elective
    autocomplete_fields = ["resource"]
    fields = ["position", "title", "slug", "module", "resource", "effort_note", "why"]


class ReadinessInline(OrderedInline):
    model = Readiness
    fields = ["position", "text", "slug"]


@admin.register(Path)
class PathAdmin(NeverDeletedAdmin):
    list_display = ["title", "slug", "language", "position"]
    search_fields = ["title", "slug"]
    ordering = ["position", "pk"]


class EditionAdmin(FilesMixin, OrderedAdmin, NeverDeletedAdmin):
    """Registered by study, which knows who is on an edition."""

    list_display = ["version", "path", "target_minutes", "published_at", "retired_at"]
    list_filter = ["path"]
    search_fields = ["version", "path__title"]
    autocomplete_fields = ["path", "source_article"]
    inlines = [ModuleInline, PlacementInline, ElectiveInline, ReadinessInline]
    readonly_fields = ["published_at", "retired_at"]
    lines = ["prerequisites", "design_rules", "study_cycle"]
    fieldsets = [
        (None, {"fields": ["path", "version", "target_minutes"]}),
        (
            _("What is said of it"),
            {
                "classes": ["collapse"],
                "fields": [
                    "prerequisites",
                    "design_rules",
                    "study_cycle",
                    "yardstick",
                    "source_article",
                    "compiled_on",
                    "published_at",
                    "retired_at",
                ],
            },
        ),
    ]
    ordering = [F("published_at").desc(nulls_first=True), "-pk"]

    class Media:
        js = ["js/edition.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return super().get_queryset(request).select_related("path")

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None) -> list[str]:
        frozen = ["path", "version", "target_minutes"] if is_out(obj) else []
        return [*self.readonly_fields, *frozen]

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        """A draft has nothing of learners: it may go."""
        if obj is None or is_out(obj):
            return False
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A draft goes with its parts, which by themselves are taken out on its page."""
        deleted, counts, _permissions, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected


@admin.register(Module)
class ModuleAdmin(NeverDeletedAdmin):
    """A module by itself: what autocompletes ask, and its words. Its units are on the edition."""

    list_display = ["title", "edition", "position", "milestone"]
    list_select_related = ["edition__path"]
    list_filter = ["edition"]
    search_fields = ["title", "slug"]
    fields = ["edition", "title", "goal", "milestone"]
    readonly_fields = ["edition"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class TrackUnitInline(OrderedInline):
    model = TrackUnit
    fields = ["position", "unit"]
    autocomplete_fields = ["unit"]

    def has_add_permission(self, request: HttpRequest, obj: Track | None = None) -> bool:
        return not _is_of_published(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Track | None = None) -> bool:
        return not _is_of_published(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Track | None = None) -> bool:
        return not _is_of_published(obj) and super().has_delete_permission(request, obj)


@admin.register(Track)
class TrackAdmin(OrderedAdmin, KeptAdmin):
    list_display = ["title", "edition", "target_minutes", "has_all_units"]
    list_select_related = ["edition__path"]
    lines = ["next_steps"]
    list_filter = ["edition"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["edition"]
    inlines = [TrackUnitInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Track | None = None) -> list[str]:
        frozen = ["edition", "slug", "target_minutes", "has_all_units"]
        return frozen if _is_of_published(obj) else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "edition" and field is not None:  # tracks are made for drafts
            field.queryset = Edition.objects.drafts()
        return field

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj is None or _is_of_published(obj):
            return False
        return super().has_delete_permission(request, obj)


def _is_of_published(track: Any) -> bool:
    return track is not None and track.pk is not None and is_out(track.edition)
