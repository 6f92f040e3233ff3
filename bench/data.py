"""Learners to measure with. The same in every run, but for the dates, which end today."""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import User
from curriculum.models import Edition, Unit
from curriculum.queries import current_edition
from study.models import Completion, Enrolment, Entry, EntryKind, Skip

A_YEAR = 365
# Others in the tables, so that finding one learner's rows takes an index.
OTHERS = 20
UNITS_DONE = 17
KINDS = EntryKind.values


def add_learner(handle: str, days: int) -> User:
    """Add a learner in the middle of the path, with an entry a day for `days` days."""
    learner = User(email=f"{handle}@example.org", handle=handle, display_name="Ada Lovelace")
    learner.set_unusable_password()
    learner.save()
    edition, today = _edition(), learner.study_day(timezone.now())
    Enrolment.objects.create(
        learner=learner, edition=edition, started_on=today - timedelta(days=max(days, A_YEAR))
    )
    units = list(Unit.objects.filter(placements__edition=edition).order_by("placements__position"))
    Completion.objects.bulk_create(
        Completion(learner=learner, unit=unit, day=today) for unit in units[:UNITS_DONE]
    )
    Skip.objects.create(learner=learner, unit=units[UNITS_DONE], reason="I know this already.")
    Entry.objects.bulk_create(
        (_entry(learner, units, today, age) for age in range(days)), batch_size=2000
    )
    return learner


def add_others() -> None:
    for number in range(OTHERS):
        add_learner(f"other-{number}", A_YEAR)


def first_unit() -> Unit:
    return Unit.objects.get(placements__edition=_edition(), placements__position=1)


def settle() -> None:
    """Leave the tables as autovacuum leaves them: statistics fresh, index-only scans possible."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _edition() -> Edition:
    edition = current_edition()
    if edition is None:
        raise SystemExit("The instance has no edition.")
    return edition


def _entry(learner: User, units: list[Unit], today: date, age: int) -> Entry:
    return Entry(
        learner=learner,
        unit=units[age % len(units)] if age % 3 else None,
        day=today - timedelta(days=age),
        minutes=15 + age * 37 % 120,
        kind=KINDS[age % len(KINDS)],
        note="Read on, took notes, tried the examples." if age % 2 else "",
    )
