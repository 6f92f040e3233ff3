"""Units in admin, with what learners did with each: it is retired, and never taken from them."""

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from curriculum.admin.units import UnitAdmin
from curriculum.models import Unit
from study.duration import duration
from study.models import Completion, Entry


def learners_of(unit: Unit) -> tuple[int, int]:
    """How many people did or logged something on a unit, and the minutes they logged."""
    kept = Q(deleted_at=None)
    logged = Entry.objects.filter(kept, unit=unit)
    people = logged.values("learner").union(Completion.objects.filter(unit=unit).values("learner"))
    return people.count(), logged.aggregate(total=Sum("minutes", default=0))["total"]


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
        learners, minutes = learners_of(unit)
        return _("%(learners)s learners, %(time)s") % {
            "learners": learners,
            "time": duration(minutes),
        }

    def has_delete_permission(self, request: HttpRequest, obj: Unit | None = None) -> bool:
        """By itself, never among many: see `delete_view`."""
        return obj is not None and admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Only a unit that nobody touched and no edition has may go; others are retired."""
        unit = self.get_object(request, object_id)
        if unit is None or not self._is_touched(request, unit):
            return super().delete_view(request, object_id, extra_context)
        return redirect("admin:curriculum_unit_change", unit.pk)

    def _is_touched(self, request: HttpRequest, unit: Unit) -> bool:
        learners, minutes = learners_of(unit)
        if learners:
            said = _("%(learners)s learners, %(time)s touch this. Retire it instead.")
            messages.error(request, said % {"learners": learners, "time": duration(minutes)})
            return True
        if unit.placements.exists():
            messages.error(request, _("An edition has it. Take it out there, or retire it."))
            return True
        return False
