"""Paths and editions in admin: modules, places of units, tracks, electives."""

from django.contrib import admin

from curriculum.admin.base import NeverDeletedAdmin
from curriculum.admin.files import FilesMixin
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


class ModuleInline(admin.TabularInline):
    model = Module
    extra = 0
    can_delete = False
    show_change_link = True
    ordering = ["position"]


class ElectiveInline(admin.StackedInline):
    model = Elective
    extra = 0
    autocomplete_fields = ["module", "resource"]
    ordering = ["position"]


class ReadinessInline(admin.TabularInline):
    model = Readiness
    extra = 0
    ordering = ["position"]


@admin.register(Path)
class PathAdmin(NeverDeletedAdmin):
    list_display = ["title", "slug", "language"]
    search_fields = ["title", "slug"]


@admin.register(Edition)
class EditionAdmin(FilesMixin, NeverDeletedAdmin):
    list_display = ["version", "path", "target_minutes", "compiled_on", "published_at"]
    list_select_related = ["path"]
    search_fields = ["version", "path__title"]
    autocomplete_fields = ["path", "source_article"]
    inlines = [ModuleInline, ElectiveInline, ReadinessInline]


class PlacementInline(admin.TabularInline):
    model = Placement
    extra = 0
    autocomplete_fields = ["edition", "unit"]
    ordering = ["position"]


@admin.register(Module)
class ModuleAdmin(NeverDeletedAdmin):
    list_display = ["title", "edition", "position", "milestone"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["edition"]
    inlines = [PlacementInline]


class TrackUnitInline(admin.TabularInline):
    model = TrackUnit
    extra = 0
    autocomplete_fields = ["unit"]
    ordering = ["position"]


@admin.register(Track)
class TrackAdmin(admin.ModelAdmin):
    list_display = ["title", "edition", "target_minutes", "has_all_units"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    search_fields = ["title", "slug"]
    autocomplete_fields = ["edition"]
    inlines = [TrackUnitInline]
