"""Addresses of the library: what belongs to the path but to no unit of it.

The catalogue of resources is in study, which knows what learners say of them.
"""

from django.urls import path

from curriculum import views

app_name = "curriculum"
urlpatterns = [
    path("hype-check/", views.hype_check, name="hype-check"),
    path("what-you-do-not-need/", views.not_needed, name="not-needed"),
    path("two-stories/", views.two_stories, name="two-stories"),
    path("notes-from-2017/", views.history, name="history"),
]
