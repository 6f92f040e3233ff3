"""The timer: start, pause, resume, stop."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import User
from curriculum.models import Unit
from study.actions.entries import save_entry
from study.days import minutes_by_day
from study.models import Entry, Timer


class TimerRunsError(Exception):
    """The learner has a timer already, perhaps started in another tab."""


class NoTimerError(Exception):
    """There is no timer, perhaps because it was stopped in another tab."""


class TimerForgottenError(Exception):
    """The timer ran too long to be believed: the learner must say how long it was."""


def start_timer(*, learner: User, unit: Unit | None, kind: str, now: datetime) -> Timer:
    """Start the clock. Raises `TimerRunsError` if the learner has one, running or paused."""
    try:
        with transaction.atomic():
            return Timer.objects.create(learner=learner, unit=unit, kind=kind, running_since=now)
    except IntegrityError as error:
        raise TimerRunsError from error


@transaction.atomic
def pause_timer(*, learner: User, now: datetime) -> None:
    """Close the present stretch. A paused timer stays paused.

    Raises `NoTimerError`, or `TimerForgottenError` if the stretch is too long to be kept.
    """
    timer = _lock_timer(learner)
    if timer.is_forgotten(now):
        raise TimerForgottenError
    if timer.running_since:
        *_, (start, end) = timer.spans(now)
        # Closed at both ends: Postgres forgets the bounds of an empty range.
        timer.stretches.append(DateTimeTZRange(start, end, "[]"))
        timer.running_since = None
        timer.save(update_fields=["stretches", "running_since"])


@transaction.atomic
def resume_timer(*, learner: User, now: datetime) -> None:
    """Let a paused timer run on. A running one runs on anyway. Raises `NoTimerError`."""
    timer = _lock_timer(learner)
    if not timer.running_since:
        timer.running_since = now
        timer.save(update_fields=["running_since"])


@transaction.atomic
def stop_timer(*, learner: User, now: datetime, minutes: int | None = None) -> list[Entry]:
    """End the timer and write its time as entries, one for each of the learner's days it ran on.

    `minutes` is what the learner says when the clock is wrong; all of it goes to the day
    on which the timer was started. Returns the entries: none if the clock ran for less
    than half a minute. Raises `NoTimerError`, `DayIsFullError`, or `TimerForgottenError`
    if the present stretch is too long to be believed and `minutes` was not given.
    """
    timer = _lock_timer(learner)
    spans = list(timer.spans(now))
    if minutes is not None:
        by_day = {learner.study_day(spans[0][0]): minutes}
    elif timer.is_forgotten(now):
        raise TimerForgottenError
    else:
        by_day = minutes_by_day(spans, learner.zone, learner.day_starts_at)
    entries = [
        Entry(
            id=uuid.uuid5(timer.pk, day.isoformat()),
            learner=learner,
            unit=timer.unit,
            day=day,
            minutes=spent,
            kind=timer.kind,
            source=Entry.Source.TIMER,
        )
        for day, spent in by_day.items()
        if spent
    ]
    for entry in entries:
        save_entry(entry=entry)
    timer.delete()
    return entries


@transaction.atomic
def discard_timer(*, learner: User) -> None:
    """End the timer and write nothing. Raises `NoTimerError`."""
    _lock_timer(learner).delete()


def _lock_timer(learner: User) -> Timer:
    timers = Timer.objects.select_for_update(of=["self"]).select_related("unit")
    try:
        return timers.get(learner=learner)
    except Timer.DoesNotExist as error:
        raise NoTimerError from error
