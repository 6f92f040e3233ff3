"""What Celery does for study."""

from celery import shared_task
from django.utils import timezone

from study import actions


@shared_task
def forget_imports() -> None:
    """Forget files that were brought along more than a day ago. Beat asks for it hourly."""
    actions.forget_imports(now=timezone.now())


@shared_task
def work_out_takes() -> None:
    """Work out what the units of each path really take. Beat asks for it every night."""
    actions.work_out_takes(now=timezone.now())
