"""Finishing, skipping and ticking off the parts of the path."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from accounts.models import User
from curriculum.models import Step, Unit
from study.models import Completion, Skip, StepTick


class AlreadyDoneError(Exception):
    """The unit is completed, so it cannot be skipped."""


@transaction.atomic
def complete_unit(*, learner: User, unit: Unit, now: datetime) -> None:
    """Count a unit as done. Takes back a skip, asks for no logged time, may be repeated."""
    User.objects.lock(learner.pk)  # so that a unit is not done and skipped
    Skip.objects.for_learner(learner).filter(unit=unit).update(undone_at=now)
    Completion.objects.bulk_create(
        [Completion(learner=learner, unit=unit, day=learner.study_day(now), completed_at=now)],
        ignore_conflicts=True,
    )


@transaction.atomic
def undo_completion(*, learner: User, unit: Unit, now: datetime) -> None:
    """Count a unit as open again. That it was completed once stays known.

    If the clock was set back in between, it counts as undone when it was completed.
    """
    undone_at = Greatest("completed_at", Value(now))
    Completion.objects.for_learner(learner).filter(unit=unit).update(undone_at=undone_at)


@transaction.atomic
def skip_unit(*, learner: User, unit: Unit, reason: str, now: datetime) -> None:
    """Leave a unit out, for a reason. Raises `AlreadyDoneError` for a completed one."""
    User.objects.lock(learner.pk)  # so that a unit is not done and skipped
    if Completion.objects.for_learner(learner).filter(unit=unit).exists():
        raise AlreadyDoneError
    Skip.objects.bulk_create(
        [Skip(learner=learner, unit=unit, reason=reason, skipped_at=now)], ignore_conflicts=True
    )


@transaction.atomic
def undo_skip(*, learner: User, unit: Unit, now: datetime) -> None:
    """Take a skipped unit back in."""
    Skip.objects.for_learner(learner).filter(unit=unit).update(undone_at=now)


@transaction.atomic
def tick_step(*, learner: User, step: Step) -> None:
    """Tick a step off. Ticking it again changes nothing."""
    StepTick.objects.bulk_create([StepTick(learner=learner, step=step)], ignore_conflicts=True)


@transaction.atomic
def untick_step(*, learner: User, step: Step) -> None:
    """Take a tick back."""
    StepTick.objects.filter(learner=learner, step=step).delete()
