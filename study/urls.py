"""Addresses of study: the path, the timer, the log."""

from django.urls import path

from study.views import exchange, log, timer
from study.views import path as path_views

app_name = "study"
urlpatterns = [
    path("path/", path_views.path, name="path"),
    path("path/goal/", path_views.goal, name="goal"),
    path("path/goal/edit/", path_views.set_goal, name="set-goal"),
    path("path/units/<slug:slug>/", path_views.unit, name="unit"),
    path("path/units/<slug:slug>/completion/", path_views.complete_unit, name="complete-unit"),
    path(
        "path/units/<slug:slug>/completion/delete/",
        path_views.undo_completion,
        name="undo-completion",
    ),
    path("path/units/<slug:slug>/skip/", path_views.skip_unit, name="skip-unit"),
    path("path/units/<slug:slug>/skip/delete/", path_views.undo_skip, name="undo-skip"),
    path("path/steps/<int:pk>/tick/", path_views.tick_step, name="tick-step"),
    path("path/steps/<int:pk>/tick/delete/", path_views.untick_step, name="untick-step"),
    path("timer/", timer.timer, name="timer"),
    path("timer/start/", timer.start_timer, name="start-timer"),
    path("timer/pause/", timer.pause_timer, name="pause-timer"),
    path("timer/resume/", timer.resume_timer, name="resume-timer"),
    path("timer/stop/", timer.stop_timer, name="stop-timer"),
    path("timer/discard/", timer.discard_timer, name="discard-timer"),
    path("log/", log.log, name="log"),
    path("log/year/", log.year, name="year"),
    path("log/entries/", log.add_entry, name="add-entry"),
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
    path("log/imports/<uuid:pk>/delete/", exchange.discard_import, name="discard-import"),
]
