"""A learner on a track: what is planned, done and next is the track's."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study import charts
from study.queries import ModuleState, PathState, UnitState, path_state
from tests.factories import CompletionFactory, EnrolmentFactory, TrackFactory
from tests.study.test_queries import make_path, units_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_percent_of_a_track_is_100_exactly_when_its_units_are_done(units):
    path = PathState(
        [
            ModuleState(
                "one", "One", "", "", 1,
                [
                    UnitState(n, f"u-{n}", f"U {n}", "code", 60, "", NOW if done else None,
                              is_outside=outside)
                    for n, (done, outside) in enumerate(units)
                ],
            )
        ]
    )  # fmt: skip
    inside = [done for done, outside in units if not outside]

    assert (path.percent == 100) == (bool(inside) and all(inside))
    assert path.planned_minutes == 60 * len(inside)
    assert (path.done_count, path.done_minutes) == (sum(inside), 60 * sum(inside))
    assert (path.next_unit is None) == all(inside)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_path_state_of_a_track_counts_what_it_selects(learner, count, django_assert_num_queries):
    edition = make_path(60, 30, *[45] * count)
    first, _second, *others = units_of(edition)
    track = TrackFactory(edition=edition, units=others)
    TrackFactory(edition=edition, units=[first])  # somebody else's
    EnrolmentFactory(edition=edition, track=edition.tracks.last())
    EnrolmentFactory(learner=learner, edition=edition, track=track)
    for unit in (first, others[0]):
        CompletionFactory(learner=learner, unit=unit)

    with django_assert_num_queries(1):
        path = path_state(edition.pk, learner)

    assert [unit.id for unit in path.units] == [unit.pk for unit in others]
    assert (path.planned_minutes, path.done_minutes, path.done_count) == (45 * count, 45, 1)
    assert path.latest_unit.id == others[0].pk
    assert len([unit for module in path.all_modules for unit in module.all_units]) == 2 + count
    assert not path.is_whole


@pytest.mark.django_db
def test_path_state_of_a_track_with_all_units_is_the_whole_path(learner):
    edition = make_path(60, 30)
    track = TrackFactory(edition=edition, has_all_units=True)
    EnrolmentFactory(learner=learner, edition=edition, track=track)

    path = path_state(edition.pk, learner)

    assert (path.planned_minutes, path.is_whole) == (90, True)


@pytest.mark.django_db
def test_path_state_takes_the_track_followed_now(learner):
    edition = make_path(60, 30)
    first, second = units_of(edition)
    tracks = [TrackFactory(edition=edition, units=[unit]) for unit in (first, second)]
    EnrolmentFactory(learner=learner, edition=edition, track=tracks[1])
    EnrolmentFactory(learner=learner, edition=edition, track=tracks[0], ended_at=NOW)

    assert path_state(edition.pk, learner).planned_minutes == 30


@pytest.mark.django_db
def test_path_state_of_an_ended_enrolment_keeps_its_track(learner):
    edition = make_path(60, 30)
    track = TrackFactory(edition=edition, units=units_of(edition)[:1])
    EnrolmentFactory(learner=learner, edition=edition, track=track, ended_at=NOW)
    EnrolmentFactory(learner=learner)  # of another edition

    assert path_state(edition.pk, learner).planned_minutes == 60


@pytest.mark.django_db
def test_trail_of_a_track_has_no_gap_for_what_it_leaves_out(learner):
    edition = make_path(60, 30)
    track = TrackFactory(edition=edition, units=units_of(edition)[:1])
    EnrolmentFactory(learner=learner, edition=edition, track=track)

    picture = charts.trail(path_state(edition.pk, learner))

    assert picture.count("<g ") == 1
    assert 'width="100.00%"' in picture
