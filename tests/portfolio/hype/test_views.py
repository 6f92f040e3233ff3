"""The hype check filled in, looked at again, taken along; seen by nobody else."""

import datetime as dt

import pytest
from django.urls import reverse

from curriculum.models import HypeCheck, HypeQuestion, HypeSection
from portfolio import actions
from portfolio.models import HypeAnswer, HypeReport
from portfolio.queries import Answered
from tests.portfolio.factories import ItemFactory
from tests.portfolio.hype.filling import DAY, LIST, address, answer_all


def section_of(question):
    return question.section.slug


def sent(question, **fields):
    return {f"{question.slug}-{name}": value for name, value in fields.items()}


@pytest.mark.usefixtures("_questions")
def test_begin_makes_a_report_of_a_subject(learner_client, learner):
    item = ItemFactory(learner=learner, kind="app")
    given = {
        "subject": "Parcel scanner",
        "url": "https://p.example/",
        "claim": "C",
        "item": str(item.pk),
    }

    response = learner_client.post(reverse("portfolio:begin-hype-report"), given, follow=True)

    report = HypeReport.objects.get()
    assert (report.learner, report.subject, report.item) == (learner, "Parcel scanner", item)
    assert report.hype_check == HypeCheck.objects.get()
    assert "No verdict yet" in response.text
    assert all(each.title in response.text for each in HypeSection.objects.all())
    assert response.text.count('class="question"') == 22


@pytest.mark.usefixtures("_questions")
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"subject": ""}, "Say what you look at."),
        ({"subject": "x", "url": "javascript:x"}, "begins with https:// or http://"),
        ({"subject": "x", "item": "nonsense"}, "Select a valid choice."),
    ],
)
def test_begin_explains_what_is_wrong(learner_client, given, message):
    response = learner_client.post(reverse("portfolio:begin-hype-report"), given)

    assert message in response.text
    assert not HypeReport.objects.exists()


@pytest.mark.usefixtures("_questions")
def test_begin_refuses_somebody_elses_item_and_a_full_list(learner_client, learner, monkeypatch):
    theirs = learner_client.post(
        reverse("portfolio:begin-hype-report"), {"subject": "x", "item": str(ItemFactory().pk)}
    )
    monkeypatch.setattr(actions.hype, "MOST_REPORTS", 0)
    full = learner_client.post(reverse("portfolio:begin-hype-report"), {"subject": "x"})

    assert "Select a valid choice." in theirs.text
    assert "Your list is full." in full.text
    assert not HypeReport.objects.exists()


def test_begin_without_questions_finds_nothing(learner_client):
    response = learner_client.post(reverse("portfolio:begin-hype-report"), {"subject": "x"})

    assert response.status_code == 404
    assert learner_client.get(LIST).status_code == 200


def test_save_section_keeps_answers_with_their_day(learner_client, learner, report, question):
    given = sent(question, state="shown", evidence="40,000 photos", url="https://p.example/data")

    response = learner_client.post(
        address("save-hype-section", report, section_of(question)), given, follow=True
    )

    answer = HypeAnswer.objects.get()
    assert (answer.report, answer.question, answer.state) == (report, question, "shown")
    assert (answer.evidence, answer.url) == ("40,000 photos", "https://p.example/data")
    assert answer.checked_on is not None
    assert "Verdict so far" in response.text
    assert "Led by evidence" in response.text
    assert "2 of 2 points, 100 %" in response.text


def test_save_section_changes_only_what_was_changed_on_the_page(learner_client, report, question):
    other = (
        HypeQuestion.objects.current().filter(section=question.section).exclude(pk=question.pk)[0]
    )
    drawn_empty = (
        sent(other, state="", evidence="", url="", checked_on="")
        | sent(other, **{})
        | {
            f"initial-{other.slug}-{name}": ""
            for name in ("state", "evidence", "url", "checked_on")
        }
    )
    actions.save_answers(report=report, answers={other: Answered("claimed", "Meanwhile", "", DAY)})

    learner_client.post(
        address("save-hype-section", report, section_of(question)),
        drawn_empty | sent(question, state="claimed"),
    )

    assert {each.question.pk: each.evidence for each in HypeAnswer.objects.all()} == {
        question.pk: "", other.pk: "Meanwhile",
    }  # fmt: skip


def test_save_section_again_changes_the_answer_or_takes_it_back(learner_client, report, question):
    where = address("save-hype-section", report, section_of(question))
    learner_client.post(where, sent(question, state="claimed"))
    learner_client.post(where, sent(question, state="unknown", checked_on="2026-03-01"))
    changed = list(HypeAnswer.objects.values_list("state", "checked_on"))
    initial = {f"initial-{question.slug}-state": "unknown"}
    page = learner_client.get(report.get_absolute_url()).text
    assert page.count("Not looked at") == 22  # a way back from each answer

    learner_client.post(where, sent(question, state="") | initial)

    assert changed == [("unknown", dt.date(2026, 3, 1))]
    assert not HypeAnswer.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"state": "shown"}, "Shown means that others can check it."),
        ({"state": "not_applicable", "url": "https://p.example/"}, "Give the reason"),
        ({"evidence": "Seen it"}, "Choose one of the five."),
        ({"state": "shown", "url": "javascript:x"}, "begins with https:// or http://"),
        ({"state": "claimed", "checked_on": "2999-01-01"}, "This day is not here yet."),
        ({"state": "maybe", "evidence": "Seen it"}, "Select a valid choice."),
        ({"state": "claimed", "evidence": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_save_section_keeps_what_was_typed_where_it_is_wrong(
    learner_client, report, question, fields, message
):
    good = (
        HypeQuestion.objects.current().filter(section=question.section).exclude(pk=question.pk)[0]
    )

    response = learner_client.post(
        address("save-hype-section", report, section_of(question)),
        sent(question, **fields) | sent(good, state="claimed", evidence="Kept in the box"),
    )

    assert message in response.text
    assert "Kept in the box" in response.text
    assert not HypeAnswer.objects.exists()


def test_save_section_of_no_section_finds_nothing(learner_client, report):
    assert learner_client.post(address("save-hype-section", report, "nothing")).status_code == 404


def test_the_page_shows_which_core_question_holds_the_verdict_down(learner_client, report):
    answer_all(report, "shown")
    core = HypeQuestion.objects.current().filter(is_core=True)[0]
    actions.save_answers(report=report, answers={core: Answered("unknown", "", "", DAY)})

    html = learner_client.get(report.get_absolute_url()).text

    assert "Promising, ask more" in html
    assert "These core questions hold it down:" in html
    assert html.count(core.text.replace("'", "&#x27;")) == 2
    assert "Verdict so far" not in html


@pytest.mark.parametrize("answered", [1, 22])
def test_the_page_runs_the_same_queries_however_much_is_answered(
    learner_client, report, answered, django_assert_num_queries
):
    questions = list(HypeQuestion.objects.current()[:answered])
    said = Answered("claimed", "It says so", "", DAY)
    actions.save_answers(report=report, answers=dict.fromkeys(questions, said))

    with django_assert_num_queries(8):
        response = learner_client.get(report.get_absolute_url())

    assert response.text.count("It says so") == 2 * answered  # and drawn with it


def test_save_words_are_kept(learner_client, report):
    given = {
        "subject": "New",
        "url": "",
        "claim": "C",
        "strongest": "S",
        "gaps": "G",
        "conclusion": "X",
    }

    learner_client.post(
        address("save-hype-words", report),
        {f"words-{name}": value for name, value in given.items()},
    )
    wrong = learner_client.post(address("save-hype-words", report), {"words-gaps": "Typed"})

    report.refresh_from_db()
    assert {name: getattr(report, name) for name in given} == given
    assert "Say what you look at." in wrong.text
    assert "Typed" in wrong.text


def test_delete_takes_the_answers_along(learner_client, report):
    answer_all(report, "claimed")

    learner_client.post(address("delete-hype-report", report))

    assert not HypeReport.objects.exists()
    assert not HypeAnswer.objects.exists()
