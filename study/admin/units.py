"""Units in admin, with what learners did with each: it is retired, and never taken from them."""

from django.contrib import admin, messages
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curriculum.admin.units import UnitAdmin
from curriculum.models import Unit
from study.duration import duration
from study.models import CROWD, Completion, Entry


def touched_by(unit: Unit) -> tuple[int, str]:
    """How many people did or logged something on a unit, and how much in words.

    What fewer than a crowd logged is not told: it would be somebody's.
    """
    logged = Entry.objects.filter(deleted_at=None, unit=unit)
    people = logged.values("learner").union(Completion.objects.filter(unit=unit).values("learner"))
    count = people.count()
    learners = ngettext("%(n)s learner", "%(n)s learners", count) % {"n": count}
    if logged.values("learner").distinct().count() < CROWD:
        return count, learners
    minutes = logged.aggregate(total=Sum("minutes", default=0))["total"]
    return count, f"{learners}, {duration(minutes)}"


@admin.register(Unit)
class UnitDesk(UnitAdmin):
    """Units, with their learners in numbers."""

    list_display = [*UnitAdmin.list_display, "places"]
    readonly_fields = ["touched"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Unit]:
        return super().get_queryset(request).annotate(place_count=Count("placements"))

    @admin.display(description=_("editions"), ordering="place_count")
    def places(self, unit: Unit) -> int:
        return unit.place_count  # type: ignore[attr-defined]

    @admin.display(description=_("learners"))
    def touched(self, unit: Unit) -> str:
        if unit.pk is None:
            return ""
        return touched_by(unit)[1]

    def has_delete_permission(self, request: HttpRequest, obj: Unit | None = None) -> bool:
        """By itself, never among many: see `delete_view`."""
        return obj is not None and admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Only a unit that nobody touched and no edition has may go; others are retired."""
        unit = self.get_object(request, object_id)
        may = unit is not None and self.has_delete_permission(request, unit)
        if unit and may and self._is_touched(request, unit):
            return redirect("admin:curriculum_unit_change", unit.pk)
        return super().delete_view(request, object_id, extra_context)

    def _is_touched(self, request: HttpRequest, unit: Unit) -> bool:
        count, touched = touched_by(unit)
        if count:
            said = _("%(touched)s touch this. Retire it instead.") % {"touched": touched}
            messages.error(request, said)
            return True
        if unit.placements.exists():
            messages.error(request, _("An edition has it. Take it out there, or retire it."))
            return True
        return False
