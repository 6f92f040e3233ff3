"""The hype check in admin."""

from django.contrib import admin

from curriculum.admin.base import IsRetired, NeverDeletedAdmin
from curriculum.models import HypeCheck, HypeQuestion, HypeSection


class HypeSectionInline(admin.TabularInline):
    model = HypeSection
    extra = 0
    can_delete = False
    ordering = ["position"]


@admin.register(HypeCheck)
class HypeCheckAdmin(NeverDeletedAdmin):
    list_display = ["title", "version"]
    lines = ["how_to_use", "each_entry_needs", "publish_rules"]
    inlines = [HypeSectionInline]


@admin.register(HypeQuestion)
class HypeQuestionAdmin(NeverDeletedAdmin):
    list_display = ["position", "text", "section", "is_core", "retired_at"]
    list_display_links = ["text"]
    list_select_related = ["section"]
    list_filter = [IsRetired, "section", "is_core"]
    search_fields = ["text", "slug"]
    lines = ["look_for"]
