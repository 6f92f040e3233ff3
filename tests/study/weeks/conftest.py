from datetime import date

import pytest

from tests.factories import EnrolmentFactory


@pytest.fixture
def enrolled(learner):
    return EnrolmentFactory(learner=learner, started_on=date(2026, 3, 2))
