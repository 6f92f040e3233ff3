"""Start, pause, resume, stop. The timer's forms are in the top bar of every page."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from study import actions
from study.duration import duration, write_duration
from study.forms import StartForm, StopForm
from study.models import Entry
from study.models.timer import LONGEST_STRETCH
from study.queries import timer_state


@require_GET
def timer(request: UserRequest) -> HttpResponse:
    """Show the timer, and ask how long it was when it ran too long to be believed."""
    return _show_timer(request)


@require_POST
def start_timer(request: UserRequest) -> HttpResponse:
    form = StartForm(request.POST)
    if not form.is_valid():
        return _show_timer(request, start_form=form)
    try:
        actions.start_timer(learner=request.user, now=timezone.now(), **form.cleaned_data)
    except actions.TimerRunsError:
        messages.warning(request, _("Your timer is on already. Stop it before you start another."))
    return back(request)


@require_POST
def pause_timer(request: UserRequest) -> HttpResponse:
    try:
        actions.pause_timer(learner=request.user, now=timezone.now())
    except actions.TimerForgottenError:
        return redirect("study:timer")
    except actions.NoTimerError:
        _say_no_timer(request)
    return back(request)


@require_POST
def resume_timer(request: UserRequest) -> HttpResponse:
    try:
        actions.resume_timer(learner=request.user, now=timezone.now())
    except actions.NoTimerError:
        _say_no_timer(request)
    return back(request)


@require_POST
def stop_timer(request: UserRequest) -> HttpResponse:
    """Stop the timer; with `minutes`, log those instead of what the clock says."""
    form = StopForm(request.POST) if "minutes" in request.POST else None
    if form and not form.is_valid():
        return _show_timer(request, stop_form=form)
    minutes = form.cleaned_data["minutes"] if form else None
    try:
        entries = actions.stop_timer(learner=request.user, now=timezone.now(), minutes=minutes)
    except actions.TimerForgottenError:
        return redirect("study:timer")
    except actions.DayIsFullError as error:
        stop_form = form or StopForm({"minutes": write_duration(error.free)})
        stop_form.add_error("minutes", full_day_message(error.free))
        return _show_timer(request, stop_form=stop_form)
    except actions.NoTimerError:
        _say_no_timer(request)
    else:
        _say_logged(request, entries)
    return back(request)


@require_POST
def discard_timer(request: UserRequest) -> HttpResponse:
    try:
        actions.discard_timer(learner=request.user)
    except actions.NoTimerError:
        _say_no_timer(request)
    else:
        messages.success(request, _("Timer discarded. Nothing was logged."))
    return redirect("home")


def back(request: UserRequest) -> HttpResponseRedirect:
    """Go to the address of ours that the form came with, or to Today."""
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return HttpResponseRedirect(address)
    return redirect("home")


def full_day_message(free: int) -> str:
    if not free:
        return _("This day has 24 hours logged already.")
    return _("This day would have more than 24 hours. %(free)s are left.") % {
        "free": duration(free)
    }


def _show_timer(
    request: UserRequest,
    *,
    start_form: StartForm | None = None,
    stop_form: StopForm | None = None,
) -> HttpResponse:
    state = timer_state(request.user, timezone.now())
    proposed = int(LONGEST_STRETCH.total_seconds() // 60)
    if state and not state.is_forgotten:
        proposed = max(state.minutes, 1)
    context = {
        "state": state,
        "start_form": start_form or StartForm(),
        "stop_form": stop_form or StopForm(initial={"minutes": proposed}),
    }
    return render(request, "study/timer.html", context)


def _say_logged(request: UserRequest, entries: list[Entry]) -> None:
    if not entries:
        messages.info(request, _("That was under half a minute, so nothing was logged."))
        return
    total = duration(sum(entry.minutes for entry in entries))
    days = len(entries)
    text = ngettext("Logged %(total)s.", "Logged %(total)s over %(days)d days.", days)
    messages.success(request, text % {"total": total, "days": days})


def _say_no_timer(request: UserRequest) -> None:
    messages.info(request, _("No timer is on. It may have been stopped in another tab."))
