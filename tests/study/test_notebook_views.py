"""What a learner wrote, over all units: notes, parked questions, what to come back to."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from study.models import ParkedQuestion
from study.queries import everything_of_their_own
from tests.factories import PlacementFactory, UnitFactory
from tests.own_factories import (
    LinkFactory,
    NoteFactory,
    ParkedQuestionFactory,
    PassFactory,
    ReflectionFactory,
    ResourceReportFactory,
    SelfCheckFactory,
    SelfCheckRatingFactory,
)

NOTES, QUESTIONS, COME_BACK = (
    reverse(f"study:{name}") for name in ("notes", "questions", "come-back")
)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def place(module, position, **unit):
    return PlacementFactory(module=module, position=position, unit=UnitFactory(**unit)).unit


@pytest.mark.parametrize("count", [1, 3])
def test_notes_run_the_same_queries_however_many(
    learner_client, learner, module, count, django_assert_num_queries
):
    NoteFactory.create_batch(count, learner=learner)

    with django_assert_num_queries(5):  # session, user, edition, notes, timer
        page = learner_client.get(NOTES)

    assert page.text.count("<article") == count


@pytest.mark.parametrize("count", [1, 3])
def test_questions_run_the_same_queries_however_many(
    learner_client, learner, module, count, django_assert_num_queries
):
    units = UnitFactory.create_batch(2)
    for answered_at in (None, NOW):
        ParkedQuestionFactory.create_batch(
            count, learner=learner, parked_in=units[0], answered_in=units[1],
            answered_at=answered_at,
        )  # fmt: skip

    with django_assert_num_queries(4):  # session, user, questions, timer
        page = learner_client.get(QUESTIONS)

    assert page.text.count("Parked at “") == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_come_back_runs_the_same_queries_however_many(
    learner_client, learner, module, count, django_assert_num_queries
):
    SelfCheckRatingFactory.create_batch(count, learner=learner)

    with django_assert_num_queries(5):  # session, user, edition, ratings, timer
        page = learner_client.get(COME_BACK)

    assert page.text.count('class="title"') == count


def test_notes_stand_in_the_order_of_the_path(learner_client, learner, module):
    second, first = place(module, 2), place(module, 1)
    for unit, text in ((UnitFactory(), "Elsewhere"), (second, "Second"), (first, "First")):
        NoteFactory(learner=learner, unit=unit, text=text)
    NoteFactory(learner=learner, text="")

    text = learner_client.get(NOTES).text

    assert text.index("First") < text.index("Second") < text.index("Elsewhere")
    assert text.count("<article") == 3


@pytest.mark.parametrize("words", ["rates learned", "LEARNING", "gradient", '"the learning rate"'])
def test_notes_are_found_by_their_words_in_any_form(learner_client, learner, module, words):
    unit = place(module, 1, title="Gradient descent")
    NoteFactory(learner=learner, unit=unit, text="At first the learning rate was too high.")
    NoteFactory(learner=learner, text="About cats")

    page = learner_client.get(NOTES, {"q": words})

    assert "too high" in page.text
    assert "About cats" not in page.text


def test_words_that_were_found_are_bold(learner_client, learner, module):
    NoteFactory(learner=learner, text="The learning rate <b>was</b> too high.")

    page = learner_client.get(NOTES, {"q": "rates"})

    assert "learning <strong>rate</strong>" in page.text
    assert "<b>" not in page.text


@pytest.mark.parametrize("words", ["zebra", "the", "-", '"', "a & | ! ( :*", "x" * 300, "\\"])
def test_a_search_for_what_is_not_there_says_so(learner_client, learner, module, words):
    NoteFactory(learner=learner, text="About the cats")

    page = learner_client.get(NOTES, {"q": words})

    assert "No note of yours has" in page.text
    assert "About the cats" not in page.text


def test_notes_of_others_are_nowhere(learner_client, module):
    NoteFactory(text="private cats")

    for address in (NOTES, f"{NOTES}?q=cats", reverse("study:download-notes")):
        assert "private" not in learner_client.get(address).text


def test_notes_are_downloaded_as_they_were_typed(learner_client, learner, module):
    NoteFactory(learner=learner, unit=place(module, 2, title="Nets"), text="- [ ] <b>ünïcode</b>")
    NoteFactory(learner=learner, unit=place(module, 1, title="Trees"), text="Two\nlines\n")

    response = learner_client.get(reverse("study:download-notes"))

    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="learnpath-notes.md"'
    assert response.text == "# Trees\n\nTwo\nlines\n\n# Nets\n\n- [ ] <b>ünïcode</b>\n"


def test_questions_are_open_or_answered(learner_client, learner):
    ParkedQuestionFactory(learner=learner, text="Open one?")
    ParkedQuestionFactory(learner=learner, text="Old one?", answer="So", answered_at=NOW)
    ParkedQuestionFactory(text="private?")

    page = learner_client.get(QUESTIONS)

    assert [question.text for question in page.context["open"]] == ["Open one?"]
    assert [question.text for question in page.context["answered"]] == ["Old one?"]
    assert "So" in page.text
    assert "private" not in page.text


def test_question_is_moved_answered_opened_again_and_deleted(learner_client, learner, module):
    unit = place(module, 1)
    question = ParkedQuestionFactory(learner=learner, text="Why so?")

    def post(name, **data):
        address = reverse(f"study:{name}", args=[question.pk])
        return learner_client.post(address, {"next": QUESTIONS, **data}, follow=True)

    assert f"Waits at “{unit.title}”" in post("move-question", unit=unit.slug).text
    assert "Because" in post("answer-question", answer="Because").text
    assert "Open it again" in learner_client.get(question.get_absolute_url()).text
    assert "Because" not in post("reopen-question").text
    page = post("delete-question")

    assert page.redirect_chain == [(QUESTIONS, 302)]
    assert not ParkedQuestion.objects.exists()


def test_answer_that_is_too_long_is_kept_with_what_is_wrong(learner_client, learner, module):
    question = ParkedQuestionFactory(learner=learner)

    page = learner_client.post(
        reverse("study:answer-question", args=[question.pk]), {"answer": "x" * 501}
    )

    assert "at most 500 characters" in page.text
    assert "x" * 501 in page.text
    assert ParkedQuestion.objects.get().answered_at is None


def test_question_leads_nowhere_else(learner_client, learner, module):
    question = ParkedQuestionFactory(learner=learner)

    response = learner_client.post(
        reverse("study:move-question", args=[question.pk]),
        {"unit": "", "next": "https://evil.example/"},
    )

    assert response.url == "/"


def test_come_back_has_what_is_still_asked_and_not_quite_known(learner_client, learner, module):
    unit = place(module, 1)
    for position, (question, rating) in enumerate(
        [("Known?", "yes"), ("Half?", "partly"), ("Unknown?", "not_yet")]
    ):
        check = SelfCheckFactory(unit=unit, question=question, position=position)
        SelfCheckRatingFactory(learner=learner, self_check=check, rating=rating)
    retired = SelfCheckFactory(unit=unit, question="Retired?", is_retired=True, position=None)
    SelfCheckRatingFactory(learner=learner, self_check=retired)
    SelfCheckRatingFactory(self_check__question="Private?")
    earlier = SelfCheckFactory(question="Earlier?")
    SelfCheckRatingFactory(learner=learner, self_check=earlier, rated_at=NOW, replaced_at=NOW)

    page = learner_client.get(COME_BACK)

    asked = [check.question for check, _label in page.context["checks"]]
    assert asked == ["Half?", "Unknown?"]


def test_empty_pages_say_what_will_be_there(learner_client, module):
    assert "good first note" in learner_client.get(NOTES).text
    assert "Nothing is parked" in learner_client.get(QUESTIONS).text
    assert "Nothing at present" in learner_client.get(COME_BACK).text


def test_everything_of_their_own_is_all_they_entered_and_nobody_elses(learner):
    unit = UnitFactory(slug="nets")
    NoteFactory(learner=learner, unit=unit, text="Mine")
    ParkedQuestionFactory(
        learner=learner, parked_in=unit, text="Why?", answer="So", answered_at=NOW
    )
    check = SelfCheckFactory(unit=unit, question="Known?")
    SelfCheckRatingFactory(learner=learner, self_check=check, rated_at=NOW, replaced_at=NOW)
    LinkFactory(learner=learner, unit=unit, title="Link")
    PassFactory(learner=learner, unit=unit, passed_at=NOW, undone_at=NOW)
    ReflectionFactory(learner=learner)
    ResourceReportFactory(learner=learner, resource__slug="book", note="Fails")
    for make in (
        NoteFactory, ParkedQuestionFactory, SelfCheckRatingFactory, LinkFactory, PassFactory,
        ReflectionFactory, ResourceReportFactory,
    ):  # fmt: skip
        make()

    everything = everything_of_their_own(learner)

    assert {kind: len(rows) for kind, rows in everything.items()} == {
        "notes": 1, "parked_questions": 1, "self_check_ratings": 1, "links": 1, "passes": 1,
        "reflections": 1, "resource_reports": 1,
    }  # fmt: skip
    [question] = everything["parked_questions"]
    assert question == {
        "text": "Why?",
        "parked_at": question["parked_at"],
        "answer": "So",
        "answered_at": NOW,
        "parked_in_slug": "nets",
        "answered_in_slug": None,
    }
    [rating] = everything["self_check_ratings"]
    assert (rating["question"], rating["unit_slug"], rating["replaced_at"]) == (
        "Known?", "nets", NOW,
    )  # fmt: skip
    [report] = everything["resource_reports"]
    assert (report["says"], report["note"], report["resource_slug"]) == ("broken", "Fails", "book")
    assert everything["passes"][0]["undone_at"] == NOW
