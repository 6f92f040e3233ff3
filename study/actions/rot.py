"""What is done about resources that may not work: learners report, admins settle."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from accounts.models import User
from study.models import ResourceReport
from study.models.rot import A_DAY


class TooManyReportsError(Exception):
    """The learner wrote as many reports as one may in 24 hours."""


@transaction.atomic
def report_resource(*, learner: User, report: ResourceReport, now: datetime) -> None:
    """Add what a learner says of a resource; what they said before is kept, and counts no more.

    The same again on the same day changes nothing. Raises `TooManyReportsError`.
    """
    User.objects.lock(learner.pk)  # so that one counts, and the limit holds
    report.learner, report.day, report.reported_at = learner, learner.study_day(now), now
    mine = ResourceReport.objects.of(learner)
    same = {name: getattr(report, name) for name in ("resource", "says", "versions", "note", "day")}
    if mine.current().filter(settled_at=None, **same).exists():
        return
    if mine.filter(reported_at__gt=now - timedelta(days=1)).count() >= A_DAY:
        raise TooManyReportsError
    earlier = mine.current().filter(resource=report.resource)
    earlier.update(replaced_at=Greatest("reported_at", Value(now)))
    report.save(force_insert=True)


@transaction.atomic
def settle_report(
    *, report: ResourceReport, by: User, answer: str, is_mistaken: bool = False, now: datetime
) -> bool:
    """Close a report: it counts as trouble no more, and learners read the answer, if there is one.

    A mistaken one is not shown at all. Says whether this settled it: what was settled stays so.
    """
    unsettled = ResourceReport.objects.filter(pk=report.pk, settled_at=None)
    settled = {"settled_at": now, "settled_by": by, "answer": answer, "is_mistaken": is_mistaken}
    return bool(unsettled.update(**settled))


@transaction.atomic
def reopen_report(*, report: ResourceReport) -> bool:
    """Take settling a report back, with its answer. Says whether it was settled."""
    settled = ResourceReport.objects.filter(pk=report.pk).exclude(settled_at=None)
    open_again = {"settled_at": None, "settled_by": None, "answer": "", "is_mistaken": False}
    return bool(settled.update(**open_again))
