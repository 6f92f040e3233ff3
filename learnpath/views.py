"""Pages that belong to no app, because they know every app: Today, and whether we are well."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import User
from curriculum.queries import offered_paths, prompt_of_the_day
from mentoring.queries import for_today
from study import actions, charts, finish
from study.queries import (
    Outlook,
    Pace,
    consistency_of,
    enrolment_for_today,
    path_state,
    standing_with_calendar,
)


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Today for who is signed in; for everybody else, what this is."""
    if isinstance(request.user, User):
        return render(request, "today.html", _today(request.user))
    return render(request, "landing.html")


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the web process answers. Asks nothing of any server."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: 200, or 503 while the database is away."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return HttpResponse("database unavailable", status=503, content_type="text/plain")
    return HttpResponse("ready", content_type="text/plain")


def _today(learner: User) -> dict[str, Any]:
    enrolment = enrolment_for_today(learner)
    if enrolment is None:
        return {"enrolment": None, "news": for_today(learner.pk), "paths": offered_paths()}
    today = learner.study_day(timezone.now())
    path = path_state(enrolment.edition_id, learner)
    found, days = standing_with_calendar(learner, enrolment, today)
    told = None
    if enrolment.pace_is_shown:
        told = actions.tell_forecast(
            learner=learner, enrolment=enrolment, path=path, standing=found, days=days, today=today
        )
    pace = Pace(enrolment, path, found, days, told)
    rhythm = found.rhythm.until(path.done_on)
    latest = path.latest_unit
    return {
        "enrolment": enrolment,
        "path": path,
        "trail": charts.trail(path),
        "studied_minutes": found.studied_minutes,
        "week_minutes": days.week_minutes,
        "asked_this_week": round(rhythm.week(days.first_of_week).minutes),
        "break_until": rhythm.break_until(today),
        "left_of_next": path.next_unit and found.left_of(path.next_unit),
        "week_chart": charts.week(days),
        "heat_map": charts.heat_map(days),
        "run": consistency_of(days, rhythm),
        "prompt": prompt_of_the_day(latest.id, enrolment.edition_id, today) if latest else None,
        "news": for_today(learner.pk),
    } | _pace(pace)


def _pace(pace: Pace) -> dict[str, Any]:
    """What the card about pace shows: the plan's end only, if pace is hidden; at the end nothing."""
    if pace.outlook in (Outlook.DONE, Outlook.COVERED):
        return {}
    if not pace.enrolment.pace_is_shown:
        return {"tempo": finish.plan(pace)}
    return {
        "burn_up": charts.burn_up(pace),
        "likely": finish.likely(pace),
        "tempo": finish.tempo(pace),
        "needed": finish.needed(pace),
        "place": finish.place(pace),
    }
