"""Starting the path, and what a learner settles about it then or later."""

from datetime import date

from django.db import transaction

from accounts.models import User
from curriculum.models import Edition, Track
from study.actions.plan import set_rhythm
from study.models import Background, Enrolment


class OtherEditionError(Exception):
    """The track is not one of the edition the learner is on."""


@transaction.atomic
def start_path(*, learner: User, edition: Edition, today: date) -> None:
    """Put a learner on the whole path, five hours a week. Changes nothing for who is on one."""
    start = Enrolment(learner=learner, edition=edition, started_on=today)
    Enrolment.objects.bulk_create([start], ignore_conflicts=True)


@transaction.atomic
def follow_track(*, learner: User, track: Track | None) -> None:
    """Follow a track from now on, or the whole path. What is done, logged and skipped stays.

    Raises `OtherEditionError` if the learner's edition has no such track.
    """
    enrolments = Enrolment.objects.current().filter(learner=learner)
    if track:
        enrolments = enrolments.filter(edition=track.edition_id)
    if not enrolments.update(track=track) and track:
        raise OtherEditionError


@transaction.atomic
def set_background(
    *,
    learner: User,
    today: date,
    coding: str,
    python: str,
    mathematics: str,
    weekly_minutes: int | None,
) -> None:
    """Keep the answers of the start; the hours a week, if given, become the weekly goal."""
    _keep(learner, coding=coding, python=python, mathematics=mathematics)
    if weekly_minutes is not None:
        set_rhythm(learner=learner, today=today, weekly_minutes=weekly_minutes)


@transaction.atomic
def set_domain(*, learner: User, domain: str) -> None:
    """Keep the domain the learner knows; empty for none."""
    _keep(learner, domain=domain)


@transaction.atomic
def settle(
    *, learner: User, today: date, track: Track | None, domain: str, background: dict[str, str]
) -> None:
    """Keep the track, the domain and the answers, or nothing. Raises `OtherEditionError`."""
    follow_track(learner=learner, track=track)
    set_domain(learner=learner, domain=domain)
    set_background(learner=learner, today=today, weekly_minutes=None, **background)


def _keep(learner: User, **answers: str) -> None:
    Background.objects.update_or_create(learner=learner, defaults=answers)
