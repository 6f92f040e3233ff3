"""Whatever is edited, in whatever order: reverted newest first, every row is as it was."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from curriculum.actions import revert
from curriculum.history.rows import Key
from curriculum.models import Outcome, Placement, Unit
from tests.curriculum.history.acts import act
from tests.curriculum.history.test_revert import everything
from tests.factories import EditionFactory, ModuleFactory, PlacementFactory, UserFactory

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
EDITS = ["title", "minutes", "add outcome", "drop outcome", "swap", "drop place", "move outcome"]


def edit(kind, number):
    unit = Unit.objects.order_by("pk")[number % 3]
    places = list(Placement.objects.order_by("position"))
    outcomes = Outcome.objects.filter(unit=unit).order_by("position")
    if kind == "title":
        Unit.objects.filter(pk=unit.pk).update(title=f"Title {number}")
    elif kind == "minutes":
        Unit.objects.update(minutes=10 + number)
    elif kind == "add outcome":
        position = max((each.position for each in outcomes), default=0) + 1
        Outcome.objects.create(unit=unit, position=position, text=f"Can {number}")
    elif kind == "drop outcome":
        Outcome.objects.filter(pk__in=outcomes[:1]).delete()
    elif kind == "swap" and len(places) > 1:
        first, *_between, last = places
        Placement.objects.filter(pk=first.pk).update(position=last.position)
        Placement.objects.filter(pk=last.pk).update(position=first.position)
    elif kind == "drop place" and places:
        places[number % len(places)].delete()
    elif kind == "move outcome" and outcomes:
        Outcome.objects.filter(pk=outcomes[0].pk).update(position=outcomes.last().position + 1)


@pytest.mark.usefixtures("db")
class TestAnyEdits(TestCase):
    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 50)), max_size=6))
    def test_reverted_newest_first(self, edits):
        module = ModuleFactory(edition=EditionFactory(published_at=None))
        for position in (1, 2, 3):
            PlacementFactory(module=module, position=position, unit__minutes=60)
        editor = UserFactory()
        before, made = everything(), []
        for kind, number in edits:
            was = everything()
            with act() as change:
                edit(kind, number)
            if everything() != was:
                made.append(change.id)

        for change_id in reversed(made):
            revert(key=Key(context=change_id), by=editor, now=NOW)

        assert everything() == before
