"""The addresses of an instance that sends through Postmark, and one that does through Mailgun."""

from django.urls import include, path

from learnpath.urls import urlpatterns as ours
from learnpath.urls import webhooks

urlpatterns = [
    *ours,
    path("anymail/", include([*webhooks("postmark"), *webhooks("mailgun")])),
]
