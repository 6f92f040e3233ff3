"""Taking changes back: what comes, goes and stays; and what is refused, with nothing half done."""

import datetime as dt

import pytest
from django.db.models import Model

from curriculum.actions import CannotRevertError, publish, revert
from curriculum.history import KINDS
from curriculum.history.kinds import kept_fields
from curriculum.history.rows import Key
from curriculum.models import (
    Change,
    Edition,
    Module,
    Outcome,
    Path,
    Placement,
    Step,
    Track,
    TrackUnit,
    Unit,
)
from tests.curriculum.history.acts import act
from tests.factories import (
    EditionFactory,
    EnrolmentFactory,
    ModuleFactory,
    PathFactory,
    PlacementFactory,
    StepFactory,
    TrackFactory,
    UnitFactory,
    UserFactory,
)

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(display_name="Ines Weber")


@pytest.fixture
def draft():
    edition = EditionFactory(published_at=None)
    module = ModuleFactory(edition=edition, position=1)
    for position in (1, 2, 3):
        PlacementFactory(module=module, position=position)
    return edition


def everything() -> dict[type[Model], list[dict]]:
    return {
        kind: list(
            kind._base_manager.order_by("pk").values("pk", *(f.attname for f in kept_fields(kind)))
        )
        for kind in KINDS
    }


def taken_back(context, editor):
    """The key of the change that took this one back."""
    revert(key=Key(context=context.id), by=editor, now=NOW)
    return Key(context=Change.objects.get(metadata__of=str(context.id)).pk)


def refusal(context, editor):
    before = everything()
    with pytest.raises(CannotRevertError) as refused:
        revert(key=Key(context=context.id), by=editor, now=NOW)
    assert everything() == before
    return " ".join(str(words) for words in refused.value.args)


def test_words_are_as_they_were(editor):
    unit = UnitFactory(title="Old", summary="Same")
    with act() as change:
        Unit.objects.filter(pk=unit.pk).update(title="New")
    with act():
        Unit.objects.filter(pk=unit.pk).update(summary="Later")

    taken_back(change, editor)

    unit.refresh_from_db()
    assert (unit.title, unit.summary) == ("Old", "Later")


def test_added_parts_go_and_what_learners_may_have_met_retires(editor):
    unit = UnitFactory()
    with act() as change:
        Outcome.objects.create(unit=unit, position=1, text="Can do")
        step = StepFactory(unit=unit, position=1)
        other = UnitFactory()

    taken_back(change, editor)

    assert not Outcome.objects.exists()
    step.refresh_from_db()
    other.refresh_from_db()
    assert (step.is_retired, step.position, other.retired_at) == (True, None, NOW)


def test_deleted_rows_are_there_again_with_all_that_went_along(editor, draft):
    track = TrackFactory(edition=draft, units=list(Unit.objects.order_by("pk")[:2]))
    before = everything()
    with act() as change:
        track.delete()
    assert not TrackUnit.objects.exists()

    taken_back(change, editor)

    assert everything() == before
    assert Track.objects.get().pk == TrackUnit.objects.all()[0].track_id


def test_order_is_as_it_was(editor, draft):
    before = everything()
    with act() as change:
        for place, position in zip(Placement.objects.order_by("pk"), (3, 1, 2), strict=True):
            Placement.objects.filter(pk=place.pk).update(position=position)

    taken_back(change, editor)

    assert everything() == before


def test_places_that_no_two_may_have_at_once_change_over(editor):
    unit = UnitFactory()
    first, second = (Outcome.objects.create(unit=unit, position=n, text=str(n)) for n in (1, 2))
    before = everything()
    with act() as change:
        for row, position in ((first, 9), (second, 1), (first, 2)):
            Outcome.objects.filter(pk=row.pk).update(position=position)

    taken_back(change, editor)

    assert everything() == before


def test_units_that_follow_one_another_into_a_place_go_back_the_same_way(editor, draft):
    one, two, _three = Placement.objects.order_by("position")
    before = everything()
    with act() as change:
        former, spare = one.unit_id, UnitFactory()
        Placement.objects.filter(pk=one.pk).update(unit=spare)
        Placement.objects.filter(pk=two.pk).update(unit_id=former)

    revert(key=Key(context=change.id), by=editor, now=NOW)

    spare.refresh_from_db()
    assert spare.retired_at == NOW
    assert everything()[Placement] == before[Placement]


def test_a_revert_is_a_change_and_can_be_reverted(editor):
    unit = UnitFactory(title="Old")
    outcome = Outcome.objects.create(unit=unit, position=1, text="Can do")
    with act() as change:
        Unit.objects.filter(pk=unit.pk).update(title="New")
        outcome.delete()
        Outcome.objects.create(unit=unit, position=1, text="Can do more")
    after = everything()

    back = taken_back(change, editor)
    assert Outcome.objects.get().text == "Can do"
    revert(key=back, by=editor, now=NOW)

    assert everything() == after


def test_a_new_draft_goes_with_all_it_is_made_of(editor):
    before = everything()
    with act() as change:
        module = ModuleFactory(edition__published_at=None, edition__path=PathFactory())
    Path.objects.get()

    taken_back(change, editor)

    assert everything() == before
    assert not Module.objects.filter(pk=module.pk).exists()


def test_refused_where_somebody_changed_the_same_since(editor):
    unit = UnitFactory(title="Old")
    with act() as change:
        Unit.objects.filter(pk=unit.pk).update(title="New", minutes=90)
        Outcome.objects.create(unit=unit, position=1, text="Can do")
    with act(by=editor):
        Unit.objects.filter(pk=unit.pk).update(title="Newer")

    words = refusal(change, editor)

    assert "Unit “Newer”: title was changed since, by Ines Weber on" in words


def test_refused_where_the_row_is_gone_or_back(editor):
    unit = UnitFactory()
    outcome = Outcome.objects.create(unit=unit, position=1, text="Can do")
    with act() as change:
        Outcome.objects.update(text="Can do it")
    with act(by=editor) as deletion:
        outcome.delete()

    assert "“Can do it” is gone: by Ines Weber" in refusal(change, editor)

    taken_back(deletion, editor)
    assert "is there again" in refusal(deletion, editor)


def test_refused_twice(editor):
    unit = UnitFactory()
    with act() as change:
        Unit.objects.filter(pk=unit.pk).update(title="New")
    taken_back(change, editor)

    assert "title was changed since, by Ines Weber" in refusal(change, editor)


def test_refused_where_something_came_to_rest_on_it(editor):
    with act() as change:
        edition = EditionFactory(published_at=None)
    EnrolmentFactory(edition=edition)

    assert "stays: there are enrolments that need it" in refusal(change, editor)


def test_refused_where_another_has_its_place(editor):
    unit = UnitFactory()
    step = StepFactory(unit=unit, position=1)
    outcome = Outcome.objects.create(unit=unit, position=1, text="Can do")
    with act() as change:
        outcome.delete()
    with act() as moved:
        Step.objects.filter(pk=step.pk).update(position=2)
    with act():
        Outcome.objects.create(unit=unit, position=1, text="Another")
        StepFactory(unit=unit, position=1)

    assert "Another outcome has the same unit and position by now." in refusal(change, editor)
    assert "Another step has the same unit and position by now." in refusal(moved, editor)


def test_refused_where_what_it_is_part_of_is_gone(editor, draft):
    track = TrackFactory(edition=draft, units=list(Unit.objects.all()[:1]))
    with act() as change:
        TrackUnit.objects.all().delete()
    with act():
        track.delete()

    assert "Something that it rests on is gone" in refusal(change, editor)


def test_refused_once_the_edition_is_published(editor, draft):
    with act() as change:
        Placement.objects.order_by("-pk")[0].delete()
    with act() as out:
        publish(edition=Edition.objects.get(), now=NOW)

    assert "A published edition stays as it is" in refusal(change, editor)
    assert "A published edition stays as it is" in refusal(out, editor)


def test_too_much_at_once_is_refused(editor, monkeypatch):
    monkeypatch.setattr("curriculum.history.planning.MOST_ROWS", 2)
    with act() as change:
        UnitFactory.create_batch(3)

    assert "It touched 3 rows, too many" in refusal(change, editor)
