"""The addresses of inbox and reminders, and those that mail leads to."""

from django.urls import path, re_path

from nudges import views

app_name = "nudges"
urlpatterns = [
    # Mail programs post to these; with or without the slash, never a redirect.
    re_path(r"^reminders/stop/(?P<token>[^/]+)/?$", views.stop, name="stop"),
    re_path(r"^reminders/snooze/(?P<token>[^/]+)/?$", views.snooze, name="snooze"),
    re_path(r"^healthz/nudges/?$", views.health, name="health"),
    path("reminders/", views.reminders, name="reminders"),
    path("reminders/wishes/", views.save_reminders, name="save-reminders"),
    path("reminders/pause/", views.pause, name="pause"),
    path("reminders/pause/end/", views.end_pause, name="end-pause"),
    path("reminders/address/", views.forgive_bounces, name="forgive-bounces"),
    path("reminders/log/", views.log, name="log"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_all, name="read-all"),
    path("inbox/<uuid:pk>/read/", views.read_message, name="read-message"),
    path("inbox/<uuid:pk>/open/", views.open_message, name="open-message"),
]
