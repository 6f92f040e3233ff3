"""Units in admin, with all they are made of."""

from django.contrib import admin

from curriculum.admin.base import IsRetired, NeverDeletedAdmin
from curriculum.models import (
    Outcome,
    Prerequisite,
    SelfCheck,
    Snag,
    Step,
    Theory,
    Unit,
    UnitResource,
)


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
