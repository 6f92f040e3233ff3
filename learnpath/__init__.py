"""The project package: settings, URLs, and the pages that know every app."""

from learnpath.celery import app as celery_app

__all__ = ["celery_app"]
