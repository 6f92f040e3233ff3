"""A better estimate for a unit: new minutes for it and for its steps, and how they were come by."""

from django.db import transaction

from curriculum.models import Step, Unit
from curriculum.shares import share_out


@transaction.atomic
def set_estimate(*, unit: Unit, minutes: int, basis: str) -> None:
    """Give a unit another estimate, and its steps their share of it, so that they still add up.

    Drafts and later editions show it. What is published keeps its minutes, which lie in its
    places. Raises `TooShortError`.
    """
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    steps = list(Step.objects.current().filter(unit=unit).select_for_update())
    shares = share_out(minutes, [step.minutes for step in steps])
    for step, share in zip(steps, shares, strict=True):
        step.minutes = share
    Step.objects.bulk_update(steps, ["minutes"])
    locked.minutes, locked.basis = minutes, basis
    locked.save(update_fields=["minutes", "basis"])
    unit.minutes, unit.basis = minutes, basis
