"""Addresses of study: the welcome, the path, the timer, the log."""

from datetime import date

from django.urls import path, register_converter

from study.views import (
    editions,
    exchange,
    feed,
    log,
    notebook,
    own,
    pace,
    rot,
    sync,
    timer,
    weeks,
    welcome,
)
from study.views import path as path_views
from study.views import plan as plan_views


class DayConverter:
    """A date as `2026-03-02`."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "study"
urlpatterns = [
    path("path/about/", path_views.about, name="about"),
    path("path/prompts/", path_views.prompts, name="prompts"),
    path("welcome/", welcome.start, name="start"),
    path("welcome/<slug:step>/", welcome.step, name="welcome"),
    path("welcome/<slug:step>/save/", welcome.save_step, name="save-welcome"),
    path("path/", path_views.path, name="path"),
    path("path/pace/", pace.pace, name="pace"),
    path("path/pace/shown/", pace.show_pace, name="show-pace"),
    path("path/settings/", welcome.settings, name="settings"),
    path("path/settings/edit/", welcome.edit_settings, name="edit-settings"),
    path("path/weeks/", weeks.weeks, name="weeks"),
    path("path/weeks/days-in-a-row/", weeks.show_days_in_a_row, name="show-days-in-a-row"),
    path("path/weeks/<day:day>/", weeks.week, name="week"),
    path("path/weeks/<day:day>/reflection/", weeks.save_reflection, name="save-reflection"),
    path(
        "path/weeks/<day:day>/reflection/delete/",
        weeks.delete_reflection,
        name="delete-reflection",
    ),
    path("path/plan/", plan_views.plan, name="plan"),
    path("path/plan/rhythm/", plan_views.edit_rhythm, name="edit-rhythm"),
    path("path/plan/rhythm/hours/", plan_views.set_hours, name="set-hours"),
    path("path/plan/breaks/", plan_views.declare_break, name="declare-break"),
    path("path/plan/breaks/<int:pk>/end/", plan_views.end_break, name="end-break"),
    path("path/plan/breaks/<int:pk>/delete/", plan_views.delete_break, name="delete-break"),
    path("path/plan/shift/", plan_views.shift_plan, name="shift-plan"),
    path("path/plan/shift/<int:pk>/delete/", plan_views.undo_shift, name="undo-shift"),
    path("path/editions/<str:version>/", editions.edition, name="edition"),
    path("path/editions/<str:version>/acceptance/", editions.accept_edition, name="accept-edition"),
    path("path/editions/<str:version>/refusal/", editions.decline_edition, name="decline-edition"),
    path("path/previews/<str:key>/", editions.preview, name="preview"),
    path("path/units/<slug:slug>/", path_views.unit, name="unit"),
    path("path/units/<slug:slug>/completion/", path_views.complete_unit, name="complete-unit"),
    path(
        "path/units/<slug:slug>/completion/delete/",
        path_views.undo_completion,
        name="undo-completion",
    ),
    path("path/units/<slug:slug>/skip/", path_views.skip_unit, name="skip-unit"),
    path("path/units/<slug:slug>/skip/delete/", path_views.undo_skip, name="undo-skip"),
    path("path/resources/", rot.resources, name="resources"),
    path("path/resources/<slug:slug>/", rot.resource, name="resource"),
    path("path/resources/<slug:slug>/reports/", rot.report_resource, name="report-resource"),
    path("path/steps/<int:pk>/tick/", path_views.tick_step, name="tick-step"),
    path("path/steps/<int:pk>/tick/delete/", path_views.untick_step, name="untick-step"),
    path("path/units/<slug:slug>/note/", own.save_note, name="save-note"),
    path("path/units/<slug:slug>/note/preview/", own.preview_note, name="preview-note"),
    path("path/units/<slug:slug>/questions/", own.park_question, name="park-question"),
    path("path/units/<slug:slug>/links/", own.add_link, name="add-link"),
    path("path/units/<slug:slug>/passes/", own.record_pass, name="record-pass"),
    path("path/units/<slug:slug>/passes/delete/", own.undo_pass, name="undo-pass"),
    path("path/links/<int:pk>/delete/", own.remove_link, name="remove-link"),
    path("path/self-checks/<int:pk>/rating/", own.rate_self_check, name="rate-self-check"),
    path("path/plan/calendar/", feed.calendar, name="calendar"),
    path("path/plan/calendar/make/", feed.make_feed, name="make-feed"),
    path("path/plan/calendar/<int:pk>/renew/", feed.renew_feed, name="renew-feed"),
    path("path/plan/calendar/delete/", feed.revoke_feed, name="revoke-feed"),
    path("path/plan/calendar/<day:day>.ics", feed.week_events, name="week-events"),
    path("calendar/<slug:token>.ics", feed.feed, name="feed"),
    path("notes/", notebook.notes, name="notes"),
    path("notes/all.md", notebook.download_notes, name="download-notes"),
    path("questions/", notebook.questions, name="questions"),
    path("questions/<int:pk>/", notebook.question, name="question"),
    path("questions/<int:pk>/unit/", own.move_question, name="move-question"),
    path("questions/<int:pk>/answer/", notebook.answer_question, name="answer-question"),
    path("questions/<int:pk>/answer/delete/", notebook.reopen_question, name="reopen-question"),
    path("questions/<int:pk>/delete/", notebook.delete_question, name="delete-question"),
    path("come-back/", notebook.come_back, name="come-back"),
    path("timer/", timer.timer, name="timer"),
    path("timer/start/", timer.start_timer, name="start-timer"),
    path("timer/pause/", timer.pause_timer, name="pause-timer"),
    path("timer/resume/", timer.resume_timer, name="resume-timer"),
    path("timer/stop/", timer.stop_timer, name="stop-timer"),
    path("timer/discard/", timer.discard_timer, name="discard-timer"),
    path("log/", log.log, name="log"),
    path("log/year/", log.year, name="year"),
    path("log/entries/", log.add_entry, name="add-entry"),
    path("log/entries/sync/", sync.sync_entry, name="sync-entry"),
    path("log/entries/<uuid:pk>/", log.entry, name="entry"),
    path("log/entries/<uuid:pk>/edit/", log.edit_entry, name="edit-entry"),
    path("log/entries/<uuid:pk>/delete/", log.delete_entry, name="delete-entry"),
    path("log/entries/<uuid:pk>/restore/", log.restore_entry, name="restore-entry"),
    path("log/export/", exchange.export, name="export"),
    path("log/imports/", exchange.imports, name="imports"),
    path("log/imports/read/", exchange.read_file, name="read-file"),
    path("log/imports/<uuid:pk>/", exchange.preview, name="import"),
    path("log/imports/<uuid:pk>/progress/", exchange.import_progress, name="import-progress"),
    path("log/imports/<uuid:pk>/dates/", exchange.set_date_order, name="set-date-order"),
    path("log/imports/<uuid:pk>/entries/", exchange.add_imported, name="add-imported"),
    path("log/imports/<uuid:pk>/delete/", exchange.forget_import, name="forget-import"),
]
