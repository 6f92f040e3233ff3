"""The hype check filled in, looked at again, taken along; seen by nobody else."""

import datetime as dt
import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from curriculum.models import HypeCheck, HypeQuestion, HypeSection
from portfolio import actions
from portfolio.models import HypeAnswer, HypeReport
from portfolio.queries import Answered, report_page
from tests.portfolio.factories import ItemFactory
from tests.portfolio.hype.factories import HypeReportFactory

LIST = reverse("portfolio:hype-reports")
DAY = dt.date(2026, 3, 2)


def address(name, report, *rest):
    return reverse(f"portfolio:{name}", args=[report.pk, *rest])


def section_of(question):
    return question.section.slug


@pytest.fixture
def question(_questions):
    return HypeQuestion.objects.select_related("section").get(position=1)


def sent(question, **fields):
    return {f"{question.slug}-{name}": value for name, value in fields.items()}


def answer_all(report, state):
    questions = HypeQuestion.objects.current()
    said = Answered(state, "It says so", "", DAY)
    actions.save_answers(report=report, answers=dict.fromkeys(questions, said))


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


def test_delete_takes_the_answers_along(learner_client, report):
    answer_all(report, "claimed")

    learner_client.post(address("delete-hype-report", report))

    assert not HypeReport.objects.exists()
    assert not HypeAnswer.objects.exists()


def test_markdown_has_every_answer_and_breaks_out_of_nothing(learner_client, report, question):
    HypeReport.objects.update(
        subject="# A *scanner*", url="https://p.example/", claim="See\n\n# Injected", gaps="G"
    )
    report.refresh_from_db()
    answer_all(report, "shown")
    said = Answered("unknown", "[x](javascript:alert(1)) <script>", "https://p.example/d", DAY)
    actions.save_answers(report=report, answers={question: said})

    response = learner_client.get(address("hype-markdown", report))

    lines = response.text.splitlines()
    assert lines[0] == "# \\# A \\*scanner\\*"
    assert "<https://p.example/>" in lines
    assert "See \\# Injected" in lines
    assert "## Verdict: Promising, ask more" in lines
    assert report.hype_check.core_rule in lines
    assert "\\[x\\]\\(javascript:alert\\(1\\)\\) \\<script\\>" in lines
    assert "<https://p.example/d>" in lines
    assert sum(line.startswith("### ") for line in lines) == 22
    assert "after Dan Simonson" in response.text
    assert "attachment" in response["Content-Disposition"]


def test_markdown_of_the_best_verdict_names_nothing_that_holds_it_down(learner_client, report):
    questions = HypeQuestion.objects.current()
    seen = Answered("shown", "", "https://p.example/", DAY)
    actions.save_answers(report=report, answers=dict.fromkeys(questions, seen))

    text = learner_client.get(address("hype-markdown", report)).text

    assert "## Verdict: Led by evidence" in text
    assert "44 of 44 points (100 %) from 22 of 22 questions." in text
    assert report.hype_check.core_rule not in text


def test_markdown_of_nothing_yet_says_so(learner_client, report):
    text = learner_client.get(address("hype-markdown", report)).text

    assert text.count("*Not looked at.*") == 22
    assert "Verdict" not in text


def test_json_has_all_of_it(learner_client, report, question):
    said = Answered("shown", "Data", "https://p.example/", DAY)
    empty = json.loads(learner_client.get(address("hype-json", report)).content)
    actions.save_answers(report=report, answers={question: said})

    data = json.loads(learner_client.get(address("hype-json", report)).content)

    assert (data["format"], data["subject"]) == ("learnpath-hype-check-1", "A parcel scanner")
    assert data["verdict"] == {"slug": "evidence-led", "points": 2, "possible": 2, "capped_by": []}
    assert data["answers"][question.slug] == {
        "state": "shown", "evidence": "Data", "url": "https://p.example/", "checked_on": "2026-03-02",
    }  # fmt: skip
    assert len(data["answers"]) == 22
    assert empty["verdict"] is None


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
