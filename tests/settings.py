"""The settings, with the few that are slow or reach outward replaced for tests."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
# As if this instance had keys, so that the pages with GitHub and Google are there to be tried.
os.environ.setdefault("GITHUB_CLIENT_ID", "github-id")
os.environ.setdefault("GITHUB_CLIENT_SECRET", "github-secret")
os.environ.setdefault("GOOGLE_CLIENT_ID", "google-id")
os.environ.setdefault("GOOGLE_CLIENT_SECRET", "google-secret")

from learnpath.settings import *  # noqa: F403  the environment above comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {
    alias: {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    for alias in ("default", "nudges")
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
