"""The plan: which units fall into which week, and what shapes it."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import User
from study import actions, finish, queries
from study.forms import BreakForm, HoursForm, RhythmForm
from study.models import Break, Enrolment, Shift
from study.queries import (
    Plan,
    current_enrolment,
    path_state,
    shift_offer,
    standing,
)
from study.views.plan_rows import week_row
from study.words import in_words

STARTING_POINTS = (10 * 60, 7 * 60, 5 * 60)  # minutes a week; the whole path in 7, 10, 14 weeks
OPEN_WEEKS = 4  # that are not folded away
UNDO_DAYS = 7  # for which moving the plan can be taken back on the page


@require_GET
def plan(request: UserRequest) -> HttpResponse:
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    return _show(request, enrolment)


@require_POST
def edit_rhythm(request: UserRequest) -> HttpResponse:
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    form = RhythmForm(request.POST, enrolment=enrolment, today=_today(request))
    if not form.is_valid():
        return _show(request, enrolment, rhythm_form=form)
    actions.set_rhythm(learner=request.user, today=form.today, **form.rhythm)
    messages.success(request, _("Saved. The plan follows your rhythm."))
    return redirect("study:plan")


@require_POST
def set_hours(request: UserRequest) -> HttpResponse:
    """Start from one of the usual rhythms; days, time and target stay as they are."""
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    form = HoursForm(request.POST)
    if not form.is_valid():
        return _show(request, enrolment, hours_form=form)
    actions.set_rhythm(
        learner=request.user, today=_today(request), weekly_minutes=form.weekly_minutes
    )
    messages.success(request, _("Saved. The plan follows your rhythm."))
    return redirect("study:plan")


@require_POST
def declare_break(request: UserRequest) -> HttpResponse:
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    form = BreakForm(request.POST, learner=request.user, today=_today(request))
    if not form.is_valid():
        return _show(request, enrolment, break_form=form)
    try:
        actions.declare_break(learner=request.user, **form.cleaned_data)
    except actions.BreaksOverlapError:
        form.refuse_overlap()
        return _show(request, enrolment, break_form=form)
    messages.success(request, _("The plan goes around your break."))
    return redirect("study:plan")


@require_POST
def end_break(request: UserRequest, pk: int) -> HttpResponse:
    is_ended = actions.end_break(learner=request.user, pk=pk, today=_today(request))
    return _done(request, is_ended, _("Welcome back. The plan goes on from today."))


@require_POST
def delete_break(request: UserRequest, pk: int) -> HttpResponse:
    is_deleted = actions.delete_break(learner=request.user, pk=pk)
    return _done(request, is_deleted, _("The break is gone; its days ask for study again."))


@require_POST
def shift_plan(request: UserRequest) -> HttpResponse:
    try:
        actions.shift_plan(learner=request.user, today=_today(request))
    except actions.NotBehindError:
        messages.success(request, _("Your plan is not behind, so nothing had to be moved."))
    else:
        messages.success(request, _("Your plan starts afresh today, from what you have done."))
    return redirect("study:plan")


@require_POST
def undo_shift(request: UserRequest, pk: int) -> HttpResponse:
    is_undone = actions.undo_shift(learner=request.user, pk=pk)
    return _done(request, is_undone, _("Your plan is where it was before."))


def _done(request: UserRequest, is_changed: bool, words: str) -> HttpResponse:
    """Back to the plan. A second click, or somebody else's id, changed nothing."""
    settled = _("That was settled already, so nothing changed.")
    messages.success(request, words if is_changed else settled)
    return redirect("study:plan")


def _today(request: UserRequest) -> date:
    return request.user.study_day(timezone.now())


def _show(
    request: UserRequest,
    enrolment: Enrolment,
    *,
    rhythm_form: RhythmForm | None = None,
    hours_form: HoursForm | None = None,
    break_form: BreakForm | None = None,
) -> HttpResponse:
    """The page, with a form as it was sent in place of a fresh one."""
    learner, today = request.user, _today(request)
    path, known = path_state(enrolment.edition_id, learner), standing(learner, enrolment)
    found = queries.plan(learner, enrolment, today, path=path, standing_now=known)
    weeks = [] if found.is_covered else [week_row(found, week) for week in found.weeks]
    context = {
        "enrolment": enrolment,
        "path": path,
        "plan": found,
        "today": today,
        "weeks": weeks[:OPEN_WEEKS],
        "later_weeks": weeks[OPEN_WEEKS:],
        "days_named": _days_named(learner, enrolment),
        "rhythm_form": rhythm_form or RhythmForm(None, enrolment=enrolment, today=today),
        "hours_form": hours_form,
        "break_form": break_form or BreakForm(learner=learner, today=today),
        "starting_points": _starting_points(found),
        "against_target": finish.plan_against(found.last_week, enrolment.target_on),
        "shift_offer": shift_offer(learner, enrolment, path, known, today),
        "undoable_shift": _undoable_shift(learner, today),
        **_breaks(learner, today),
    }
    return render(request, "study/plan.html", context)


def _days_named(learner: User, enrolment: Enrolment) -> dict[str, list[Any]]:
    """The names of the study days and of the rest days, as the learner's week has them."""
    week = [User.Weekday((learner.week_start + n - 1) % 7 + 1) for n in range(7)]
    study = {day for day in week if str(day.value) in enrolment.study_days}
    return {
        "study": [day.label for day in week if day in study],
        "rest": [day.label for day in week if day not in study],
    }


def _starting_points(plan: Plan) -> list[tuple[int, str]]:
    """The usual rhythms, each with the weeks it takes from here."""
    return [(minutes, in_words(plan.weeks_at(minutes))) for minutes in STARTING_POINTS]


def _undoable_shift(learner: User, today: date) -> Shift | None:
    """The shift that can be taken back, if there is one."""
    latest = Shift.objects.for_learner(learner).latest_first().first()
    return latest if latest and latest.day > today - timedelta(days=UNDO_DAYS) else None


def _breaks(learner: User, today: date) -> dict[str, Any]:
    """The break of today, those to come, and those that are over."""
    breaks = list(Break.objects.for_learner(learner).latest_first())
    to_come = [each for each in breaks if each.last_day >= today]
    present = next((each for each in to_come if each.first_day <= today), None)
    return {
        "present_break": present,
        "breaks": to_come[::-1],
        "past_breaks": breaks[len(to_come) :],
    }
