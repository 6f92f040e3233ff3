"""Pace: whether a learner is on track, and when they may finish."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from study import actions, charts, finish
from study.models import Enrolment
from study.queries import (
    Pace,
    Work,
    current_enrolment,
    path_state,
    standing_with_calendar,
    told_a_month_ago,
    work_mix,
)


@require_GET
def pace(request: UserRequest) -> HttpResponse:
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    return render(request, "study/pace.html", _context(request, enrolment))


@require_POST
def show_pace(request: UserRequest) -> HttpResponse:
    """Show the pace on Today, or hide it there; here it can always be looked at."""
    shown = request.POST.get("shown") == "yes"
    actions.show_pace(learner=request.user, shown=shown)
    if shown:
        messages.success(request, _("Your pace is on Today again."))
    else:
        messages.success(request, _("Today leaves your pace out. It stays here."))
    return redirect("study:pace")


def _context(request: UserRequest, enrolment: Enrolment) -> dict[str, Any]:
    learner = request.user
    today = learner.study_day(timezone.now())
    path = path_state(enrolment.edition_id, learner)
    found, days = standing_with_calendar(learner, enrolment, today)
    told = actions.tell_forecast(
        learner=learner, enrolment=enrolment, path=path, standing=found, days=days, today=today
    )
    state = Pace(enrolment, path, found, days, told)
    earlier = told_a_month_ago(enrolment, today)
    mix = work_mix(learner, path)
    return {
        "enrolment": enrolment,
        "path": path,
        "pace": state,
        "burn_up": charts.burn_up(state),
        "window": finish.window(told, today),
        "tempo": finish.tempo(state),
        "place": finish.place(state),
        "target": finish.target(state),
        "needed": finish.needed(state),
        "until": finish.when(state.ahead.until, today),
        "average": finish.decimal(state.average_minutes),
        "earlier": earlier,
        "earlier_window": finish.window(earlier, today),
        "mix": [(work, _bar(work, mix)) for work in mix],
    }


def _bar(work: Work, mix: list[Work]) -> str:
    """The share of a kind of work beside the path's, on a scale that fits the largest of all."""
    if work.share is None or work.planned_share is None:
        return ""
    full = max(max(each.share or 0, each.planned_share or 0) for each in mix)
    return charts.share_bar(work.share, work.planned_share, full=full)
