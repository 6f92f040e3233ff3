"""A learner's weeks: the list with the run that is going on, and the review of each."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import User
from study import actions
from study.forms import DaysInARowForm, ReflectionForm
from study.pace.consistency import JudgedWeek
from study.pace.rhythm import A_WEEK
from study.queries import Weeks, current_enrolment, look_back, plan, reflections_in, weeks_of
from study.reflection import question_of
from study.views.plan_rows import week_row

WEEKS_A_PAGE = 26
MARKS = 26


@require_GET
def weeks(request: UserRequest) -> HttpResponse:
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    found = weeks_of(request.user, enrolment, request.user.study_day(timezone.now()))
    judged = found.consistency
    context = {
        "enrolment": enrolment,
        "weeks": found,
        "run": judged.run,
        "present": judged.present,
        "last": judged.weeks[1] if len(judged.weeks) > 1 else None,
        "marks": judged.weeks[:MARKS][::-1],
        "page": Paginator(judged.weeks, WEEKS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "study/weeks.html", context)


@require_GET
def week(request: UserRequest, day: date) -> HttpResponse:
    """The review of the week a day is in, at the address of its first day."""
    found = _weeks(request)
    judged = _week(found, day)
    if judged.first_day != day:
        return redirect("study:week", judged.first_day)
    return _show_week(request, found, judged)


@require_POST
def save_reflection(request: UserRequest, day: date) -> HttpResponse:
    """Save the answer. One that was typed over an older one is kept in the form, beside the newer."""
    found = _weeks(request)
    judged = _week(found, day)
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        return _show_week(request, found, judged, form)
    try:
        actions.save_reflection(
            learner=request.user,
            first_day=judged.first_day,
            question=question_of(judged.first_day, form.asked),
            text=form.cleaned_data["text"],
            read=form.cleaned_data["written_at"],
            now=timezone.now(),
        )
    except actions.ReflectionChangedError as error:
        return _show_week(request, found, judged, form.on_top_of(error.newer))
    return _to_reflection(request, judged)


@require_POST
def delete_reflection(request: UserRequest, day: date) -> HttpResponse:
    judged = _week(_weeks(request), day)
    actions.delete_reflection(learner=request.user, first_day=judged.first_day)
    return _to_reflection(request, judged)


@require_POST
def show_days_in_a_row(request: UserRequest) -> HttpResponse:
    form = DaysInARowForm(request.POST)
    is_shown = form.is_valid() and form.cleaned_data["is_shown"]
    actions.show_days_in_a_row(learner=request.user, is_shown=is_shown)
    return redirect("study:weeks")


def _weeks(request: UserRequest) -> Weeks:
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        raise Http404
    return weeks_of(request.user, enrolment, request.user.study_day(timezone.now()))


def _week(found: Weeks, day: date) -> JudgedWeek:
    judged = found.week(day)
    if judged is None:
        raise Http404
    return judged


def _to_reflection(request: UserRequest, judged: JudgedWeek) -> HttpResponse:
    """Show the answer as it is now: alone for htmx, otherwise by its page."""
    if request.htmx:
        answers = list(reflections_in(request.user, judged.first_day))
        context = _reflection_context(judged, answers, None)
        return render(request, "study/week.html#reflection", context | {"is_saved": True})
    messages.success(request, _("Saved."))
    address = reverse("study:week", args=[judged.first_day])
    return redirect(f"{address}#reflection")


def _show_week(
    request: UserRequest, found: Weeks, judged: JudgedWeek, form: ReflectionForm | None = None
) -> HttpResponse:
    """The whole page; for a refused answer sent by htmx, the answer's part of it."""
    if form and request.htmx:
        answers = list(reflections_in(request.user, judged.first_day))
        context = _reflection_context(judged, answers, form)
        return render(request, "study/week.html#reflection", context)
    seen = look_back(request.user, found, judged)
    earlier, later = found.week(judged.first_day - A_WEEK), found.week(judged.first_day + A_WEEK)
    context = {
        "seen": seen,
        "week": judged,
        "is_present": later is None,
        "earlier": earlier,
        "later": later,
        "longest_day": max([60, *(minutes for _day, minutes in seen.days)]),
        **_next_in_plan(request.user, found, judged.first_day + A_WEEK),
    }
    return render(
        request, "study/week.html", context | _reflection_context(judged, seen.reflections, form)
    )


def _next_in_plan(learner: User, found: Weeks, first_day: date) -> dict[str, Any]:
    """What the plan has for the week after, unless that is over or all is done."""
    if first_day + A_WEEK <= found.today:
        return {}
    ahead = plan(learner, found.enrolment, found.today, standing_now=found.standing)
    row = next((week_row(ahead, week) for week in ahead.weeks if week.first_day == first_day), None)
    return {"plan": ahead, "row": row}


def _reflection_context(
    judged: JudgedWeek, answers: list[Any], form: ReflectionForm | None
) -> dict[str, Any]:
    """The last answer is the one to change; others are of weeks that began on another day."""
    reflection = answers[-1] if answers else None
    form = form or ReflectionForm.showing(reflection)
    return {
        "week": judged,
        "reflection": reflection,
        "earlier_answers": answers[:-1],
        "question": reflection.question
        if reflection
        else question_of(judged.first_day, form.asked),
        "reflection_form": form,
    }
