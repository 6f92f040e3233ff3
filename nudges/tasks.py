"""What Celery does for nudges. Its message says "look what is due" and nothing else."""

from celery import shared_task
from django.utils import timezone

from nudges import actions


@shared_task(soft_time_limit=105, time_limit=115)  # under the lease of what it has in hand
def tick() -> None:
    """Plan, deliver, see to what was left behind. Beat asks for it every minute."""
    actions.tick(clock=timezone.now())
