"""Learners who finished a unit, and what is worked out of them."""

import datetime as dt

from curriculum.models import Edition, Unit
from study.actions import work_out_takes
from study.models import Enrolment
from tests.factories import CompletionFactory, EnrolmentFactory, EntryFactory

NOW = dt.datetime(2026, 11, 28, 2, 53, tzinfo=dt.UTC)
HOURS = dt.timedelta(hours=1)


def finish(edition: Edition, unit: Unit, *minutes: int, begin: int = 0) -> list[Enrolment]:
    """A learner for each time, who logged it in two sittings and finished the unit; in order."""
    enrolments: list[Enrolment] = []
    for number, each in enumerate(minutes, begin):
        enrolment: Enrolment = EnrolmentFactory(edition=edition)
        enrolments.append(enrolment)
        EntryFactory(learner=enrolment.learner, unit=unit, minutes=1)
        if each > 1:
            EntryFactory(learner=enrolment.learner, unit=unit, minutes=each - 1)
        CompletionFactory(learner=enrolment.learner, unit=unit, completed_at=NOW + number * HOURS)
    return enrolments


def work_out() -> None:
    work_out_takes(now=NOW)
