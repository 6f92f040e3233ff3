"""A learner five weeks into a small path."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import EnrolmentFactory, ModuleFactory, PlacementFactory


@pytest.fixture
def today(learner):
    return learner.study_day(datetime.now(UTC))


@pytest.fixture
def enrolment(learner, today):
    """Five weeks on a path of four units of ten hours, at five hours a week."""
    enrolment = EnrolmentFactory(learner=learner, started_on=today - timedelta(days=35))
    module = ModuleFactory(edition=enrolment.edition)
    for position, kind in enumerate(("watch", "code", "code", "publish")):
        PlacementFactory(module=module, position=position, unit__minutes=600, unit__kind=kind)
    return enrolment


@pytest.fixture
def units(enrolment):
    return [each.unit for each in enrolment.edition.placements.order_by("position")]
