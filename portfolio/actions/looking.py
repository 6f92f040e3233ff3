"""Looking after links whose time has come, of whatever they are."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from curriculum.models import LinkHealth
from portfolio.link_health import AGAIN_AFTER
from portfolio.outbound import Failure, Fetched, Guard, NotFetchedError, fetch

HELD = timedelta(minutes=10)  # while somebody looks

logger = logging.getLogger(__name__)


def look_at_due[Check: LinkHealth](
    checks: type[Check], look: Callable[[Check], None], *, now: datetime, most: int
) -> int:
    """Look at links whose time has come, one by one. Returns how many.

    One that breaks is logged and comes round again later; it stops no other.
    """
    for done in range(most):
        check = _take(checks, now)
        if check is None:
            return done
        try:
            look(check)
        except Exception:
            logger.exception("The link of %s %s could not be checked.", checks.__name__, check.pk)
            checks.objects.filter(pk=check.pk).update(next_check_at=now + AGAIN_AFTER)
    return most


def answer_of(url: str, *, now: datetime, guard: Guard) -> Fetched | Failure:
    """What is at an address, or why nothing could be fetched."""
    try:
        return fetch(url, now=now, guard=guard)
    except NotFetchedError as error:
        return error.failure


@transaction.atomic
def _take[Check: LinkHealth](checks: type[Check], now: datetime) -> Check | None:
    """Hold the link that is longest due, so that no other worker looks at it meanwhile."""
    check = checks.objects.due(now).select_for_update(skip_locked=True).first()
    if check is not None:
        checks.objects.filter(pk=check.pk).update(next_check_at=now + HELD)
    return check
