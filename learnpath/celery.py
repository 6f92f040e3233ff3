"""The Celery app. Its schedule is in settings; its tasks are in each app's tasks.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learnpath.settings")

app = Celery("learnpath")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
