"""What belongs to others, or is nothing, is missing."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from study.models import Link, ParkedQuestion, Pass, SelfCheckRating
from tests.own_factories import LinkFactory, ParkedQuestionFactory, SelfCheckFactory


def url(name, *args):
    return reverse(f"study:{name}", args=args)


def link(**fields):
    return {f"link-{name}": value for name, value in fields.items()}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("save-note", {"note-text": "x", "note-version": 0}),
        ("preview-note", {"note-text": "x", "note-version": 0}),
        ("park-question", {"question-text": "x"}),
        ("add-link", link(url="https://example.org", title="x")),
        ("record-pass", {"kind": "watched"}),
        ("undo-pass", {"kind": "watched"}),
    ],
)
def test_units_that_do_not_exist_take_nothing(learner_client, name, data):
    assert learner_client.post(url(name, "no-such-unit"), data).status_code == 404


@pytest.mark.parametrize("data", [{}, {"kind": "slept"}])
def test_passes_that_do_not_exist_are_missing(learner_client, unit, data):
    assert learner_client.post(url("record-pass", unit.slug), data).status_code == 404
    assert not Pass.objects.exists()


def test_ratings_that_do_not_exist_are_missing(learner_client, unit):
    check = SelfCheckFactory(unit=unit)

    response = learner_client.post(url("rate-self-check", check.pk), {"rating": "maybe"})

    assert response.status_code == 404
    assert not SelfCheckRating.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("move-question", {"unit": ""}),
        ("answer-question", {"answer": "x"}),
        ("reopen-question", {}),
        ("delete-question", {}),
    ],
)
def test_questions_of_others_are_missing(learner_client, unit, name, data):
    when = datetime(2026, 3, 2, tzinfo=UTC)
    theirs = ParkedQuestionFactory(
        answered_in=unit, answered_at=when if name == "reopen-question" else None
    )
    before = ParkedQuestion.objects.values().get()

    response = learner_client.post(url(name, theirs.pk), data)

    assert response.status_code == 404
    assert ParkedQuestion.objects.values().get() == before
    assert learner_client.get(theirs.get_absolute_url()).status_code == 404


def test_resources_of_others_are_missing(learner_client, unit):
    theirs = LinkFactory(unit=unit)

    assert learner_client.post(url("remove-link", theirs.pk)).status_code == 404
    assert Link.objects.exists()


def test_question_cannot_be_moved_to_a_unit_that_is_none(learner_client, learner, unit):
    question = ParkedQuestionFactory(learner=learner, answered_in=unit)

    response = learner_client.post(url("move-question", question.pk), {"unit": "no-such-unit"})

    assert response.status_code == 404
    assert ParkedQuestion.objects.get().answered_in == unit
