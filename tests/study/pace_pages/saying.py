"""What tests of pages with a pace share."""

import re
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from accounts.models import User
from curriculum.models import Unit
from study.models import Enrolment
from tests.factories import BreakFactory, CompletionFactory, EntryFactory, ForecastFactory

PACE, HOME, SHOW = reverse("study:pace"), reverse("home"), reverse("study:show-pace")


def studied(learner: User, today: date, minutes: int) -> None:
    """So many minutes on each of the last 35 days: enough of a past for a forecast."""
    for age in range(1, 36):
        EntryFactory(learner=learner, day=today - timedelta(days=age), minutes=minutes)


def told(enrolment: Enrolment, made_on: date, **fields: object) -> None:
    """A forecast of a day, a window around eleven weeks after it."""
    ForecastFactory(enrolment=enrolment, made_on=made_on, **fields)


def some_of_everything(
    enrolment: Enrolment, units: list[Unit], today: date, *, count: int, told_every: int
) -> None:
    """So many entries, completed units, breaks of a day, and forecasts so many days apart."""
    learner = enrolment.learner
    for number in range(count):
        EntryFactory(learner=learner, unit=units[number], day=today - timedelta(days=number))
        CompletionFactory(learner=learner, unit=units[number])
        day = today - timedelta(days=10 * number)
        BreakFactory(learner=learner, first_day=day, last_day=day)
        told(enrolment, today - timedelta(days=told_every * number))


def text(response: Any) -> str:
    """What the page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.text))
