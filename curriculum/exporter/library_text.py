"""Prompts and the hype check as the texts of their files."""

from typing import Any

from curriculum.exporter.layout import Line, Row, block, comment, item, said, sections
from curriculum.importer.hype_schema import (
    AnswerState,
    HypeMeta,
    QuestionForm,
    ReportPart,
    SectionForm,
    Source,
    Verdict,
)
from curriculum.importer.schema import Fits, Form, PromptForm
from curriculum.models import HypeCheck, HypeQuestion, HypeSection, Path, Prompt


def prompts_text(path: Path, prompts: list[Prompt]) -> str:
    return sections(
        [
            comment(f"Prompts of {path.slug}: written by Learnpath.", 0),
            "prompts:\n" + "".join(item(block(_prompt(each), 2), 1) for each in prompts),
        ]
    )


def _prompt(prompt: Prompt) -> dict[str, Any]:
    fits = said(
        Fits,
        {
            "when": prompt.when,
            "unit": prompt.unit and prompt.unit.slug,
            "hours": prompt.hours,
        },
    )
    return said(PromptForm, vars(prompt) | {"fits": Line(fits), "tags": Row(prompt.tags)})


def hype_text(check: HypeCheck) -> str:
    sections_of = list(check.sections.all())
    return sections(
        [
            comment(f"The hype check {check.slug}: written by Learnpath.", 0),
            block({"meta": _meta(check)}),
            "sections:\n",
            *(text for section in sections_of for text in _section(section)),
            block({"report_template": _forms(ReportPart, check.report_template)}),
        ]
    )


def _meta(check: HypeCheck) -> dict[str, Any]:
    return said(
        HypeMeta,
        vars(check)
        | {
            "answer_states": [Line(row) for row in _forms(AnswerState, check.answer_states)],
            "verdicts": [Line(row) for row in _forms(Verdict, check.verdicts)],
            "each_entry_needs": Row(check.each_entry_needs),
            "sources": _forms(Source, check.sources),
        },
    )


def _forms(form: type[Form], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows kept as JSON, which keeps no order of its keys."""
    return [said(form, row) for row in rows]


def _section(section: HypeSection) -> list[str]:
    text = item(block(said(SectionForm, vars(section)), 2), 1)
    questions = list(section.questions.all())
    if not questions:
        return [f"{text}    questions: []\n"]
    return [f"{text}    questions:\n", *(_question(each) for each in questions)]


def _question(question: HypeQuestion) -> str:
    values = vars(question) | {
        "order": question.position,
        "core": question.is_core,
        "helptext": question.help_text,
        "look_for": Row(question.look_for),
        "adapt": dict(sorted(question.adapt.items())),
    }
    return item(block(said(QuestionForm, values), 4), 3)
