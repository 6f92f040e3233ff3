"""How staff see the path. The files are the source of what they load; see load_curriculum."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from curriculum.models import (
    Edition,
    Elective,
    HypeCheck,
    HypeQuestion,
    HypeSection,
    Module,
    Outcome,
    Path,
    Placement,
    Prerequisite,
    Prompt,
    Readiness,
    Resource,
    SamplePost,
    SelfCheck,
    Snag,
    Step,
    Theory,
    Track,
    TrackUnit,
    Unit,
    UnitResource,
)


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


class StepInline(admin.TabularInline):
    model = Step
    extra = 0
    can_delete = False
    ordering = ["is_retired", "position"]


class OutcomeInline(admin.TabularInline):
    model = Outcome
    extra = 0
    ordering = ["position"]


class UnitResourceInline(admin.TabularInline):
    model = UnitResource
    extra = 0
    autocomplete_fields = ["resource"]
    ordering = ["position"]


class TheoryInline(admin.TabularInline):
    model = Theory
    extra = 0
    autocomplete_fields = ["resource"]
    ordering = ["position"]


class PrerequisiteInline(admin.TabularInline):
    model = Prerequisite
    fk_name = "unit"
    extra = 0
    autocomplete_fields = ["requires"]


class SelfCheckInline(admin.StackedInline):
    model = SelfCheck
    extra = 0
    can_delete = False
    ordering = ["is_retired", "position"]


class SnagInline(admin.TabularInline):
    model = Snag
    extra = 0
    ordering = ["position"]


@admin.register(Unit)
class UnitAdmin(NeverDeletedAdmin):
    list_display = ["title", "slug", "kind", "minutes", "yields", "retired_at"]
    list_filter = [IsRetired, "kind", "yields", "placements__module"]
    search_fields = ["title", "slug", "summary"]
    inlines = [
        StepInline,
        OutcomeInline,
        UnitResourceInline,
        TheoryInline,
        PrerequisiteInline,
        SelfCheckInline,
        SnagInline,
    ]


@admin.register(Resource)
class ResourceAdmin(NeverDeletedAdmin):
    list_display = ["title", "type", "author", "year", "cost", "may_be_gone", "retired_at"]
    list_filter = [IsRetired, "type", "url_status", "may_be_gone"]
    search_fields = ["title", "slug", "author", "url"]


@admin.register(Prompt)
class PromptAdmin(NeverDeletedAdmin):
    list_display = ["slug", "format", "when", "unit", "hours", "minutes", "retired_at"]
    list_select_related = ["unit"]
    list_filter = [IsRetired, "format", "when"]
    search_fields = ["slug", "text"]
    autocomplete_fields = ["unit"]


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
class EditionAdmin(NeverDeletedAdmin):
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


@admin.register(SamplePost)
class SamplePostAdmin(admin.ModelAdmin):
    list_display = ["title", "author", "format", "url"]
    list_filter = ["format"]
    search_fields = ["title", "author", "url"]


class HypeSectionInline(admin.TabularInline):
    model = HypeSection
    extra = 0
    can_delete = False
    ordering = ["position"]


@admin.register(HypeCheck)
class HypeCheckAdmin(NeverDeletedAdmin):
    list_display = ["title", "version"]
    inlines = [HypeSectionInline]


@admin.register(HypeQuestion)
class HypeQuestionAdmin(NeverDeletedAdmin):
    list_display = ["position", "text", "section", "is_core", "retired_at"]
    list_display_links = ["text"]
    list_select_related = ["section"]
    list_filter = [IsRetired, "section", "is_core"]
    search_fields = ["text", "slug"]
