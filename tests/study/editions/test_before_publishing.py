"""What an admin is told before a draft is published: warnings, and what it changes."""

import pytest
from django.utils import timezone

from curriculum import actions as editing
from curriculum.models import Prerequisite, Release, Unit
from curriculum.queries import changes_between, warnings_of
from study import actions
from tests.factories import (
    ModuleFactory,
    ResourceFactory,
    StepFactory,
    TrackFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def test_warnings(draft, django_assert_num_queries):
    one, two, three = (place.unit for place in draft.placements.order_by("position"))
    Prerequisite.objects.create(unit=one, requires=two)
    Prerequisite.objects.create(unit=two, requires=one)
    Prerequisite.objects.create(unit=three, requires=UnitFactory(title="Elsewhere"))
    Unit.objects.filter(pk=three.pk).update(kind="build", retired_at=timezone.now())
    StepFactory(unit=two, minutes=60)
    two.unit_resources.create(resource=ResourceFactory(), position=1, use="core")
    ModuleFactory(edition=draft, title="Empty", position=3)
    TrackFactory(edition=draft, title="Short", units=[one, UnitFactory(title="Else")])
    draft.target_minutes = 200

    with django_assert_num_queries(8):
        said = [warning.text for warning in warnings_of(draft)]

    module = draft.modules.get(position=1).title
    assert said == [
        "The units add up to 180 minutes; the target is 200.",
        "The track “Short” has “Else”, which the edition has not.",
        f"The module “{module}” has no unit that builds or publishes something.",
        "The module “Empty” has no unit.",
        "“One” builds on “Two”, which comes after it.",
        "“Three” builds on “Elsewhere”, which the edition has not.",
        "“One” builds on itself, by way of others.",
        "“Two” builds on itself, by way of others.",
        "The steps of “One” add up to 0 minutes, not 60.",
        "“One” has no resource.",
        "“Three” is retired.",
        "The steps of “Three” add up to 0 minutes, not 60.",
        "“Three” has no resource.",
    ]


def test_changes_in_words(draft):
    new = editing.draft_from(edition=draft, version="3")
    places = list(new.placements.order_by("position"))
    new.placements.filter(pk=places[0].pk).update(position=9)
    draft.placements.filter(unit=places[1].unit_id).update(minutes=30)
    TrackFactory(edition=draft, title="Old track")
    TrackFactory(edition=new, title="New track")

    assert changes_between(draft, new).lines == [
        "~ unit moved: Two",
        "~ unit moved: One",
        "+ track New track",
        "- track Old track",
        "~ Two: 30 min, then 60 min",
        "~ in all: 150 min, then 180 min",
    ]
    assert changes_between(draft, draft).lines == []


def test_releasing_twice_is_refused(admin, draft):
    actions.release_edition(draft=draft, by=admin, now=timezone.now())

    with pytest.raises(editing.AlreadyPublishedError):
        actions.release_edition(draft=draft, by=admin, now=timezone.now())
    assert Release.objects.count() == 1
