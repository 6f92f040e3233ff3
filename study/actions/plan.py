"""How much a learner means to study, when they will not, and moving their plan along."""

from datetime import date, time, timedelta
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction

from accounts.models import User
from study.models import Break, Enrolment, FormerGoal, Shift
from study.queries import path_state, shift_offer, standing


class BreaksOverlapError(Exception):
    """The learner has a break on some of these days, perhaps declared in another tab."""


class NotBehindError(Exception):
    """The plan asks for no more than what is studied, perhaps because it was moved already."""


class RhythmChange(TypedDict, total=False):
    """What may change about a rhythm; what is not named stays as it is."""

    weekly_minutes: int
    study_days: str  # ISO weekdays in order
    study_time: time | None
    target_on: date | None


@transaction.atomic
def set_rhythm(*, learner: User, today: date, **rhythm: Unpack[RhythmChange]) -> None:
    """Change the weekly goal, the study days, the time of day or the target date.

    The goal that held until now is kept as a former one, so that past weeks are judged by it:
    of several changes on a day only the first is a change of the past. A new target date is
    not taken back when a shift is undone.
    """
    User.objects.lock(learner.pk)  # so that the goal kept is the one that held
    enrolment = Enrolment.objects.current().filter(learner=learner).first()
    if enrolment is None:
        return
    before = enrolment.weekly_minutes, enrolment.study_days
    target_before = enrolment.target_on
    for name, value in rhythm.items():
        setattr(enrolment, name, value)
    enrolment.save(update_fields=list(rhythm))
    if (enrolment.weekly_minutes, enrolment.study_days) != before and today > enrolment.started_on:
        minutes, days = before
        former = FormerGoal(
            enrolment=enrolment, until=today, weekly_minutes=minutes, study_days=days
        )
        FormerGoal.objects.bulk_create([former], ignore_conflicts=True)
    if enrolment.target_on != target_before:
        enrolment.shifts.update(target_before=None)


@transaction.atomic
def declare_break(*, learner: User, first_day: date, last_day: date) -> Break:
    """Take these days off. Raises `BreaksOverlapError` if a break has one of them."""
    User.objects.lock(learner.pk)  # so that two tabs wait, and do not deadlock on the index
    try:
        with transaction.atomic():
            return Break.objects.create(learner=learner, first_day=first_day, last_day=last_day)
    except IntegrityError as error:
        raise BreaksOverlapError from error


@transaction.atomic
def end_break(*, learner: User, pk: int, today: date) -> bool:
    """The learner is back: the break ended yesterday, or never was if it began today.

    One that is still to come goes, too; one that is over stays. Returns whether it was not.
    """
    User.objects.lock(learner.pk)
    breaks = Break.objects.for_learner(learner).filter(pk=pk)
    deleted, _models = breaks.filter(first_day__gte=today).delete()
    ended = breaks.filter(last_day__gte=today).update(last_day=today - timedelta(days=1))
    return bool(deleted or ended)


@transaction.atomic
def delete_break(*, learner: User, pk: int) -> bool:
    """Forget a break: its days ask for study again, past ones, too. Returns whether it was."""
    deleted, _models = Break.objects.for_learner(learner).filter(pk=pk).delete()
    return bool(deleted)


@transaction.atomic
def shift_plan(*, learner: User, today: date) -> None:
    """Let the plan's line begin anew today, at what was studied before.

    A target date moves along by as many days as the line's end. Raises `NotBehindError` if the
    plan is not behind, so a second click changes nothing.
    """
    User.objects.lock(learner.pk)
    enrolment = Enrolment.objects.current().filter(learner=learner).first()
    if enrolment is None:
        raise NotBehindError
    path, known = path_state(enrolment.edition_id, learner), standing(learner, enrolment)
    offer = shift_offer(learner, enrolment, path, known, today)
    if offer is None:
        raise NotBehindError
    Shift.objects.create(enrolment=enrolment, day=today, target_before=enrolment.target_on)
    enrolment.target_on = offer.target_on
    enrolment.save(update_fields=["target_on"])


@transaction.atomic
def undo_shift(*, learner: User, pk: int) -> bool:
    """Let the plan's line begin where it began before, with the target date of then.

    A target date that was set by hand since stays. Only the last shift is undone. Returns
    whether this one was.
    """
    User.objects.lock(learner.pk)
    shift = Shift.objects.for_learner(learner).latest_first().select_related("enrolment").first()
    if shift is None or shift.pk != pk:
        return False
    if shift.target_before:
        shift.enrolment.target_on = shift.target_before
        shift.enrolment.save(update_fields=["target_on"])
    shift.delete()
    return True
