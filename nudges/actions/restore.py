"""After the database was restored from a backup: what may have gone out is not sent again."""

from datetime import datetime, timedelta

from django.db import transaction

from nudges.actions.plan import plan, plan_untold
from nudges.models import Nudge, Recipient, State

A_STEP = timedelta(hours=1)  # every local day begins at some hour or half hour


@transaction.atomic
def after_restore(*, since: datetime, now: datetime) -> int:
    """Mark as perhaps sent what was due from the backup's time until now; say how many.

    What had not been planned yet when the backup was made is planned first, as the instance
    that was lost did, so that tomorrow does not send it again.
    """
    moment = since
    while moment < now:
        moment = min(moment + A_STEP, now)
        while plan(now=moment):
            pass
    while plan_untold(now=now):
        pass
    in_doubt = Nudge.objects.filter(
        state__in=[State.PLANNED, State.CLAIMED, State.SENDING], due_at__lte=now
    )
    Recipient.objects.filter(look_at__lte=now).update(look_at=now + A_STEP)
    return in_doubt.update(state=State.UNKNOWN, settled_at=now, lease_token=None, lease_until=None)
