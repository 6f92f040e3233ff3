"""A filled-in hype check as files."""

import json

from curriculum.models import HypeQuestion
from portfolio import actions
from portfolio.models import HypeReport
from portfolio.queries import Answered
from tests.portfolio.hype.filling import DAY, address, answer_all


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
