"""Saving a part of a hype check in place: what is typed elsewhere on the page stays."""

import pytest
from django.urls import reverse

from curriculum.models import HypeQuestion
from portfolio.models import HypeAnswer
from tests.htmx import HTMX


def address(name, report, *rest):
    return reverse(f"portfolio:{name}", args=[report.pk, *rest])


def section_of(question):
    return question.section.slug


def sent(question, **fields):
    return {f"{question.slug}-{name}": value for name, value in fields.items()}


@pytest.fixture
def question(_questions):
    return HypeQuestion.objects.select_related("section").get(position=1)


def test_save_section_answers_htmx_with_the_section_and_the_verdict(
    learner_client, report, question
):
    where = address("save-hype-section", report, section_of(question))

    part = learner_client.post(where, sent(question, state="claimed"), headers=HTMX)

    assert HypeAnswer.objects.get().state == "claimed"
    assert "<html" not in part.text
    assert part.text.count('class="question"') == 5
    assert '<section class="card stack tight" id="verdict" hx-swap-oob="true">' in part.text
    assert "1 of 2 points, 50 %" in part.text
    assert "1 of 5 answered" in part.text
    assert '<span class="soft" role="status">Saved.</span>' in part.text


def test_save_section_answers_htmx_with_what_is_wrong(learner_client, report, question):
    where = address("save-hype-section", report, section_of(question))

    part = learner_client.post(where, sent(question, evidence="Seen it"), headers=HTMX)

    assert not HypeAnswer.objects.exists()
    assert "<html" not in part.text
    assert "Choose one of the five." in part.text
    assert "Seen it</textarea>" in part.text
    assert "Saved." not in part.text


@pytest.mark.parametrize("count", [1, 5])
def test_save_section_runs_the_same_queries_however_much_is_sent(
    learner_client, report, question, count, django_assert_num_queries
):
    questions = HypeQuestion.objects.current().filter(section=question.section)[:count]
    data = {f"{each.slug}-state": "claimed" for each in questions}
    where = address("save-hype-section", report, section_of(question))

    with django_assert_num_queries(14):
        learner_client.post(where, data, headers=HTMX)

    assert report.answers.count() == count


def test_save_words_answers_htmx_with_the_words_and_the_heading(learner_client, report):
    where = address("save-hype-words", report)

    part = learner_client.post(where, {"words-subject": "New"}, headers=HTMX)
    wrong = learner_client.post(where, {"words-gaps": "Typed"}, headers=HTMX)

    assert "<html" not in part.text
    assert '<div class="page-head" id="subject" hx-swap-oob="true">' in part.text
    assert "<h1>New</h1>" in part.text
    assert "Saved." in part.text
    assert "Say what you look at." in wrong.text
    assert "Typed</textarea>" in wrong.text
    assert "<h1>New</h1>" in wrong.text
    assert "Saved." not in wrong.text
