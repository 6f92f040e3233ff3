"""Looking through hype: reports begun, answered, looked at again."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.models import User
from curriculum.models import HypeQuestion
from portfolio.actions.limits import lock_with_room
from portfolio.models import HypeAnswer, HypeReport
from portfolio.queries.hype import Answered

MOST_REPORTS = 200


@transaction.atomic
def begin_report(*, report: HypeReport) -> None:
    """Begin to look at a subject. Raises `FullError`."""
    mine = HypeReport.objects.filter(learner=report.learner_id)
    lock_with_room(report.learner_id, mine, MOST_REPORTS)
    report.save(force_insert=True)


@transaction.atomic
def save_answers(*, report: HypeReport, answers: Mapping[HypeQuestion, Answered]) -> None:
    """Write down what was found out on some questions; others stay as they are."""
    taken_back = [question for question, answer in answers.items() if not answer.state]
    report.answers.filter(question__in=taken_back).delete()
    HypeAnswer.objects.bulk_create(
        [
            HypeAnswer(
                report=report,
                question=question,
                state=answer.state,
                evidence=answer.evidence,
                url=answer.url,
                checked_on=answer.checked_on,
            )
            for question, answer in answers.items()
            if answer.state
        ],
        update_conflicts=True,
        unique_fields=["report", "question"],
        update_fields=["state", "evidence", "url", "checked_on"],
    )


@transaction.atomic
def look_again(*, report: HypeReport, today: date) -> HypeReport:
    """Begin another look at the same subject, with the answers so far to go on from.

    One that was begun already is that one. Raises `FullError`.
    """
    User.objects.lock(report.learner_id)
    begun = HypeReport.objects.filter(follows=report).first()
    if begun is not None:
        return begun
    again = HypeReport(
        learner=report.learner,
        hype_check=report.hype_check,
        subject=report.subject,
        url=report.url,
        item=report.item,
        claim=report.claim,
        begun_on=today,
        follows=report,
    )
    begin_report(report=again)
    answers = report.answers.select_related("question")
    save_answers(
        report=again,
        answers={
            each.question: Answered(each.state, each.evidence, each.url, each.checked_on)
            for each in answers
        },
    )
    return again
