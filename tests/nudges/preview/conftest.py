"""Somebody whose days ahead are looked at."""

import pytest
from django.utils import timezone

from tests.nudges.people import reader, wants
from tests.nudges.preview.foreseen import EVENING


@pytest.fixture(autouse=True)
def mail(settings):
    settings.CAN_SEND_MAIL = True


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def person(db):
    """It is noon; they studied yesterday, and want nothing but study reminders by mail."""
    person = reader()
    wants(person, at=EVENING)
    return person
