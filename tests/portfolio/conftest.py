"""A learner's open page, and nothing kept of it from another test."""

import pytest
from django.core.cache import caches

from tests.portfolio.factories import PortfolioFactory


@pytest.fixture(autouse=True)
def _nothing_kept():
    caches["pages"].clear()


@pytest.fixture
def shown_page(learner):
    return PortfolioFactory(learner=learner, tagline="Counts birds")
