"""Addresses of study: the welcome, the path, the timer, the log."""

from django.urls import path

from study.views import log, notebook, own, sync, timer, welcome
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
    path("path/units/<slug:slug>/note/", own.save_note, name="save-note"),
    path("path/units/<slug:slug>/note/preview/", own.preview_note, name="preview-note"),
    path("path/units/<slug:slug>/questions/", own.park_question, name="park-question"),
    path("path/units/<slug:slug>/links/", own.add_resource, name="add-resource"),
    path("path/units/<slug:slug>/passes/", own.record_pass, name="record-pass"),
    path("path/units/<slug:slug>/passes/delete/", own.undo_pass, name="undo-pass"),
    path("path/links/<int:pk>/delete/", own.remove_resource, name="remove-resource"),
    path("path/self-checks/<int:pk>/rating/", own.rate_self_check, name="rate-self-check"),
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
]
