"""What Celery does for accounts."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from accounts import actions


@shared_task
def forget_expired_sessions() -> None:
    """Delete the sessions that have run out. Beat asks for it nightly."""
    SessionStore.clear_expired()
    actions.forget_ended_browsers()


@shared_task(soft_time_limit=50, time_limit=55)  # under the lease of what it has in hand
def send_mail() -> None:
    """Send the mail about signing in that is due. Beat asks for it every two seconds."""
    actions.send_mail()


@shared_task
def forget_mail() -> None:
    """Delete what is known of mail that was sent long ago. Beat asks for it nightly."""
    actions.forget_mail()
