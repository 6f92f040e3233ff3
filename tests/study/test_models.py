"""The database refuses what must not be."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from study.models import Completion, Enrolment, Entry, ImportRow, StepTick
from tests.factories import (
    BackgroundFactory,
    CompletionFactory,
    EnrolmentFactory,
    EntryFactory,
    ImportFactory,
    SkipFactory,
    StepFactory,
    TimerFactory,
    TrackFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def assert_refused(constraint, make, *args, **fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(*args, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("entry_minutes_in_range", {"minutes": 0}),
        ("entry_minutes_in_range", {"minutes": 1441}),
        ("entry_day_in_this_century", {"day": date(1999, 12, 31)}),
        ("entry_kind_is_known", {"kind": "sleep"}),
        ("entry_source_is_known", {"source": "magic"}),
    ],
)
def test_entry_refuses(constraint, fields):
    assert_refused(constraint, EntryFactory, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("import_format_is_known", {"format": "diary"}),
        ("import_date_order_is_known", {"date_order": "year"}),
        ("import_added_after_it_was_read", {"added_at": NOW}),
    ],
)
def test_import_refuses(constraint, fields):
    assert_refused(constraint, ImportFactory, **fields)


def test_a_learner_has_one_file_that_is_read():
    learner = ImportFactory(read_at=NOW).learner
    ImportFactory()
    ImportFactory(learner=learner)

    assert_refused("import_one_is_read_at_a_time", ImportFactory, learner=learner)


@pytest.mark.parametrize(
    "fields",
    [
        {"minutes": None},
        {"minutes": 0},
        {"minutes": 1441},
        {"day_first": None, "month_first": None},
    ],
)
def test_import_row_refuses_to_be_neither_whole_nor_wrong(fields):
    whole = {"minutes": 45, "day_first": NOW.date(), "month_first": None}
    file = ImportFactory()
    row = {"file": file, "entry_id": file.pk, "has_own_id": False}
    ImportRow.objects.create(line=2, **row, **whole)
    ImportRow.objects.create(line=3, **row, **whole | fields, finding="bad_day")

    constraint = "import_row_is_whole_or_says_why_not"
    assert_refused(constraint, ImportRow.objects.create, line=4, **row, **whole | fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("enrolment_weekly_goal_in_range", {"weekly_minutes": 29}),
        ("enrolment_weekly_goal_in_range", {"weekly_minutes": 10081}),
        ("enrolment_target_after_start", {"target_on": date(2026, 1, 5)}),
    ],
)
def test_enrolment_refuses(constraint, fields):
    assert_refused(constraint, EnrolmentFactory, **fields)


def test_enrolment_refuses_a_track_of_another_edition():
    track = TrackFactory()

    EnrolmentFactory(edition=track.edition, track=track)
    assert_refused("enrolment_track_of_its_edition", EnrolmentFactory, track=track)


def test_track_that_is_followed_cannot_be_deleted():
    track = TrackFactory()
    EnrolmentFactory(edition=track.edition, track=track)

    with pytest.raises(ProtectedError):
        track.delete()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("background_coding_is_known", {"coding": "ever"}),
        ("background_python_is_known", {"python": "well"}),
        ("background_mathematics_is_known", {"mathematics": "all"}),
        ("background_domain_is_one_line", {"domain": "bird\nsong"}),
        ("background_domain_is_one_line", {"domain": "bird\tsong"}),
    ],
)
def test_background_refuses(constraint, fields):
    assert_refused(constraint, BackgroundFactory, **fields)


def test_background_may_be_empty_and_is_one_per_learner(learner):
    BackgroundFactory(learner=learner)

    assert_refused("study_background_learner_id_key", BackgroundFactory, learner=learner)


def test_enrolment_refuses_a_second_current_one(learner):
    EnrolmentFactory(learner=learner, ended_at=NOW)
    EnrolmentFactory(learner=learner)

    assert_refused("enrolment_one_current_per_learner", EnrolmentFactory, learner=learner)
    assert Enrolment.objects.current().count() == 1


def test_completion_refuses_a_second_one_that_counts(learner):
    unit = UnitFactory()
    CompletionFactory(learner=learner, unit=unit, completed_at=NOW, undone_at=NOW)
    CompletionFactory(learner=learner, unit=unit)

    assert_refused("completion_once_per_unit", CompletionFactory, learner=learner, unit=unit)


def test_completion_refuses_to_be_undone_before_it_was_done():
    assert_refused(
        "completion_undone_after_it",
        CompletionFactory,
        completed_at=NOW,
        undone_at=datetime(2026, 3, 1, tzinfo=UTC),
    )


def test_skip_refuses_a_second_one_that_counts(learner):
    skip = SkipFactory(learner=learner)

    assert_refused("skip_once_per_unit", SkipFactory, learner=learner, unit=skip.unit)


def test_skip_refuses_to_give_no_reason():
    assert_refused("skip_has_a_reason", SkipFactory, reason="")


def test_step_tick_refuses_a_second_one(learner):
    step = StepFactory()
    StepTick.objects.create(learner=learner, step=step)

    assert_refused("step_tick_once", StepTick.objects.create, learner=learner, step=step)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("timer_kind_is_known", {"kind": "sleep"}),
        ("timer_has_run", {"running_since": None}),
    ],
)
def test_timer_refuses(constraint, fields):
    assert_refused(constraint, TimerFactory, **fields)


def test_timer_refuses_a_second_one(learner):
    TimerFactory(learner=learner)

    assert_refused("study_timer_learner_id_key", TimerFactory, learner=learner)


@pytest.mark.parametrize("make", [EntryFactory, CompletionFactory, SkipFactory, TimerFactory])
def test_unit_with_learners_facts_cannot_be_deleted(make):
    unit = make(unit=UnitFactory()).unit

    with pytest.raises(ProtectedError):
        unit.delete()


def test_step_with_ticks_cannot_be_deleted(learner):
    step = StepFactory()
    StepTick.objects.create(learner=learner, step=step)

    with pytest.raises(ProtectedError):
        step.unit.delete()


def test_edition_that_is_followed_cannot_be_deleted():
    enrolment = EnrolmentFactory()

    with pytest.raises(ProtectedError):
        enrolment.edition.delete()


@pytest.mark.parametrize(
    "row",
    [
        BackgroundFactory,
        EntryFactory,
        CompletionFactory,
        SkipFactory,
        EnrolmentFactory,
        TimerFactory,
    ],
)
def test_rows_say_what_they_are(row):
    assert str(row())


def test_ticks_say_what_they_are(learner):
    assert str(StepTick(learner=learner, step=StepFactory()))


def test_entries_are_listed_newest_first(learner):
    old = EntryFactory(learner=learner, day=date(2026, 3, 1))
    new = EntryFactory(learner=learner, day=date(2026, 3, 2))

    assert list(Entry.objects.for_learner(learner).newest_first()) == [new, old]
    assert Completion.objects.count() == 0
