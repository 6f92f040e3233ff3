"""The app: it listens to what providers say of mail, where one is used."""

from importlib import import_module

from anymail.signals import tracking
from django.apps import AppConfig


class NudgesConfig(AppConfig):
    name = "nudges"

    def ready(self) -> None:
        webhooks = import_module("nudges.webhooks")  # models are there only now
        tracking.connect(webhooks.note_tracking, dispatch_uid="nudges")
