"""The rot board: what learners say of resources, open reports first, and each resource's line."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db.models import Prefetch, Q, QuerySet
from django.forms import CharField
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.staff import ShownOnlyAdmin
from curriculum.models import Resource, Theory, UnitResource
from study import actions
from study.models import ResourceOnBoard, ResourceReport
from study.queries import board_lines

LATELY = dt.timedelta(days=90)
WORKS = ResourceReport.Says.WORKS


class StateFilter(admin.SimpleListFilter):
    """Whether somebody ought to look at it, did, or another report took its place."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("open", _("Open")),
            ("settled", _("Settled")),
            ("mistaken", _("Mistaken")),
            ("replaced", _("Replaced by a newer one")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "open":
                return queryset.open()
            case "settled":
                return queryset.filter(settled_at__isnull=False, is_mistaken=False)
            case "mistaken":
                return queryset.filter(is_mistaken=True)
            case "replaced":
                return queryset.filter(replaced_at__isnull=False)
        return queryset


class AnswerForm(ActionForm):
    """What learners are told, in a line."""

    answer = CharField(
        label=_("Answer for learners, if any"),
        max_length=ResourceReport._meta.get_field("answer").max_length,
        required=False,
    )


class OnlyLookedAt(ShownOnlyAdmin):
    """Rows that learners make; staff act on them and edit no field."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields


@admin.register(ResourceReport)
class ResourceReportAdmin(OnlyLookedAt):
    """The inbox. Who may see people sees who reported; editors of the path and learners do not."""

    list_display = [
        "about", "says", "versions", "note", "day", "units", "link_health", "state", "learner",
    ]  # fmt: skip
    list_filter = [StateFilter, "says", "resource__health__health"]
    search_fields = [
        "resource__title", "resource__slug", "versions", "note", "learner__handle",
        "learner__display_name",
    ]  # fmt: skip
    fields = [
        "mend", "says", "versions", "note", "day", "units", "link_health", "learner", "state",
        "settled_at", "settled_by", "answer",
    ]  # fmt: skip
    action_form = AnswerForm
    actions = ["settle", "find_mistaken", "reopen"]
    sortable_by = ()  # open ones first, whatever is looked for

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return ResourceReport.objects.for_board().prefetch_related(*_uses("resource__"))

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["closed", "resource__title", "resource", "-reported_at", "-pk"]

    def get_list_display(self, request: HttpRequest) -> Any:
        return _without_learner(request, self.list_display)

    def get_search_fields(self, request: HttpRequest) -> Any:
        return _without_learner(request, self.search_fields)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return _without_learner(request, self.fields)

    @admin.display(description=_("resource"))
    def about(self, report: ResourceReport) -> str:
        return report.resource.title

    @admin.display(description=_("resource"))
    def mend(self, report: ResourceReport) -> SafeString:
        return _way_to(report.resource)

    @admin.display(description=_("units"))
    def units(self, report: ResourceReport) -> SafeString:
        return _units_of(report.resource)

    @admin.display(description=_("link"))
    def link_health(self, report: ResourceReport) -> str:
        return _health_of(report.resource)

    @admin.display(description=_("state"))
    def state(self, report: ResourceReport) -> str:
        if report.is_mistaken:
            return str(_("Mistaken"))
        if report.settled_at:
            return str(_("Settled"))
        if report.replaced_at:
            return str(_("Replaced"))
        return "" if report.says == WORKS else str(_("Open"))

    @admin.action(description=_("Settle, with the answer"), permissions=["change"])
    def settle(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._settle(request, queryset, is_mistaken=False)

    @admin.action(description=_("Find mistaken: neither counted nor shown"), permissions=["change"])
    def find_mistaken(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._settle(request, queryset, is_mistaken=True)

    @admin.action(description=_("Open again"), permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet) -> None:
        opened = [each for each in queryset if actions.reopen_report(report=each)]
        for report in opened:
            self.log_change(request, report, "opened again")
        count = len(opened)
        self.message_user(request, ngettext("%d opened again.", "%d opened again.", count) % count)

    def _settle(self, request: HttpRequest, queryset: QuerySet, *, is_mistaken: bool) -> None:
        answer = request.POST.get("answer", "").strip()  # checked by the form
        how: dict[str, Any] = {"by": request.user, "answer": answer, "is_mistaken": is_mistaken}
        now = timezone.now()
        settled = [r for r in queryset if actions.settle_report(report=r, now=now, **how)]
        for report in settled:
            self.log_change(request, report, "found mistaken" if is_mistaken else "settled")
        count = len(settled)
        self.message_user(request, ngettext("%d settled.", "%d settled.", count) % count)


class HasReports(admin.SimpleListFilter):
    """Resources of which somebody said something, unless all are asked for."""

    title = _("reports")
    parameter_name = "reports"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("trouble", _("Broken or with a workaround")), ("none", _("None in 90 days"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "trouble":
                return queryset.filter(Q(broken__gt=0) | Q(workarounds__gt=0))
            case "none":
                return queryset.filter(works=0, broken=0, workarounds=0)
        return queryset


@admin.register(ResourceOnBoard)
class ResourceOnBoardAdmin(OnlyLookedAt):
    """A line for each resource: what was said in 90 days, when it last worked, its link."""

    list_display = ["title", "works", "workarounds", "broken", "worked_on", "link_health"]
    list_filter = [HasReports, "health__health", "type"]
    search_fields = ["title", "slug", "author", "url"]
    fields = ["mend", "works", "workarounds", "broken", "worked_on", "link_health", "units"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return board_lines(timezone.now() - LATELY)

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["-broken", "-workarounds", "title", "pk"]

    @admin.display(description=_("resource"))
    def mend(self, resource: ResourceOnBoard) -> SafeString:
        return _way_to(resource)

    @admin.display(description=_("works"), ordering="works")
    def works(self, resource: Any) -> int:
        return int(resource.works)

    @admin.display(description=_("workarounds"), ordering="workarounds")
    def workarounds(self, resource: Any) -> int:
        return int(resource.workarounds)

    @admin.display(description=_("broken"), ordering="broken")
    def broken(self, resource: Any) -> int:
        return int(resource.broken)

    @admin.display(description=_("last worked"), ordering="worked_on")
    def worked_on(self, resource: Any) -> dt.date | None:
        found: dt.date | None = resource.worked_on
        return found

    @admin.display(description=_("link"))
    def link_health(self, resource: ResourceOnBoard) -> str:
        return _health_of(resource)

    @admin.display(description=_("units"))
    def units(self, resource: ResourceOnBoard) -> SafeString:
        return _units_of(resource)


def _without_learner(request: HttpRequest, fields: Any) -> list[str]:
    """Leave out what tells who somebody is, unless whoever asks may see people."""
    if request.user.has_perm("accounts.view_user"):
        return list(fields)
    return [field for field in fields if not field.startswith("learner")]


def _uses(resource: str = "") -> list[Prefetch]:
    """Fetch along where resources are used, in two queries."""
    uses = UnitResource.objects.select_related("unit").order_by("unit")
    hints = Theory.objects.select_related("unit").order_by("unit")
    return [Prefetch(f"{resource}unit_resources", uses), Prefetch(f"{resource}theory", hints)]


def _units_of(resource: Resource) -> SafeString:
    """The units that need a resource, or point to it for theory, each once."""
    units = {use.unit.pk: use.unit for use in resource.unit_resources.all()}
    units |= {hint.unit.pk: hint.unit for hint in resource.theory.all()}
    links = [(unit.get_absolute_url(), unit.title) for unit in units.values()]
    return format_html_join(", ", '<a href="{}">{}</a>', links)


def _health_of(resource: Resource) -> str:
    health = getattr(resource, "health", None)
    return str(health.get_health_display()) if health else str(_("Not looked at yet"))


def _way_to(resource: Resource) -> SafeString:
    """A resource, with the way to mend its address or to name an alternative."""
    page = reverse("admin:curriculum_resource_change", args=[resource.pk])
    words = _("Mend its address, or name an alternative")
    return format_html('{}<br><a href="{}">{}</a>', resource.title, page, words)
