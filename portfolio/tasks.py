"""What Celery does for the portfolio."""

from celery import shared_task
from django.utils import timezone

from portfolio import actions


@shared_task
def read_feeds() -> None:
    """Read feeds whose time has come. Beat asks for it every five minutes."""
    actions.read_due_feeds(now=timezone.now())


@shared_task
def check_links() -> None:
    """Look after links of published items and of resources. Beat asks for it hourly."""
    actions.check_due_links(now=timezone.now())
    actions.check_due_resources(now=timezone.now())
