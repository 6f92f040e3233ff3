"""Addresses of study: the welcome, the path, the timer, the log."""

from django.urls import path

from study.views import log, timer, welcome
from study.views import path as path_views

app_name = "study"
urlpatterns = [
    path("welcome/", welcome.start, name="start"),
    path("welcome/<slug:step>/", welcome.step, name="welcome"),
    path("welcome/<slug:step>/save/", welcome.save_step, name="save-welcome"),
    path("path/", path_views.path, name="path"),
    path("path/settings/", welcome.settings, name="settings"),
    path("path/settings/edit/", welcome.edit_settings, name="edit-settings"),
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
]
