"""Resources, prompts and posts by others in admin."""

from django.contrib import admin

from curriculum.admin.base import IsRetired, KeptAdmin, NeverDeletedAdmin
from curriculum.models import Prompt, Resource, SamplePost


@admin.register(Resource)
class ResourceAdmin(NeverDeletedAdmin):
    list_display = ["title", "type", "author", "year", "cost", "may_be_gone", "retired_at"]
    list_filter = [IsRetired, "type", "url_status", "may_be_gone"]
    search_fields = ["title", "slug", "author", "url"]
    autocomplete_fields = ["alternative"]


@admin.register(Prompt)
class PromptAdmin(NeverDeletedAdmin):
    list_display = ["slug", "format", "when", "unit", "hours", "minutes", "retired_at"]
    list_select_related = ["unit"]
    list_filter = [IsRetired, "format", "when"]
    search_fields = ["slug", "text"]
    autocomplete_fields = ["unit"]
    lines = ["tags"]


@admin.register(SamplePost)
class SamplePostAdmin(KeptAdmin):
    list_display = ["title", "author", "format", "url"]
    list_filter = ["format"]
    search_fields = ["title", "author", "url"]
