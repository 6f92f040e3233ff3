"""The kill switches of an instance."""

from collections.abc import Collection

from django.db import transaction

from nudges.models import Kind, Switch


@transaction.atomic
def set_switches(*, planned: Collection[str], delivered: Collection[str]) -> list[str]:
    """Have these kinds planned, and these delivered, and no others. Returns the kinds changed.

    What is planned of a kind that is not delivered stays until it is too late for it.
    """
    changed = []
    for kind in Kind.values:
        wanted = {"plans": kind in planned, "delivers": kind in delivered}
        before = Switch.objects.filter(pk=kind).first() or Switch(kind=kind)
        if wanted != {"plans": before.plans, "delivers": before.delivers}:
            Switch.objects.update_or_create(kind=kind, defaults=wanted)
            changed.append(kind)
    return changed
