"""The world of the matrix, made anew for each test, in its transaction."""

import pytest

from tests.matrix.own_study import add_account, add_inbox, add_study
from tests.matrix.own_work import add_work
from tests.matrix.reviews import add_reviews
from tests.matrix.words import fill
from tests.matrix.world import World, empty_world


@pytest.fixture
def world(db: None) -> World:
    world = empty_world()
    for add in (add_study, add_inbox, add_account, add_work, add_reviews):
        add(world)
    world.words = fill(world)
    return world
