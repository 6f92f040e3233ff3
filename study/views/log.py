"""The log: every entry of a learner, and the form to write one."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from study import actions, charts
from study.forms import EntryForm
from study.models import Entry
from study.queries import calendar, logged_minutes
from study.views.timer import full_day_message

ENTRIES_A_PAGE = 30


@require_GET
def log(request: UserRequest) -> HttpResponse:
    return render(request, "study/log.html", _log_context(request))


@require_POST
def add_entry(request: UserRequest) -> HttpResponse:
    entry = Entry(learner=request.user)
    form = EntryForm(request.POST, instance=entry, today=_today(request))
    if form.is_valid():
        entry.id = form.cleaned_data["id"] or uuid.uuid4()
        if write(form):
            return _show_log(request)
    return _show_log(request, form=form)


@require_GET
def entry(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Entry.objects.for_learner(request.user), pk=pk)
    form = EntryForm(instance=found, today=_today(request))
    return render(request, "study/entry.html", {"entry": found, "form": form})


@require_POST
def edit_entry(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Entry.objects.for_learner(request.user), pk=pk)
    form = EntryForm(request.POST, instance=found, today=_today(request))
    if form.is_valid() and write(form):
        messages.success(request, _("Entry changed."))
        return redirect("study:log")
    return render(request, "study/entry.html", {"entry": found, "form": form})


@require_POST
def delete_entry(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Entry.objects.for_learner(request.user), pk=pk)
    actions.delete_entry(entry=found, now=timezone.now())
    return _show_log(request, deleted=found)


@require_POST
def restore_entry(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Entry.objects.deleted_by(request.user), pk=pk)
    try:
        actions.restore_entry(entry=found)
    except actions.DayIsFullError as error:
        messages.error(request, full_day_message(error.free))
        return _show_log(request, deleted=found)
    return _show_log(request)


@require_GET
def year(request: UserRequest) -> HttpResponse:
    """The heat map's numbers as a table, a row a week."""
    days = calendar(request.user, _today(request))
    context = {
        "heat_map": charts.heat_map(days),
        "total": days.total_minutes,
        "weekdays": [WEEKDAYS_ABBR[day.weekday()] for day, _minutes in days.week],
        "weeks": list(reversed(days.weeks)),
    }
    return render(request, "study/year.html", context)


def write(form: EntryForm) -> bool:
    """Write the entry of a valid form, or put beside the field why it cannot be."""
    try:
        actions.save_entry(entry=form.instance)
    except actions.DayIsFullError as error:
        form.add_error("minutes", full_day_message(error.free))
    except actions.NotYoursError:
        form.add_error(None, _("This form was used before. Reload the page and log again."))
    return not form.errors


def _show_log(
    request: UserRequest, *, form: EntryForm | None = None, deleted: Entry | None = None
) -> HttpResponse:
    """Answer a POST: with the panel for htmx, otherwise as any Django view would."""
    if request.htmx:
        return render(request, "study/log.html#panel", _log_context(request, form, deleted))
    if form:
        return render(request, "study/log.html", _log_context(request, form))
    address = reverse("study:log")
    return redirect(f"{address}?deleted={deleted.pk}" if deleted else address)


def _log_context(
    request: UserRequest, form: EntryForm | None = None, deleted: Entry | None = None
) -> dict[str, Any]:
    today = _today(request)
    entries = Entry.objects.for_learner(request.user)
    page = Paginator(entries.newest_first(), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    days = calendar(request.user, today)
    return {
        "page": page,
        "today": today,
        "form": form or EntryForm(today=today, initial=_asked_for(request)),
        "deleted": deleted or _just_deleted(request),
        "week_chart": charts.week(days),
        "week_minutes": days.week_minutes,
        "logged_minutes": logged_minutes(request.user),
    }


def _asked_for(request: UserRequest) -> dict[str, str]:
    """What a link to the log may fill in: the unit and the kind of work, nothing else."""
    return {name: request.GET[name] for name in ("unit", "kind") if name in request.GET}


def _just_deleted(request: UserRequest) -> Entry | None:
    """The entry that a plain form deleted a moment ago, to offer the way back."""
    try:
        pk = uuid.UUID(request.GET.get("deleted", ""))
    except ValueError:
        return None
    return Entry.objects.deleted_by(request.user).filter(pk=pk).first()


def _today(request: UserRequest) -> date:
    return request.user.study_day(timezone.now())
