"""A learner whose week begins today, on six modules with a unit of five hours in each."""

import pytest
from django.utils import timezone

from tests.factories import EnrolmentFactory, ModuleFactory, PlacementFactory, StepFactory


@pytest.fixture
def today(learner):
    return learner.study_day(timezone.now())


@pytest.fixture
def enrolment(learner, today):
    learner.week_start = today.isoweekday()
    learner.save(update_fields=["week_start"])
    first = ModuleFactory(position=1)
    modules = [first, *(ModuleFactory(edition=first.edition, position=n) for n in range(2, 7))]
    for position, module in enumerate(modules):
        unit = PlacementFactory(module=module, position=position, unit__minutes=300).unit
        for _step in range(5):
            StepFactory(unit=unit, minutes=60)
    return EnrolmentFactory(learner=learner, edition=first.edition, started_on=today)
