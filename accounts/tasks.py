"""What Celery does for accounts."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from accounts import actions


@shared_task
def forget_expired_sessions() -> None:
    """Delete the sessions that have run out. Beat asks for it nightly."""
    SessionStore.clear_expired()
    actions.forget_ended_browsers()
