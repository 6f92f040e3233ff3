"""What mail leads to without signing in: no more of a kind, or nothing for some days.

A GET changes nothing, since programs that look for harmful links follow every one of them.
The POST that stops mail is RFC 8058's: it has no cookie and no CSRF token, may come twice or
for somebody who is gone, and is answered with 200 and never with a redirect.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from nudges import actions
from nudges.forms import SNOOZES
from nudges.links import ALL, read_token
from nudges.local_time import local_date
from nudges.models import Kind, Recipient


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End mail of the kind that the link is about, or of all kinds."""
    named = read_token(token)
    if named is None or named[1] not in Kind.values:
        return _broken(request)
    recipient_id, kind = named
    context: dict[str, Any] = {"kind_name": Kind(kind).label, "is_stopped": False}
    if request.method == "POST":
        stops_all = request.POST.get("scope") == "all"
        actions.unsubscribe(
            recipient_id=recipient_id, kind=None if stops_all else kind, now=timezone.now()
        )
        context |= {"is_stopped": True, "stops_all": stops_all}
    return _page(request, "nudges/stop.html", context)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def snooze(request: HttpRequest, token: str) -> HttpResponse:
    """Put everything off for one, three or seven days."""
    named = read_token(token)
    if named is None or named[1] != ALL:
        return _broken(request)
    now = timezone.now()
    recipient = Recipient.objects.select_related("person").filter(pk=named[0]).first()
    context: dict[str, Any] = {"snoozes": SNOOZES}
    if request.method == "POST":
        context |= _snoozed(request, recipient, now)
    return _page(request, "nudges/snooze.html", context)


def _snoozed(request: HttpRequest, recipient: Recipient | None, now: Any) -> dict[str, Any]:
    days = request.POST.get("days", "")
    if days not in map(str, SNOOZES):
        return {"error": _("Choose one, three or seven days.")}
    if recipient is None:
        return {"is_gone": True}
    until = local_date(now, recipient.person.zone) + timedelta(days=int(days))
    actions.pause(person=recipient.person, until=until, now=now)
    return {"until": until}


def _broken(request: HttpRequest) -> HttpResponse:
    return _page(request, "nudges/broken_link.html", {}, status=404)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page that nobody keeps, finds by searching, or is told of by the next site."""
    response = render(request, template, context, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    return response
