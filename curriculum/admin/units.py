"""Units in admin, with all they are made of."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from curriculum.admin.base import IsRetired, NeverDeletedAdmin
from curriculum.admin.ordering import OrderedAdmin, OrderedFormSet, OrderedInline
from curriculum.markdown import markdown
from curriculum.models import (
    ItemKind,
    Outcome,
    Prerequisite,
    Prompt,
    SelfCheck,
    Snag,
    Step,
    Theory,
    Unit,
    UnitResource,
)

MOST_MINUTES = 24 * 60


class StepFormSet(OrderedFormSet):
    """The steps of a unit, which are its estimate."""

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        current = [row for row in rows if not row.get("is_retired")]
        if sum(row.get("minutes") or 0 for row in current) > MOST_MINUTES:
            raise forms.ValidationError(_("A unit takes at most a day: these are more minutes."))


class StepInline(OrderedInline):
    model = Step
    formset = StepFormSet
    can_delete = False
    ordering = ["is_retired", "position"]
    fields = ["position", "label", "minutes", "is_retired"]


class OutcomeInline(OrderedInline):
    model = Outcome
    fields = ["position", "text"]


class UnitResourceInline(OrderedInline):
    model = UnitResource
    autocomplete_fields = ["resource"]
    fields = ["position", "resource", "use"]


class TheoryInline(OrderedInline):
    model = Theory
    autocomplete_fields = ["resource"]
    fields = ["position", "when", "resource"]


class PrerequisiteInline(admin.TabularInline):
    model = Prerequisite
    fk_name = "unit"
    extra = 0
    autocomplete_fields = ["requires"]


class SelfCheckInline(OrderedInline):
    model = SelfCheck
    can_delete = False
    ordering = ["is_retired", "position"]
    fields = ["position", "question", "answer", "is_retired"]


class SnagInline(OrderedInline):
    model = Snag
    fields = ["position", "text"]


class PromptInline(admin.TabularInline):
    model = Prompt
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ["unit_position", "text", "format", "audience", "minutes", "retired_at"]
    readonly_fields = ["text", "format", "audience", "minutes", "retired_at"]
    ordering = ["unit_position", "pk"]
    max_num = 0  # a new one is written on its own page


class UnitAdmin(OrderedAdmin, NeverDeletedAdmin):
    """Registered by study, which knows what learners did with a unit."""

    list_display = ["title", "slug", "kind", "minutes", "yields", "retired_at"]
    list_filter = [IsRetired, "kind", "yields", "placements__module"]
    search_fields = ["title", "slug", "summary"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [
        StepInline,
        OutcomeInline,
        UnitResourceInline,
        TheoryInline,
        PrerequisiteInline,
        SelfCheckInline,
        SnagInline,
        PromptInline,
    ]

    class Media:
        js = ["js/preview.js"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview)
        return [path("preview/", view, name="curriculum_unit_preview"), *super().get_urls()]

    @method_decorator(require_POST)
    def preview(self, request: HttpRequest) -> HttpResponse:
        """Render Markdown as the unit's page will show it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponse(markdown(request.POST.get("text", "")))

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "yields_instead":
            return forms.MultipleChoiceField(
                choices=ItemKind,
                required=False,
                label=_("Or else"),
                widget=forms.CheckboxSelectMultiple,
                help_text=_("What may be had instead."),
            )
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "summary":
            field.help_text = _("In Markdown.")
            field.widget.attrs["data-preview"] = reverse("admin:curriculum_unit_preview")
        return field

    def get_prepopulated_fields(self, request: HttpRequest, obj: Unit | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The estimate is the sum of the steps, where there are any."""
        super().save_related(request, form, formsets, change)
        unit: Unit = form.instance
        steps = unit.steps.current().values_list("minutes", flat=True)
        if steps and sum(steps) != unit.minutes:
            unit.minutes = sum(steps)
            unit.save(update_fields=["minutes"])
