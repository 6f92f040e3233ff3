"""The plan in a learner's own calendar: the feed that calendars read, and its page."""

import hashlib
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.http import UserRequest
from study import actions
from study.ical import write_calendar
from study.models import CalendarFeed
from study.queries import agenda, agenda_of_week

CALENDAR_TYPE = "text/calendar; charset=utf-8"


@login_not_required
@require_safe
@cache_control(private=True, no_cache=True)
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The plan, for whoever has the secret address. It has no name and no note in it."""
    found = CalendarFeed.objects.readable().select_related("learner").filter(token=token).first()
    if found is None:
        return HttpResponseNotFound(content_type="text/plain")  # a page would bring a cookie
    now = timezone.now()
    plan = agenda(found.learner, found.learner.study_day(now))
    changed_at = actions.note_reading(feed=found, fingerprint=plan.fingerprint, now=now)
    content = write_calendar(plan, changed_at)
    headers = {
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        "Content-Disposition": 'inline; filename="learnpath.ics"',
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    response = HttpResponse(content, content_type=CALENDAR_TYPE, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response


@require_GET
def week_events(request: UserRequest, day: date) -> HttpResponse:
    """One week's events, to be put into a calendar by hand."""
    now = timezone.now()
    plan = agenda_of_week(request.user, day, request.user.study_day(now))
    if plan is None:
        raise Http404
    name = f'attachment; filename="learnpath-{day.isoformat()}.ics"'
    return HttpResponse(
        write_calendar(plan, now.replace(microsecond=0)),
        content_type=CALENDAR_TYPE,
        headers={"Content-Disposition": name},
    )


@require_GET
def calendar(request: UserRequest) -> HttpResponse:
    """The page on which the feed's address is made, shown, renewed and stopped."""
    found = CalendarFeed.objects.for_learner(request.user).first()
    if found is None:
        return render(request, "study/feed.html", {"feed": None})
    address = settings.SITE_URL + reverse("study:feed", args=[found.token])
    context = {
        "feed": found,
        "feed_address": address,
        "webcal_address": "webcal" + address.removeprefix("https").removeprefix("http"),
    }
    return render(request, "study/feed.html", context)


@require_POST
def make_feed(request: UserRequest) -> HttpResponse:
    actions.make_feed(learner=request.user)
    return redirect("study:calendar")


@require_POST
def renew_feed(request: UserRequest, pk: int) -> HttpResponse:
    actions.renew_feed(learner=request.user, feed=pk)
    messages.success(request, _("The old address has stopped. Give your calendar the new one."))
    return redirect("study:calendar")


@require_POST
def revoke_feed(request: UserRequest) -> HttpResponse:
    actions.revoke_feed(learner=request.user)
    messages.success(request, _("The address has stopped. Calendars can no longer read it."))
    return redirect("study:calendar")
