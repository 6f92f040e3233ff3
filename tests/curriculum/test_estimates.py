import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from curriculum.actions import set_estimate
from curriculum.models import Step, Unit
from curriculum.queries import Change, estimate_change
from curriculum.shares import TooShortError, share_out
from study.models import Entry
from study.queries import path_state
from tests.factories import (
    CompletionFactory,
    EntryFactory,
    PlacementFactory,
    StepFactory,
    UnitFactory,
)

MINUTES = st.integers(1, 1440)
PARTS = st.lists(st.integers(1, 300), min_size=1, max_size=12)


@given(minutes=MINUTES, parts=PARTS)
def test_shares_add_up_and_leave_every_step_a_minute(minutes, parts):
    if len(parts) > minutes:
        with pytest.raises(TooShortError):
            share_out(minutes, parts)
        return

    shares = share_out(minutes, parts)

    assert sum(shares) == minutes
    assert min(shares) >= 1
    if minutes % 5 == 0 and minutes >= 5 * len(parts):
        assert {share % 5 for share in shares} == {0}
    for one, other in zip(parts, shares, strict=True):  # a longer step stays no shorter
        for another, its in zip(parts, shares, strict=True):
            assert one <= another or other >= its


@pytest.mark.parametrize(
    ("minutes", "parts", "shares"),
    [
        (90, [20, 40], [30, 60]),
        (60, [20, 40], [20, 40]),
        (62, [20, 40], [21, 41]),
        (10, [1, 1, 1], [4, 3, 3]),
        (45, [], []),
        (15, [100, 1, 1], [5, 5, 5]),
    ],
)
def test_shares_are_in_proportion(minutes, parts, shares):
    assert share_out(minutes, parts) == shares


class AdoptTest(TestCase):
    @settings(max_examples=25)  # each fills tables
    @given(median=st.integers(1, 288).map(lambda n: 5 * n), parts=PARTS)
    def test_any_median_keeps_steps_and_unit_in_agreement_and_what_is_published(
        self, median, parts
    ):
        unit = UnitFactory(minutes=sum(parts[:1]))
        placement = PlacementFactory(unit=unit, minutes=sum(parts[:1]))
        for position, each in enumerate(parts):
            StepFactory(unit=unit, position=position, minutes=each)
        retired = StepFactory(unit=unit, position=None, minutes=7, is_retired=True)
        learner = EntryFactory(unit=unit, minutes=33).learner
        CompletionFactory(learner=learner, unit=unit)
        before = path_state(placement.edition_id, learner)

        try:
            set_estimate(unit=unit, minutes=median, basis="Median.")
        except TooShortError:
            assert len(parts) > median
        else:
            stored = Unit.objects.get(pk=unit.pk)
            steps = [step.minutes for step in Step.objects.current().filter(unit=unit)]
            assert sum(steps) == stored.minutes == unit.minutes == median
            assert min(steps) >= 1
            assert (stored.basis, unit.basis) == ("Median.", "Median.")
        assert path_state(placement.edition_id, learner) == before
        assert list(Entry.objects.filter(unit=unit).values_list("minutes", flat=True)) == [33]
        assert Step.objects.get(pk=retired.pk).minutes == 7


@pytest.mark.django_db
def test_change_is_told_in_three_queries(django_assert_num_queries):
    unit = UnitFactory(minutes=60)
    StepFactory(unit=unit, label="Read", minutes=60)
    for number in range(3):
        placement = PlacementFactory(
            unit=unit, module__edition__published_at=None, module__edition__version=str(number)
        )
        PlacementFactory(module=placement.module, unit__minutes=40)
    PlacementFactory(unit=unit)  # published

    with django_assert_num_queries(3):
        change = estimate_change(unit.pk, 75)

    assert change.unit == Change(unit.title, 60, 75)
    assert change.steps == [Change("Read", 60, 75)]
    assert [(each.before, each.after) for each in change.drafts] == [(100, 115)] * 3
