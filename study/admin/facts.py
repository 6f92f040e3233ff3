"""How staff see what learners did. Numbers come from `study.queries`, as on every page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from study.admin.lists import LongListAdmin
from study.duration import duration
from study.models import Background, Completion, Enrolment, Entry, Forecast, Skip, Timer
from study.queries import PathState, logged_minutes, path_state


@admin.register(Entry)
class EntryAdmin(LongListAdmin):
    """What was studied, for support as well; the notes are for who may change entries."""

    list_display = ["day", "learner", "time", "kind", "unit", "source", "deleted_at"]
    list_select_related = ["learner", "unit"]
    list_filter = ["kind", "source", ("deleted_at", admin.EmptyFieldListFilter)]
    autocomplete_fields = ["learner", "unit"]
    readonly_fields = ["id", "logged_at", "deleted_at"]
    ordering = ["-day", "-logged_at", "-pk"]

    def get_fields(self, request: HttpRequest, obj: Entry | None = None) -> list[Any]:
        return self._without_note(request, super().get_fields(request, obj))

    def _without_note(self, request: HttpRequest, names: Iterable[Any]) -> list[Any]:
        may_read = self.has_change_permission(request)
        return [name for name in names if may_read or name != "note"]

    @admin.display(description=_("time"), ordering="minutes")
    def time(self, entry: Entry) -> str:
        return duration(entry.minutes)


class EnrolmentForm(forms.ModelForm):
    """An enrolment as staff change it; the database refuses the same with fewer words."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        track, edition = cleaned.get("track"), cleaned.get("edition")
        if track and edition and track.edition_id != edition.pk:
            self.add_error("track", _("This track is of another edition. Choose one of this."))
        return cleaned


@admin.register(Enrolment)
class EnrolmentAdmin(LongListAdmin):
    unit = ""
    form = EnrolmentForm
    list_display = ["learner", "edition", "track", "weekly_minutes", "started_on", "target_on"]
    list_select_related = ["learner", "edition__path", "track"]
    list_filter = ["edition", "track", ("ended_at", admin.EmptyFieldListFilter)]
    search_fields = ["learner__email", "learner__handle"]
    autocomplete_fields = ["learner"]
    readonly_fields = ["logged", "done", "planned"]
    ordering = ["-started_on", "-pk"]

    @admin.display(description=_("logged"))
    def logged(self, enrolment: Enrolment) -> str:
        return duration(logged_minutes(enrolment.learner)) if enrolment.pk else ""

    @admin.display(description=_("done"))
    def done(self, enrolment: Enrolment) -> str:
        return duration(_path(enrolment).done_minutes) if enrolment.pk else ""

    @admin.display(description=_("planned"))
    def planned(self, enrolment: Enrolment) -> str:
        return duration(_path(enrolment).planned_minutes) if enrolment.pk else ""


@admin.register(Background)
class BackgroundAdmin(LongListAdmin):
    unit = ""
    list_display = ["learner", "coding", "python", "mathematics", "domain"]
    list_select_related = ["learner"]
    search_fields = ["learner__email", "learner__handle"]
    autocomplete_fields = ["learner"]
    ordering = ["-pk"]


class FactAdmin(LongListAdmin):
    """Facts about a learner and a unit."""

    autocomplete_fields = ["learner", "unit"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("learner", "unit")


@admin.register(Completion)
class CompletionAdmin(FactAdmin):
    list_display = ["learner", "unit", "day", "undone_at"]
    ordering = ["-completed_at", "-pk"]


@admin.register(Skip)
class SkipAdmin(FactAdmin):
    list_display = ["learner", "unit", "reason", "skipped_at", "undone_at"]
    ordering = ["-skipped_at", "-pk"]


@admin.register(Timer)
class TimerAdmin(FactAdmin):
    list_display = ["learner", "unit", "kind", "running_since"]
    ordering = ["-running_since", "-pk"]
    readonly_fields = ["stretches"]


@admin.register(Forecast)
class ForecastAdmin(LongListAdmin):
    """What learners were told. To be looked at: a changed one would score something else."""

    list_display = ["made_on", "enrolment", "weeks", "early_on", "middle_on", "late_on"]
    list_select_related = ["enrolment"]
    list_filter = ["version"]
    search_fields = ["enrolment__learner__email", "enrolment__learner__handle"]
    person, unit = "enrolment__learner", ""
    ordering = ["-made_at", "-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Forecast | None = None) -> bool:
        return False


def _path(enrolment: Enrolment) -> PathState:
    return path_state(enrolment.edition_id, enrolment.learner)
