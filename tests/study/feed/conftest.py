import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import EnrolmentFactory, ModuleFactory, PlacementFactory, StepFactory


@pytest.fixture
def enrolment(learner):
    """The learner began a week ago: three units of ten steps of an hour, five hours a week."""
    module = ModuleFactory()
    for position in (1, 2, 3):
        unit = PlacementFactory(
            module=module,
            position=position,
            unit__minutes=600,
            unit__slug=f"unit-{position}-of-three",
            unit__title=f"Unit {position} of three",
        ).unit
        StepFactory.create_batch(10, unit=unit, minutes=60)
    today = learner.study_day(timezone.now())
    return EnrolmentFactory(
        learner=learner, edition=module.edition, started_on=today - dt.timedelta(days=7)
    )
