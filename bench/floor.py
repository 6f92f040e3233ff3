"""The floor: the least that a Django page of the same substance costs.

Plain views as the Django tutorial would write them, over the tables of Learnpath, behind
the middleware and context processors that `startproject` writes and no others. They run in
the same process as the product, on the same connection, with the same settings otherwise.

`today` asks what Today asks: the session and the user (Django's own two queries), then the
enrolment, 53 weeks of minutes by day, the minutes in all, the timer, and the 40 places of
the path with their units. Its page writes down what came back, a number a day and a title
a unit, and nothing else: no picture, link, form, header, stylesheet or translation. Today
has one more query, for a prompt, and all of those.

`sums` is the same with the days added up instead of shown: a floor under the floor, since
writing 365 numbers is the dearest thing `today` does. Nothing is promised against it.

`add_entry` is a ModelForm over the fields of the product's own, saved. It locks nothing,
knows no 24-hour day and does not notice an entry sent twice.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from curriculum.models import Placement
from study.models import Enrolment, Entry, Timer


@login_required
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "floor/today.html", _rows(request), using="floor")


@login_required
def sums(request: HttpRequest) -> HttpResponse:
    return render(request, "floor/sums.html", _rows(request), using="floor")


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ["minutes", "day", "unit", "kind", "note"]


@login_required
def add_entry(request: HttpRequest) -> HttpResponse:
    form = EntryForm(request.POST or None, instance=Entry(learner=request.user))
    if form.is_valid():
        form.save()
        return redirect("floor")
    return render(request, "floor/entry.html", {"form": form}, using="floor")


def _rows(request: HttpRequest) -> dict[str, Any]:
    enrolment = Enrolment.objects.get(learner=request.user, ended_at=None)
    entries = Entry.objects.filter(learner=request.user, deleted_at=None)
    days = (
        entries.filter(day__gt=timezone.now().date() - timedelta(weeks=53))
        .values_list("day")
        .annotate(total=Sum("minutes"))
        .order_by("day")
    )
    minutes_by_day = dict(days)
    return {
        "enrolment": enrolment,
        "days": minutes_by_day,
        "year_minutes": sum(minutes_by_day.values()),
        "minutes": entries.aggregate(total=Sum("minutes"))["total"],
        "timer": Timer.objects.filter(learner=request.user).first(),
        "placements": Placement.objects.filter(edition=enrolment.edition_id)
        .select_related("unit")
        .order_by("position"),
    }
