"""The database refuses what must not be, in a learner's own matter."""

from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from study.models import Link, Note, ParkedQuestion, Pass, SelfCheckRating
from tests.factories import UnitFactory
from tests.own_factories import (
    LinkFactory,
    NoteFactory,
    ParkedQuestionFactory,
    PassFactory,
    SelfCheckFactory,
    SelfCheckRatingFactory,
)

pytestmark = pytest.mark.django_db
EARLY = datetime(2020, 1, 1, tzinfo=UTC)
FACTORIES = [
    NoteFactory,
    LinkFactory,
    ParkedQuestionFactory,
    PassFactory,
    SelfCheckRatingFactory,
]


def assert_refused(constraint, make, **fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**fields)


@pytest.mark.parametrize(
    ("constraint", "make", "fields"),
    [
        ("note_is_short_enough", NoteFactory, {"text": "x" * 20_001}),
        ("note_version_from_one", NoteFactory, {"version": 0}),
        ("parked_question_says_something", ParkedQuestionFactory, {"text": ""}),
        ("parked_question_answer_has_a_time", ParkedQuestionFactory, {"answer": "Because"}),
        ("self_check_rating_is_known", SelfCheckRatingFactory, {"rating": "maybe"}),
        ("self_check_rating_replaced_after_it", SelfCheckRatingFactory, {"replaced_at": EARLY}),
        ("link_is_on_the_web", LinkFactory, {"url": "ftp://example.org"}),
        ("link_is_on_the_web", LinkFactory, {"url": "javascript:alert(1)"}),
        ("link_has_a_title", LinkFactory, {"title": ""}),
        ("pass_kind_is_known", PassFactory, {"kind": "slept"}),
        ("pass_undone_after_it", PassFactory, {"undone_at": EARLY}),
    ],
)
def test_own_matter_refuses(constraint, make, fields):
    assert_refused(constraint, make, **fields)


def test_note_has_room_for_the_longest():
    assert NoteFactory(text="é" * 20_000).pk


def test_note_is_one_for_a_learner_and_unit():
    note = NoteFactory()
    NoteFactory(unit=note.unit)

    assert_refused("note_once_per_unit", NoteFactory, learner=note.learner, unit=note.unit)


@pytest.mark.parametrize("somewhere", [True, False])
def test_parked_question_is_open_once_in_its_place(somewhere):
    unit = UnitFactory() if somewhere else None
    first = ParkedQuestionFactory(parked_in=unit)
    same = {"learner": first.learner, "text": first.text}

    assert_refused("parked_question_open_once", ParkedQuestionFactory, parked_in=unit, **same)
    ParkedQuestionFactory(parked_in=unit, answered_at=EARLY, **same)
    ParkedQuestionFactory(parked_in=UnitFactory(), **same)


def test_one_rating_of_a_question_counts():
    first = SelfCheckRatingFactory()
    same = {"learner": first.learner, "self_check": first.self_check}

    assert_refused("self_check_rating_one_counts", SelfCheckRatingFactory, rating="yes", **same)
    SelfCheckRatingFactory(rated_at=EARLY, replaced_at=EARLY, **same)


def test_link_is_kept_once_with_a_unit():
    first = LinkFactory()
    same = {"learner": first.learner, "url": first.url}

    assert_refused("link_once_per_unit", LinkFactory, unit=first.unit, **same)
    LinkFactory(**same)


def test_pass_is_recorded_once_for_each_kind():
    first = PassFactory()
    same = {"learner": first.learner, "unit": first.unit}

    assert_refused("pass_once_per_kind", PassFactory, kind=first.kind, **same)
    PassFactory(kind="explained", **same)
    PassFactory(kind=first.kind, passed_at=EARLY, undone_at=EARLY, **same)


@pytest.mark.parametrize("make", [NoteFactory, LinkFactory, PassFactory])
def test_unit_with_somebodys_own_matter_cannot_be_deleted(make):
    row = make()

    with pytest.raises(ProtectedError):
        row.unit.delete()


@pytest.mark.parametrize("field", ["parked_in", "answered_in"])
def test_unit_with_a_parked_question_cannot_be_deleted(field):
    unit = UnitFactory()
    ParkedQuestionFactory(**{field: unit})

    with pytest.raises(ProtectedError):
        unit.delete()


def test_rated_question_cannot_be_deleted():
    rating = SelfCheckRatingFactory(self_check=SelfCheckFactory())

    with pytest.raises(ProtectedError):
        rating.self_check.delete()


@pytest.mark.parametrize("make", FACTORIES)
def test_own_matter_goes_with_the_learner(make):
    row = make()

    row.learner.delete()

    assert not type(row).objects.exists()


@pytest.mark.parametrize("model", [Note, ParkedQuestion, SelfCheckRating, Link, Pass])
def test_staff_do_not_meet_own_matter(model):
    assert model not in admin.site._registry


def test_names_of_rows_give_nothing_away():
    # Django's admin names them to whoever is about to delete a learner.
    rows = [
        NoteFactory(text="secret"),
        ParkedQuestionFactory(text="secret"),
        LinkFactory(title="secret", why="secret", url="https://secret.example"),
    ]

    assert not any("secret" in str(row) for row in rows)
