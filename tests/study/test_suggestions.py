"""Which units may answer a parked question."""

from datetime import UTC, datetime

import pytest

from study.queries import units_that_may_answer
from tests.factories import PlacementFactory, UnitFactory
from tests.own_factories import OutcomeFactory, TheoryFactory

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def place(module, position, **unit):
    return PlacementFactory(module=module, position=position, unit=UnitFactory(**unit)).unit


def suggested(text, module, parked_in=None):
    found = units_that_may_answer(text, edition=module.edition, parked_in=parked_in)
    return [unit.title for unit in found]


def test_suggestions_come_from_everything_a_unit_says(module):
    place(module, 1, title="Convolutions")
    place(module, 2, title="Two", summary="How a convolution slides over a picture.")
    OutcomeFactory(unit=place(module, 3, title="Three"), text="Can draw convolutions")
    TheoryFactory(unit=place(module, 4, title="Four"), when="you wonder what convolutions are")
    place(module, 5, title="Trees")

    first = suggested("What is a convolution?", module)

    assert first[0] == "Convolutions"
    assert len(first) == 3
    assert "Trees" not in first
    theirs = module.edition.placements.get(position=3).unit
    assert suggested("convolutions", module, theirs) == ["Four", "Convolutions", "Two"]


def test_suggestions_need_only_one_of_the_words(module):
    place(module, 1, title="Overfitting")

    assert suggested("Does my zebra or its stripe suffer from overfitting?", module) == [
        "Overfitting"
    ]


def test_suggestions_put_what_is_ahead_first(module):
    behind = place(module, 1, title="Loss, loss and loss", summary="Loss.")
    here = place(module, 2, title="Loss here")
    place(module, 3, title="Ahead", summary="Among other things, loss.")

    assert suggested("Which loss?", module, here) == ["Ahead", behind.title]


def test_suggestions_leave_out_what_is_retired(module):
    UnitFactory(title="Loss", retired_at=NOW)

    assert suggested("Which loss?", module) == []


@pytest.mark.parametrize("text", ["?", "the", "or", "' \\ & | ! <-> :*", "x" * 300, "\U0001f600"])
def test_suggestions_may_be_none(module, text):
    place(module, 1, title="Loss")

    assert suggested(text, module) == []
