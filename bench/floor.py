"""The floor: the least that a Django page of the same substance costs.

Two views as the Django tutorial would write them, over the tables of Learnpath, behind the
middleware and context processors that `startproject` writes and no others.

`today` asks what Today asks: the session and the user (Django's own two queries), then the
enrolment, 53 weeks of minutes by day, the minutes in all, the timer, and the 40 places of
the path with their units. Its page says what came back in five lines and one list; it draws
nothing, links nowhere, translates nothing, has no header, form or stylesheet. It is strict
on purpose: each day's minutes are read but only added up, because writing 371 numbers from
a template would cost more than all the rest and make any page beside it look fast.

`add_entry` is a ModelForm over the fields of the product's own, saved. It locks nothing,
knows no 24-hour day and does not notice an entry sent twice.
"""

from datetime import timedelta

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
    enrolment = Enrolment.objects.get(learner=request.user, ended_at=None)
    entries = Entry.objects.filter(learner=request.user, deleted_at=None)
    first = timezone.now().date() - timedelta(weeks=53)
    context = {
        "enrolment": enrolment,
        "days": dict(
            entries.filter(day__gt=first)
            .values_list("day")
            .annotate(total=Sum("minutes"))
            .order_by("day")
        ),
        "minutes": entries.aggregate(total=Sum("minutes"))["total"],
        "timer": Timer.objects.filter(learner=request.user).first(),
        "placements": Placement.objects.filter(edition=enrolment.edition_id)
        .select_related("unit")
        .order_by("position"),
    }
    context["year_minutes"] = sum(context["days"].values())
    return render(request, "floor/today.html", context, using="floor")


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
