"""The matrix forgets nothing: no model, no word."""

from tests.matrix.words import models_without_a_row
from tests.matrix.world import World


def test_owner_has_a_row_of_every_model_that_can_be_somebodys(world: World) -> None:
    assert models_without_a_row(world) == []
