"""A filled-in hype check with its questions, and two of them side by side."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import User
from curriculum.models import HypeQuestion, HypeSection
from curriculum.queries import hype_check
from portfolio.models import HypeAnswer, HypeReport
from portfolio.verdict import Stated, Verdict, verdict_of


@dataclass(frozen=True)
class Answered:
    """What is found out on a question; no state takes an answer back."""

    state: str
    evidence: str
    url: str
    checked_on: date


@dataclass(frozen=True)
class Asked:
    """A question, and what was answered to it, if anything."""

    question: HypeQuestion
    answer: HypeAnswer | None


@dataclass(frozen=True)
class Part:
    """A section with its questions."""

    section: HypeSection
    asked: list[Asked]

    @property
    def answered_count(self) -> int:
        return sum(each.answer is not None for each in self.asked)


@dataclass(frozen=True)
class ReportPage:
    """A look at a subject: all questions in their sections, answered or not."""

    report: HypeReport
    parts: list[Part]

    @property
    def asked(self) -> list[Asked]:
        return [each for part in self.parts for each in part.asked]

    @property
    def answered_count(self) -> int:
        return sum(part.answered_count for part in self.parts)

    @property
    def is_complete(self) -> bool:
        return self.answered_count == len(self.asked)

    @cached_property
    def verdict(self) -> Verdict | None:
        check = self.report.hype_check
        stated = [
            Stated(each.question.text, each.answer.state, each.question.is_core)
            for each in self.asked
            if each.answer
        ]
        return verdict_of(stated, states=check.answer_states, verdicts=check.verdicts)


def report_page(report: HypeReport) -> ReportPage:
    """A report with every question that is asked today, in four queries."""
    return ReportPage(report, _parts(report, _sections()))


@dataclass(frozen=True)
class Change:
    """A question in two looks at the same subject."""

    question: HypeQuestion
    before: HypeAnswer | None
    now: HypeAnswer | None

    @property
    def is_change(self) -> bool:
        return (self.before and self.before.state) != (self.now and self.now.state)


@dataclass(frozen=True)
class Comparison:
    """Two looks at the same subject, the earlier one first."""

    before: ReportPage
    now: ReportPage

    @cached_property
    def changes(self) -> list[Change]:
        return [
            Change(earlier.question, earlier.answer, later.answer)
            for earlier, later in zip(self.before.asked, self.now.asked, strict=True)
        ]

    @property
    def changed_count(self) -> int:
        return sum(change.is_change for change in self.changes)


def comparison(report: HypeReport) -> Comparison | None:
    """A report beside the one it follows; none if it is the first."""
    if report.follows is None:
        return None
    return Comparison(report_page(report.follows), report_page(report))


def hype_reports(learner: User) -> list[ReportPage]:
    """All reports of a learner with their verdicts, the newest first, in five queries."""
    reports = (
        HypeReport.objects.for_learner(learner)
        .select_related("hype_check", "item", "follows")
        .prefetch_related("answers")
        .newest_first()
    )
    sections = _sections()
    return [ReportPage(report, _parts(report, sections)) for report in reports]


def _sections() -> list[HypeSection]:
    check = hype_check()
    return list(check.sections.all()) if check else []


def _parts(report: HypeReport, sections: list[HypeSection]) -> list[Part]:
    answers = {answer.question_id: answer for answer in report.answers.all()}
    return [
        Part(each, [Asked(question, answers.get(question.pk)) for question in each.questions.all()])
        for each in sections
    ]
