"""Looking again, comparing, and who sees any of it; what the database refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from curriculum.models import HypeQuestion, HypeSection
from portfolio import actions
from portfolio.models import HypeAnswer, HypeReport
from portfolio.queries import Answered, report_page
from tests.portfolio.factories import ItemFactory
from tests.portfolio.hype.factories import HypeReportFactory
from tests.portfolio.hype.filling import DAY, LIST, address, answer_all


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.usefixtures("_questions")
def test_the_list_runs_the_same_queries_however_long_it_is(
    learner_client, learner, count, django_assert_num_queries
):
    for _each in range(count):
        answer_all(HypeReportFactory(learner=learner), "claimed")

    with django_assert_num_queries(9):
        response = learner_client.get(LIST)

    assert response.text.count("Promising, ask more") == count


def test_look_again_carries_answers_over_once_and_compares(
    learner_client, learner, report, question
):
    answer_all(report, "claimed")

    learner_client.post(address("look-again", report))
    learner_client.post(address("look-again", report))

    again = HypeReport.objects.get(follows=report)
    actions.save_answers(report=again, answers={question: Answered("shown", "Data", "", DAY)})
    page = learner_client.get(address("compare-hype-report", again))
    assert again.answers.count() == 22
    assert page.context["comparison"].changed_count == 1
    assert "1 answer changed between" in page.text
    assert "You looked again on" in learner_client.get(report.get_absolute_url()).text
    assert "Compare with" in learner_client.get(again.get_absolute_url()).text


@pytest.mark.parametrize("answered", [1, 3])
def test_compare_runs_the_same_queries_however_much_is_answered(
    learner_client, report, answered, django_assert_num_queries
):
    questions = list(HypeQuestion.objects.current()[:answered])
    said = Answered("claimed", "It says so", "", DAY)
    actions.save_answers(report=report, answers=dict.fromkeys(questions, said))
    again = actions.look_again(report=report, today=DAY)

    with django_assert_num_queries(12):
        response = learner_client.get(address("compare-hype-report", again))

    assert response.text.count('<span class="chip">Claimed</span>') == 2 * answered


def test_the_first_look_has_nothing_to_compare_with(learner_client, report):
    assert learner_client.get(address("compare-hype-report", report)).status_code == 404


def test_look_again_refuses_a_full_list(learner_client, report, monkeypatch):
    monkeypatch.setattr(actions.hype, "MOST_REPORTS", 1)

    response = learner_client.post(address("look-again", report), follow=True)

    assert "Your list is full." in response.text
    assert HypeReport.objects.count() == 1


@pytest.mark.usefixtures("_questions")
def test_strangers_find_nothing(learner_client):
    report = HypeReportFactory()
    section = HypeSection.objects.first().slug
    for method, name, *rest in (
        ("get", "hype-report"), ("post", "save-hype-section", section), ("post", "save-hype-words"),
        ("post", "look-again"), ("get", "compare-hype-report"), ("post", "delete-hype-report"),
        ("get", "hype-markdown"), ("get", "hype-json"),
    ):  # fmt: skip
        response = getattr(learner_client, method)(
            address(name, report, *rest), {"words-subject": "x"}
        )
        assert response.status_code == 404
    assert "parcel" not in learner_client.get(LIST).text
    assert HypeReport.objects.get().subject == "A parcel scanner"


def test_the_hype_check_of_the_library_leads_here(learner_client, client, report):
    page = reverse("curriculum:hype-check")

    assert LIST in learner_client.get(page).text
    assert LIST not in client.get(page).text


def test_an_app_can_be_put_through_it(learner_client, learner, report):
    item = ItemFactory(learner=learner, kind="app", title="My birds")

    link = f"{LIST}?item={item.pk}"

    assert link in learner_client.get(item.get_absolute_url()).text
    assert f'value="{item.pk}" selected' in learner_client.get(link).text


def test_questions_that_retired_are_asked_no_more(report, question):
    answer_all(report, "claimed")
    question.retired_at = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    question.save(update_fields=["retired_at"])

    assert len(report_page(report).asked) == 21


@pytest.mark.parametrize(
    ("model", "constraint", "fields"),
    [
        (HypeReport, "hype_report_has_a_subject", {"subject": ""}),
        (HypeReport, "hype_report_is_on_the_web", {"url": "ftp://x"}),
        (HypeAnswer, "hype_answer_state_is_known", {"state": "maybe"}),
        (HypeAnswer, "hype_answer_shown_with_evidence", {"state": "shown", "evidence": ""}),
        (HypeAnswer, "hype_answer_is_on_the_web", {"url": "x"}),
    ],
)
def test_the_database_refuses(report, question, model, constraint, fields):
    actions.save_answers(report=report, answers={question: Answered("claimed", "x", "", DAY)})

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.update(**fields)
    assert str(model.objects.get())


def test_a_report_follows_another_and_answers_a_question_once(report, question):
    actions.save_answers(report=report, answers={question: Answered("claimed", "x", "", DAY)})

    with pytest.raises(IntegrityError, match="hype_answer_once"), transaction.atomic():
        HypeAnswer.objects.create(report=report, question=question, state="claimed", checked_on=DAY)
    with pytest.raises(IntegrityError, match="hype_report_follows_another"), transaction.atomic():
        HypeReport.objects.update(follows=report)
