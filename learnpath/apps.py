"""The project package as an app: it brings the Celery app to every Django process.

Here and not in `learnpath/__init__.py`, because the supervisor needs no Celery. Without it
`@shared_task` would fall back to an app, and a broker, that nobody configured.
"""

from django.apps import AppConfig

from learnpath.celery import app


class LearnpathConfig(AppConfig):
    name = "learnpath"
    celery_app = app
