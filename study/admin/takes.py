"""What a path really takes, in admin: pages of an edition, files, and a better estimate."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.actions import set_estimate
from curriculum.admin.base import one_change
from curriculum.models import Edition, Unit
from curriculum.queries import estimate_change
from curriculum.shares import TooShortError
from study import charts
from study.admin.takes_files import takes_as_zip
from study.queries import UnitTakes, what_it_takes

if TYPE_CHECKING:
    from django.urls import URLPattern


class TakesMixin(admin.ModelAdmin):
    """For the admin of editions: what their units take beside their estimates."""

    def get_urls(self) -> "list[URLPattern]":
        guarded, name = self.admin_site.admin_view, "curriculum_edition_"
        return [
            path("<int:pk>/takes/", guarded(self.takes), name=f"{name}takes"),
            path("<int:pk>/takes/figures.zip", guarded(self.takes_csv), name=f"{name}takes_csv"),
            path("<int:pk>/takes/<int:unit>/", guarded(self.adopt), name=f"{name}adopt"),
            *super().get_urls(),
        ]

    def get_list_display(self, request: HttpRequest) -> Any:
        return [*super().get_list_display(request), "takes_link"]

    @admin.display(description=gettext_lazy("what it takes"))
    def takes_link(self, edition: Edition) -> SafeString:
        address = reverse("admin:curriculum_edition_takes", args=[edition.pk])
        return format_html('<a href="{}">{}</a>', address, _("What it takes"))

    def takes(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Estimates beside what learners took, how far they came, how they rated themselves."""
        edition = self._looked_at(request, pk)
        found = what_it_takes(edition)
        context = {
            **self._context(edition, _("What it really takes")),
            "found": found,
            "dot_plot": charts.dot_plot(found.units) if found.units else "",
            "drop_off": charts.drop_off(found.units) if found.units else "",
            "may_adopt": request.user.has_perm("curriculum.change_unit"),
            "has_draft": Edition.objects.drafts().filter(path=edition.path_id).exists(),
            **self.admin_site.each_context(request),
        }
        return TemplateResponse(request, "admin/curriculum/edition/takes.html", context)

    def takes_csv(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The same as three files of CSV."""
        edition = self._looked_at(request, pk)
        name = f"what-it-takes-{edition.path.slug}-{edition.version}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        found = takes_as_zip(what_it_takes(edition))
        return HttpResponse(found, content_type="application/zip", headers=headers)

    @one_change("edition", "adopt the median")
    def adopt(self, request: HttpRequest, pk: int, unit: int) -> HttpResponse:
        """Show what the median would change as an estimate; on a POST, change it."""
        edition = self._looked_at(request, pk)
        if not request.user.has_perm("curriculum.change_unit"):
            raise PermissionDenied
        row = next((each for each in what_it_takes(edition).units if each.id == unit), None)
        if row is None or row.to_adopt is None:
            raise Http404
        try:
            # What was shown is what is done: figures may have been worked out anew since.
            if request.method == "POST" and request.POST.get("minutes") == str(row.to_adopt):
                return self._adopted(request, edition, row, row.to_adopt)
            change = estimate_change(unit, row.to_adopt)
        except TooShortError:
            told = _("It has more steps than minutes. Take steps out of it first.")
            self.message_user(request, told, messages.ERROR)
            return redirect("admin:curriculum_edition_takes", edition.pk)
        context = {
            **self._context(edition, _("Adopt the median")),
            "unit": row,
            "change": change,
            **self.admin_site.each_context(request),
        }
        return TemplateResponse(request, "admin/curriculum/edition/adopt.html", context)

    def _adopted(
        self, request: HttpRequest, edition: Edition, row: UnitTakes, minutes: int
    ) -> HttpResponse:
        unit = get_object_or_404(Unit, pk=row.id)
        learners = row.took.learners if row.took else 0
        basis = f"Median of {learners} learners, {timezone.localdate():%Y-%m-%d}."
        set_estimate(unit=unit, minutes=minutes, basis=basis)
        self.log_change(request, unit, f"estimate {minutes}: {basis}")
        told = _("%(unit)s is estimated at %(minutes)d min now.")
        self.message_user(request, told % {"unit": unit.title, "minutes": minutes})
        return redirect("admin:curriculum_edition_takes", edition.pk)

    def _looked_at(self, request: HttpRequest, pk: int) -> Edition:
        edition = get_object_or_404(Edition.objects.select_related("path"), pk=pk)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        return edition

    def _context(self, edition: Edition, title: str) -> dict[str, Any]:
        return {"title": title, "opts": self.opts, "edition": edition}
