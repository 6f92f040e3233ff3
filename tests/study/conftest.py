"""Paths that tests of several pages stand on."""

import pytest

from accounts.models import User
from curriculum.models import Module, Unit
from study.models import Enrolment
from tests.factories import EnrolmentFactory, ModuleFactory, PlacementFactory, TrackFactory


@pytest.fixture
def unit(db: None) -> Unit:
    """The one unit of a path."""
    return PlacementFactory(unit__title="Gradient descent", position=1).unit


@pytest.fixture
def module(learner: User) -> Module:
    """A module without units, on the path the learner follows."""
    module = ModuleFactory()
    EnrolmentFactory(learner=learner, edition=module.edition)
    return module


@pytest.fixture
def enrolment(learner: User) -> Enrolment:
    """The learner is on a path of two units of an hour, of which one is in a track."""
    module = ModuleFactory()
    first, _second = (PlacementFactory(module=module, position=n, unit__minutes=60) for n in (1, 2))
    edition = module.edition
    whole = {"slug": "all", "title": "Everything", "has_all_units": True, "target_minutes": 120}
    TrackFactory(edition=edition, position=1, **whole)
    TrackFactory(
        edition=edition, position=2, slug="short", title="The short one", units=[first.unit]
    )
    return EnrolmentFactory(learner=learner, edition=edition)
