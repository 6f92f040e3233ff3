"""What tests of pages with a pace share."""

import re
from datetime import date
from typing import Any

from django.urls import reverse

from study.models import Enrolment
from tests.factories import ForecastFactory

PACE, HOME, SHOW = reverse("study:pace"), reverse("home"), reverse("study:show-pace")


def told(enrolment: Enrolment, made_on: date, **fields: object) -> None:
    """A forecast of a day, a window around eleven weeks after it."""
    ForecastFactory(enrolment=enrolment, made_on=made_on, **fields)


def text(response: Any) -> str:
    """What the page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.text))
