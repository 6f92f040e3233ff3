"""Learnpath as it is served, with servers of its own that a test may kill."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from learnpath.home import Home
from tests.e2e.serving import Web, scratch_home
from tests.faults.person import Person, somebody


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    with scratch_home() as home:
        yield home


@pytest.fixture(scope="module")
def cache(pytestconfig: pytest.Config) -> Path:
    assert pytestconfig.cache is not None
    return Path(pytestconfig.cache.mkdir("learnpath-e2e"))


@pytest.fixture
def person(web: Web) -> Iterator[Person]:
    with somebody(web) as person:
        yield person
