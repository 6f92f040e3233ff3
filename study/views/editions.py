"""A newer edition of the path: what it would change for a learner, and their answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from curriculum.models import Edition
from study import actions
from study.queries import compare_editions, current_enrolment, may_move_to, path_state, way_back


@require_GET
def edition(request: UserRequest, version: str) -> HttpResponse:
    enrolment = current_enrolment(request.user)
    if enrolment and enrolment.edition.version == version:
        return redirect("study:path")
    found = may_move_to(enrolment, version) if enrolment else None
    if enrolment is None or found is None:
        raise Http404
    context = {
        "enrolment": enrolment,
        "comparison": compare_editions(request.user, enrolment, found),
        "is_offered": enrolment.offer == version,
        "back": way_back(enrolment),
    }
    return render(request, "study/edition.html", context)


@require_POST
def accept_edition(request: UserRequest, version: str) -> HttpResponse:
    try:
        actions.move_to_edition(learner=request.user, version=version, now=timezone.now())
    except actions.NoSuchEditionError as error:
        raise Http404 from error
    messages.success(request, _("You follow edition %(version)s now.") % {"version": version})
    return redirect("study:path")


@require_POST
def decline_edition(request: UserRequest, version: str) -> HttpResponse:
    try:
        actions.keep_edition(learner=request.user, version=version)
    except actions.NoSuchEditionError as error:
        raise Http404 from error
    messages.success(request, _("You stay on your edition. Nothing changed."))
    return redirect("study:path")


@login_not_required
@require_GET
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """A draft, for whoever has the link, until it ends. Nobody's progress is in it."""
    drafts = Edition.objects.previewed(key, timezone.now()).select_related("path")
    draft = get_object_or_404(drafts)
    response = render(
        request, "study/preview.html", {"edition": draft, "path": path_state(draft.pk, None)}
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response
