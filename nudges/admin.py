"""How staff see nudges: nothing to write, much to look at, and switches."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override

from accounts.models import User
from accounts.staff import ShownOnlyAdmin
from nudges import actions
from nudges.models import Attempt, Bounce, Kind, Nudge, Switch
from nudges.queries.desk import desk
from nudges.queries.sample import sample


class _ReadOnly:
    """Nobody writes these by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AttemptInline(_ReadOnly, admin.TabularInline):
    model = Attempt
    fields = ["number", "started_at", "finished_at", "outcome", "phase", "code", "detail"]
    ordering = ["number"]
    extra = 0


class PreviewForm(forms.Form):
    """Whose message to look at, and of which kind."""

    email = forms.EmailField(label=_("Email address of the person"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        self.person = User.objects.filter(email=email).first()
        if self.person is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        return email


@admin.register(Nudge)
class NudgeAdmin(_ReadOnly, ShownOnlyAdmin):
    """Every message owed and sent. What mail said is not kept; what the inbox shows is theirs."""

    list_display = ["due_at", "person", "kind", "channel", "state", "skip_code", "attempt_count"]
    list_filter = ["state", "kind", "channel"]
    list_select_related = ["recipient__person"]
    search_fields = ["recipient__person__email", "recipient__person__handle"]
    ordering = ["-due_at", "-pk"]
    show_full_result_count = False
    inlines = [AttemptInline]

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Never the text; for support, nothing that a nudge says or rests on."""
        hidden = [] if _may_read(request) else ["subject", "reason", "slot_key"]
        return ["text", "lease_token", *hidden]

    @admin.display(description=_("person"))
    def person(self, nudge: Nudge) -> str:
        return nudge.recipient.person.email

    def get_urls(self) -> list[URLPattern]:
        own = [
            ("desk/", self.desk, "desk"),
            ("preview/", self.preview, "preview"),
            ("preview/html/", self.preview_html, "preview-html"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"nudges_nudge_{name}")
                for route, view, name in own
            ),
            *super().get_urls(),
        ]

    def desk(self, request: HttpRequest) -> HttpResponse:
        """How nudges fare, which of them need somebody, and the switches of every kind."""
        self._require_view(request)
        may_switch = request.user.has_perm("nudges.change_switch")
        if request.method == "POST":
            if not may_switch:
                raise PermissionDenied
            return self._switch(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Desk of nudges"),
            "desk": desk(timezone.now()),
            "may_switch": may_switch,
            "may_read": _may_read(request),
        }
        return render(request, "admin/nudges/nudge/desk.html", context)

    def _switch(self, request: HttpRequest) -> HttpResponse:
        changed = actions.set_switches(
            planned=request.POST.getlist("plans"), delivered=request.POST.getlist("delivers")
        )
        if changed:
            switches = Switch.objects.filter(pk__in=changed)
            words = _("At the desk.")
            who: int = request.user.pk  # type: ignore[assignment]  # somebody who is signed in
            LogEntry.objects.log_actions(who, switches, CHANGE, change_message=words)
        messages.success(request, _("Switches saved."))
        return redirect("admin:nudges_nudge_desk")

    def preview(self, request: HttpRequest) -> HttpResponse:
        """Any kind for any person, as text; its HTML has an address of its own."""
        self._require_reader(request)
        form = PreviewForm(request.GET or None)
        found = None
        if form.is_valid() and form.person:
            found = sample(form.person, form.cleaned_data["kind"], timezone.now())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview of a nudge"),
            "form": form,
            "sample": found,
            "query": request.GET.urlencode(),
        }
        return render(request, "admin/nudges/nudge/preview.html", context)

    def preview_html(self, request: HttpRequest) -> HttpResponse:
        """The HTML of it alone: nothing in it may run or load anything."""
        self._require_reader(request)
        return _mail_page(request)

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _require_reader(self, request: HttpRequest) -> None:
        if not _may_read(request):
            raise PermissionDenied


def _may_read(request: HttpRequest) -> bool:
    """Whether they may see what nudges say, which is about a learner's work."""
    return request.user.has_perm("nudges.change_nudge")


@csp_override({"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "sandbox": ""})
def _mail_page(request: HttpRequest) -> HttpResponse:
    form = PreviewForm(request.GET)
    if not (form.is_valid() and form.person):
        return HttpResponse(_("Choose a person and a kind first."), status=400)
    return HttpResponse(sample(form.person, form.cleaned_data["kind"], timezone.now()).message.html)


@admin.register(Bounce)
class BounceAdmin(_ReadOnly, ShownOnlyAdmin):
    """Mail that came back, without addresses."""

    list_display = ["at", "cause", "address_digest", "forgiven_at"]
    list_filter = ["cause"]
    ordering = ["-at", "-pk"]
    actions = ["forgive"]

    @admin.action(description=_("Send to these addresses again"), permissions=["forgive"])
    def forgive(self, request: HttpRequest, bounces: QuerySet[Bounce]) -> None:
        digests = bounces.values("address_digest")
        Bounce.objects.filter(address_digest__in=digests, forgiven_at=None).update(
            forgiven_at=timezone.now()
        )
        messages.success(request, _("These addresses get mail again."))

    def has_forgive_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("nudges.change_bounce")
