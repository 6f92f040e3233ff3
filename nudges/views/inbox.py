"""Messages delivered in the app. Looking at the list marks none as read."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from nudges import actions, queries
from nudges.models import Bounce, Nudge

MESSAGES_A_PAGE = 50


@require_GET
def inbox(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    comes_back = settings.CAN_SEND_MAIL and Bounce.objects.of(request.user.email).suppress(now)
    context = _messages(request) | {"is_suppressed": comes_back}
    return render(request, "nudges/inbox.html", context)


@require_POST
def read_message(request: UserRequest, pk: UUID) -> HttpResponse:
    get_object_or_404(Nudge.objects.for_person(request.user).in_inbox(), pk=pk)
    actions.mark_read(person=request.user, pk=pk, now=timezone.now())
    return _done(request)


@require_POST
def read_all(request: UserRequest) -> HttpResponse:
    actions.mark_read(person=request.user, pk=None, now=timezone.now())
    return _done(request)


@require_POST
def open_message(request: UserRequest, pk: UUID) -> HttpResponse:
    """Mark it as read, and go to the page of ours that it is about."""
    message = get_object_or_404(Nudge.objects.for_person(request.user).in_inbox(), pk=pk)
    actions.mark_read(person=request.user, pk=pk, now=timezone.now())
    path = message.reason.get("path", "")
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return HttpResponseRedirect(path)
    return redirect("nudges:inbox")


def _done(request: UserRequest) -> HttpResponse:
    """The list as it is now, or the page anew without htmx."""
    if request.htmx:
        return render(request, "nudges/inbox.html#answer", _messages(request))
    messages.success(request, _("Marked as read."))
    return redirect("nudges:inbox")


def _messages(request: UserRequest) -> dict[str, Any]:
    found = queries.inbox(request.user, timezone.now())
    return {"page": Paginator(found, MESSAGES_A_PAGE).get_page(request.GET.get("page"))}
