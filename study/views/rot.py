"""The resources of the path, and whether they work. Anybody may look; learners say."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import User
from curriculum.forms import ResourceFilterForm
from curriculum.models import Resource
from study import actions
from study.forms import ReportForm
from study.models import ResourceReport
from study.models.rot import A_DAY
from study.queries import resource_states
from study.views.rot_context import Shown, report_form

THANKS = gettext_lazy("Thank you. It counts from now on.")


@login_not_required
@require_GET
def resources(request: HttpRequest) -> HttpResponse:
    """The catalogue. Each resource has its own page, to say whether it works."""
    form = ResourceFilterForm(request.GET)
    found = list(form.filter(Resource.objects.current()).with_uses().by_type())
    states = resource_states([row.pk for row in found], _learner(request))
    rows = [(row, Shown(states[row.pk])) for row in found]
    return render(request, "study/resources.html", {"form": form, "rows": rows})


@login_not_required
@require_GET
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    """One resource: what is known of it, where it is used, and a form to say whether it works."""
    found = _resource_at(slug)
    return render(request, "study/resource.html", _context(request, found))


@require_POST
def report_resource(request: UserRequest, slug: str) -> HttpResponse:
    """Say whether a resource works. Scripts get its row, other browsers a page."""
    found = _resource_at(slug)
    report = ResourceReport(learner=request.user, resource=found)
    form = ReportForm(request.POST, instance=report)
    if form.is_valid():
        try:
            actions.report_resource(learner=request.user, report=form.instance, now=timezone.now())
        except actions.TooManyReportsError:
            form.add_error(None, _too_many())
    if form.is_valid() and not request.htmx:
        messages.success(request, THANKS)
        page = _next(request) or reverse("study:resource", args=[slug])
        return redirect(f"{page}#resource-{slug}")
    page = "study/resource.html#item" if request.htmx else "study/resource.html"
    refused = None if form.is_valid() else form
    context = _context(request, found, refused) | {"thanks": "" if refused else THANKS}
    return render(request, page, context)


def _resource_at(slug: str) -> Resource:
    return get_object_or_404(Resource.objects.with_uses(), slug=slug)


def _context(
    request: HttpRequest, found: Resource, refused: ReportForm | None = None
) -> dict[str, Any]:
    learner = _learner(request)
    state = resource_states([found.pk], learner)[found.pk]
    form = refused or (report_form(found, learner) if learner else None)
    return {"resource": found, "shown": Shown(state, form), "next": _next(request)}


def _learner(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _next(request: HttpRequest) -> str:
    """The page of ours that a report was written on, if it was not the resource's."""
    address = request.POST.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def _too_many() -> str:
    return _("You wrote %(most)d reports in a day, and that is as many as fit. Go on tomorrow.") % {
        "most": A_DAY
    }
