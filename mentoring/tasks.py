"""What Celery does for mentoring."""

from celery import shared_task
from django.utils import timezone

from mentoring import actions


@shared_task
def sweep() -> None:
    """See to what is over by itself. Beat asks for it every five minutes."""
    actions.sweep(now=timezone.now())
