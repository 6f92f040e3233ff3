"""The addresses of Learnpath, and before them the floor's, which so are found no later."""

from django.urls import include, path

from bench import floor

urlpatterns = [
    path("floor/", floor.today, name="floor"),
    path("floor/sums/", floor.sums, name="floor-sums"),
    path("floor/entries/", floor.add_entry, name="floor-add-entry"),
    path("", include("learnpath.urls")),
]
