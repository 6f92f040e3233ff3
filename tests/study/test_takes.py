import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from study import tasks
from study.charts import dot_plot, drop_off
from study.models import EditionMove, Entry, Takes
from study.queries import what_it_takes
from study.queries.takes import Took, UnitTakes, Way
from tests.factories import (
    CompletionFactory,
    EditionFactory,
    EnrolmentFactory,
    EntryFactory,
    ModuleFactory,
    PathFactory,
    PlacementFactory,
    TrackFactory,
)
from tests.own_factories import SelfCheckFactory, SelfCheckRatingFactory
from tests.study.takes import NOW, finish, work_out


@pytest.fixture
def placement(db):
    return PlacementFactory(position=1, minutes=60, unit__minutes=60)


def only(edition):
    [unit] = what_it_takes(edition).units
    return unit


def test_quartiles_are_of_all_a_learner_logged_on_the_unit(placement):
    finish(placement.edition, placement.unit, 20, 40, 62, 80, 100)

    work_out()

    unit = only(placement.edition)
    assert unit.took == Took(learners=5, low=40, median=60, high=80)
    assert (unit.estimate, unit.difference) == (60, 0)


def test_of_four_learners_nothing_is_kept(placement):
    check = SelfCheckFactory(unit=placement.unit)
    for enrolment in finish(placement.edition, placement.unit, 20, 40, 60, 80):
        SelfCheckRatingFactory(learner=enrolment.learner, self_check=check)

    work_out()

    assert Takes.objects.get().figures == {"minutes": {}, "way": {}, "ratings": {}}
    unit = only(placement.edition)
    assert (unit.took, unit.way, unit.difference, unit.to_adopt) == (None, None, None, None)


@pytest.mark.parametrize("minutes", [1, 1200])
def test_one_more_learner_changes_nothing_until_there_are_five_more(placement, minutes):
    finish(placement.edition, placement.unit, 20, 40, 60, 80, 100)
    work_out()
    before = Takes.objects.get().figures

    finish(placement.edition, placement.unit, *[minutes] * 4, begin=5)
    work_out()
    assert Takes.objects.get().figures == before

    finish(placement.edition, placement.unit, minutes, begin=9)
    work_out()
    assert only(placement.edition).took.learners == 10


def test_what_does_not_count_is_left_out(placement):
    edition, unit = placement.edition, placement.unit
    finish(edition, unit, 50, 50, 50, 50)
    stranger = EntryFactory(unit=unit).learner  # on no path
    CompletionFactory(learner=stranger, unit=unit)
    elsewhere = EnrolmentFactory().learner  # on another path
    EntryFactory(learner=elsewhere, unit=unit)
    CompletionFactory(learner=elsewhere, unit=unit)
    undone = EnrolmentFactory(edition=edition).learner
    EntryFactory(learner=undone, unit=unit)
    CompletionFactory(learner=undone, unit=unit, undone_at=NOW + dt.timedelta(days=300))
    no_time = EnrolmentFactory(edition=edition).learner
    CompletionFactory(learner=no_time, unit=unit)
    deleted = EnrolmentFactory(edition=edition).learner
    EntryFactory(learner=deleted, unit=unit, deleted_at=NOW)
    CompletionFactory(learner=deleted, unit=unit)

    work_out()

    assert only(edition).took is None


def test_who_is_deactivated_counts_and_who_is_erased_does_not(placement):
    enrolments = finish(placement.edition, placement.unit, 20, 40, 60, 80, 100)
    learner = enrolments[0].learner
    learner.is_active = False
    learner.save(update_fields=["is_active"])
    work_out()
    assert only(placement.edition).took.learners == 5

    learner.delete()
    work_out()

    assert only(placement.edition).took is None


def test_time_counts_on_every_edition_of_the_path_and_on_no_other_path(placement):
    unit = placement.unit
    newer = EditionFactory(path=placement.edition.path, version="2", published_at=None)
    other = EditionFactory(path=PathFactory())
    for edition in (newer, other):
        PlacementFactory(module=ModuleFactory(edition=edition), unit=unit)
    finish(placement.edition, unit, 30, 30, 30, 30, 30)

    work_out()

    assert only(newer).took == Took(5, 30, 30, 30)
    assert only(newer).way is None
    assert only(other).took is None


def test_the_way_is_in_fives_and_in_the_order_of_the_path(placement):
    module, edition = placement.module, placement.edition
    second = PlacementFactory(module=module, position=2).unit
    third = PlacementFactory(module=module, position=3).unit
    people = [each.learner for each in finish(edition, placement.unit, *[60] * 12)]
    for learner in people[:7]:
        EntryFactory(learner=learner, unit=second)
    for learner in people[:4]:
        CompletionFactory(learner=learner, unit=second)
        EntryFactory(learner=learner, unit=third)

    work_out()

    ways = [unit.way for unit in what_it_takes(edition).units]
    assert ways == [Way(10, 10, 10), Way(10, 5, None), Way(10, None, None)]
    assert (ways[1].reached_percent, ways[1].completed_percent) == (50, None)


def test_a_unit_outside_their_track_is_not_theirs_to_drop(placement):
    edition = placement.edition
    second = PlacementFactory(module=placement.module, position=2).unit
    short = TrackFactory(edition=edition, units=[placement.unit])
    TrackFactory(edition=edition, has_all_units=True)
    for track in [None] * 5 + [short] * 5:
        learner = EnrolmentFactory(edition=edition, track=track).learner
        EntryFactory(learner=learner, unit=placement.unit)
        EntryFactory(learner=learner, unit=second)

    work_out()

    ways = [unit.way for unit in what_it_takes(edition).units]
    assert ways == [Way(10, 10, None), Way(5, 5, None)]


def test_who_moved_on_was_on_the_edition(placement):
    old = placement.edition
    new = EditionFactory(path=old.path, version="2")
    for enrolment in finish(new, placement.unit, *[60] * 5):
        EditionMove.objects.create(
            enrolment=enrolment, from_edition=old, to_edition=new, moved_at=NOW
        )

    work_out()

    assert only(old).way == Way(5, 5, 5)


def test_ratings_are_shares_in_tenths_of_the_last_rating_of_each(placement):
    question = SelfCheckFactory(unit=placement.unit, position=1)
    retired = SelfCheckFactory(unit=placement.unit, position=None, is_retired=True)
    few = SelfCheckFactory(unit=placement.unit, position=2)
    ratings = ["yes", "yes", "partly", "yes", "not_yet"]
    for number, rating in enumerate(ratings):
        learner = EnrolmentFactory(edition=placement.edition).learner
        of = {"learner": learner}
        SelfCheckRatingFactory(
            self_check=question, replaced_at=NOW + dt.timedelta(days=99), rating="not_yet", **of
        )
        SelfCheckRatingFactory(self_check=question, rating=rating, **of)
        SelfCheckRatingFactory(self_check=retired, **of)
        if number:
            SelfCheckRatingFactory(self_check=few, **of)

    work_out()

    first, second = what_it_takes(placement.edition).questions
    assert (first.ratings.learners, first.ratings.not_yet, first.ratings.partly) == (5, 20, 20)
    assert (first.ratings.yes, second.ratings) == (60, None)


@pytest.mark.parametrize("key", ["learners", "reached", "completed"])
def test_the_database_keeps_no_figure_of_fewer_than_five(placement, key):
    kept = {"path": placement.edition.path, "worked_out_at": NOW}

    with pytest.raises(IntegrityError, match="takes_hold_nobody"), transaction.atomic():
        Takes.objects.create(figures={"minutes": {"1": {key: 4, "median": 1}}}, **kept)
    Takes.objects.create(figures={"minutes": {"1": {key: 5, "median": 1}}}, **kept)


@given(minutes=st.lists(st.integers(5, 600), min_size=5, max_size=5))
def test_nobodys_own_minutes_can_be_told_from_what_is_kept(minutes):
    # Who knows all figures, and the minutes of everybody else, is left with a span of five.
    low, median, high = (sorted(minutes)[n] for n in (1, 2, 3))
    kept = [5 * round(each / 5) for each in (low, median, high)]

    assert all(abs(was - each) <= 2 for was, each in zip((low, median, high), kept, strict=True))


def test_it_is_worked_out_by_night_and_by_hand(placement, capsys):
    assert what_it_takes(placement.edition).worked_out_at is None

    tasks.work_out_takes()
    first = what_it_takes(placement.edition).worked_out_at
    call_command("what_it_takes")

    assert what_it_takes(placement.edition).worked_out_at > first
    assert Takes.objects.count() == 1
    assert str(Takes.objects.get()).endswith(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}")
    assert capsys.readouterr().out.startswith("Worked out in ")


@pytest.mark.parametrize("count", [1, 3])
def test_it_is_read_in_three_queries(placement, count, django_assert_num_queries):
    for number in range(1, count):
        SelfCheckFactory(unit=PlacementFactory(module=placement.module, position=1 + number).unit)
    SelfCheckFactory(unit=placement.unit)
    work_out()

    with django_assert_num_queries(3):
        found = what_it_takes(placement.edition)

    assert len(found.units) == len(found.questions) == count


@pytest.mark.parametrize(
    ("median", "estimate", "adopted"),
    [(60, 60, None), (75, 60, 75), (0, 60, 5), (3000, 60, 1440), (5, 5, None)],
)
def test_an_adopted_median_is_an_estimate_that_a_unit_may_have(median, estimate, adopted):
    unit = UnitTakes(1, "a", "A", "M", 1, 60, estimate, Took(5, 0, median, 3000), None)

    assert unit.to_adopt == adopted


def test_pictures_say_in_titles_what_they_show():
    took, way = Took(1000, 30, 60, 300), Way(1000, 500, None)
    units = [
        UnitTakes(1, "a", "A & B", "M", 1, 60, 60, took, way),
        UnitTakes(2, "c", "C", "M", 2, 15, 15, None, None),
        UnitTakes(3, "d", "D", "M", 3, 300, 300, None, None),
    ]

    dots, bars = dot_plot(units), drop_off(units)

    assert "A &amp; B: estimate 1 h; median of 1000 learners 1 h, half of them" in dots
    assert dots.count("fewer than 5 learners") == 4
    assert dots.count('class="median"') == 1
    assert "of 1000 learners, 500 began it and fewer than 5 finished" in bars
    assert "C: fewer than 5 learners" in bars
    assert 'text-anchor="end">fewer' in dots  # where there is no room at the right


def test_learners_entries_are_not_touched(placement):
    finish(placement.edition, placement.unit, 20, 40, 60, 80, 100)
    before = list(Entry.objects.order_by("pk").values())

    work_out()

    assert list(Entry.objects.order_by("pk").values()) == before
