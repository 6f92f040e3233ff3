"""A learner's open page, nothing kept of it from another test, and a server that misbehaves."""

import pytest
from django.core.cache import caches

from tests.hostile import hostile_server
from tests.portfolio.factories import PortfolioFactory


@pytest.fixture(autouse=True)
def _nothing_kept():
    caches["pages"].clear()


@pytest.fixture
def shown_page(learner):
    return PortfolioFactory(learner=learner, tagline="Counts birds")


@pytest.fixture
def server():
    with hostile_server() as server:
        yield server
