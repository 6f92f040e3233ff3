"""The addresses of inbox and reminders, and those that mail leads to."""

from django.urls import path, re_path

from nudges import views

app_name = "nudges"
urlpatterns = [
    # Mail programs post to these; with or without the slash, never a redirect.
    re_path(r"^reminders/stop/(?P<token>[^/]+)/?$", views.stop, name="stop"),
    re_path(r"^reminders/snooze/(?P<token>[^/]+)/?$", views.snooze, name="snooze"),
    re_path(r"^healthz/nudges/?$", views.health, name="health"),
    path("reminders/", views.stop, name="reminders"),
]
