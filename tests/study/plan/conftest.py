"""A learner who began today, on six modules with a unit of five hours in each."""

from datetime import UTC, datetime

import pytest

from tests.factories import EnrolmentFactory, ModuleFactory, PlacementFactory, StepFactory


@pytest.fixture
def today(learner):
    return learner.study_day(datetime.now(UTC))


@pytest.fixture
def enrolment(learner, today):
    first = ModuleFactory(position=1)
    modules = [first, *(ModuleFactory(edition=first.edition, position=n) for n in range(2, 7))]
    for position, module in enumerate(modules):
        unit = PlacementFactory(module=module, position=position, unit__minutes=300).unit
        for _step in range(5):
            StepFactory(unit=unit, minutes=60)
    return EnrolmentFactory(learner=learner, edition=first.edition, started_on=today)
