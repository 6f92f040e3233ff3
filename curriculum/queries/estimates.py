"""What another estimate of a unit would change, before it is adopted."""

from dataclasses import dataclass

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from curriculum.models import Edition, Placement, Step, Unit
from curriculum.shares import share_out


@dataclass(frozen=True)
class Change:
    """Minutes of something, before and after."""

    of: str
    before: int
    after: int


@dataclass(frozen=True)
class EstimateChange:
    """What another estimate of a unit would change: itself, its steps, and drafts with it."""

    unit: Change
    steps: list[Change]
    drafts: list[Change]


def estimate_change(unit_id: int, minutes: int) -> EstimateChange:
    """Work out what another estimate would change, in three queries. May raise `TooShortError`."""
    unit = Unit.objects.get(pk=unit_id)
    steps = list(Step.objects.current().filter(unit=unit))
    shares = share_out(minutes, [step.minutes for step in steps])
    drafts = (
        Edition.objects.drafts()
        .filter(pk__in=Placement.objects.filter(unit=unit).values("edition"))
        .select_related("path")
        .annotate(total=Sum(Coalesce(F("placements__minutes"), F("placements__unit__minutes"))))
        .order_by("path__position", "pk")
    )
    return EstimateChange(
        Change(unit.title, unit.minutes, minutes),
        [
            Change(step.label, step.minutes, share)
            for step, share in zip(steps, shares, strict=True)
        ],
        [
            Change(
                f"{draft.path}, {draft.version}", draft.total, draft.total - unit.minutes + minutes
            )
            for draft in drafts
        ],
    )
