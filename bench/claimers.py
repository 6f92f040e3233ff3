"""Mentors of one of several processes, who claim at the same time."""

import random
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from bench import data
from bench.measure import Meter
from mentoring import actions
from mentoring.models import MOST_CLAIMS, ReviewRequest

FIRST = 100  # the mentors before are measured alone
CONTESTED = 10


def claimers(number: int, processes: int, mentors_each: int) -> Callable[[], dict[str, Any]]:
    """Make ready what has one mentor after another claim until there is no room, and reports."""
    data.look_at("many")
    mentors = data.mentors(FIRST + number * mentors_each, mentors_each)
    targets = _targets(4 * processes * mentors_each * MOST_CLAIMS, random.Random(number))
    meter = Meter()

    def claim_all() -> dict[str, Any]:
        start = meter.read()
        claims, refused = [], 0
        for mentor in mentors:
            taken, passed = _claim_until_full(mentor, targets)
            claims += [(mentor.pk, str(pk)) for pk in taken]
            refused += passed
        cost = meter.read().since(start, 1)
        used = {"server": cost.server, "postgres": cost.postgres}
        return {"claims": claims, "refused": refused} | used

    return claim_all


def _targets(count: int, chance: random.Random) -> Iterator[UUID]:
    """So many requests from the front of the queue, four times what all will claim: the first ten in
    order, which all want at the same time, and the others in any.
    """
    queue = ReviewRequest.objects.waiting().filter(invited=None).free(timezone.now())
    found = list(queue.oldest_first().values_list("pk", flat=True)[:count])
    others = found[CONTESTED:]
    return iter(found[:CONTESTED] + chance.sample(others, len(others)))


def _claim_until_full(mentor: User, targets: Iterator[UUID]) -> tuple[list[UUID], int]:
    """Claim the next that is free until there is no room; say which, and how often it was not."""
    taken, refused = [], 0
    for pk in targets:
        try:
            actions.claim(pk=pk, person=mentor, now=timezone.now())
            taken.append(pk)
        except (actions.ClaimedError, actions.NotThereError):  # claimed, or behind a block
            refused += 1
        except (actions.HandsFullError, actions.NoCapacityError):
            break
    return taken, refused
