"""Addresses that anybody may read: the gallery, and what is below a learner's handle."""

from django.urls import path

from portfolio.views import public, sharing

app_name = "public"
urlpatterns = [
    path("gallery/", sharing.gallery, name="gallery"),
    path("@<slug:handle>/", public.page, name="page"),
    path("@<slug:handle>/feed.atom", public.atom, name="atom"),
    path("@<slug:handle>/feed.json", public.json_feed, name="json-feed"),
    path("@<slug:handle>/card.png", public.card, name="card"),
    path("@<slug:handle>/<slug:slug>/", public.item, name="item"),
    path("@<slug:handle>/<slug:slug>/card.png", public.item_card, name="item-card"),
]
