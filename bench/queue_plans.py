"""How Postgres runs what mentoring asks of a long queue: for docs/mentoring-queue.md."""

import re
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from bench import data
from mentoring import actions
from mentoring.models import ReviewRequest
from mentoring.queries import Filters, Place, queue, waits

EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, SUMMARY OFF)"


# Lines of a plan about its own work, and types of literals: what a reader can do without.
_ASIDE = re.compile(
    r" *(Index Searches|Cache|Hits|Storage|Heap Blocks|Planning|Recheck Cond|Rows Removed by Join)\b"
)
_TYPE = re.compile(r"::(text|uuid|timestamp with time zone)(\[\])?")
_REQUESTS = " on mentoring_reviewrequest "


def explain() -> None:
    """Print the plan of each, with its name; what the first plan has too is left out of others."""
    now = timezone.now()
    [mentor] = data.mentors(0, 1)
    known: set[str] = set()
    for name, run in _questions(mentor, now).items():
        total, read, *steps = _short(plan_of(run))
        new = (step for step in steps if _shape(step) not in known or _REQUESTS in step)
        print("\n".join((name, total, read, *new)), end="\n\n")
        known = known or {_shape(step) for step in steps}


def _short(plan: str) -> list[str]:
    """A plan with what was read of all together, and no word more than is needed."""
    first, *others = (line for line in plan.splitlines() if not _ASIDE.match(line))
    read, *others = others
    return [first, read, *(_TYPE.sub("", each) for each in others if "Buffers:" not in each)]


def _shape(line: str) -> str:
    """A line without its figures and without where it stands."""
    return re.sub(r"_?\d+|\(actual.*", "", line).strip()


def _questions(mentor: User, now: datetime) -> dict[str, Callable[[], object]]:
    free = ReviewRequest.objects.queue_of(mentor).free(now).oldest_first()
    middle = free[free.count() // 2]
    kind, module, domain = (
        free.exclude(**{name: ""}).values_list(name, flat=True)[0]
        for name in ("kind", "module", "domain")
    )
    half_way = Place(middle.asked_at, middle.pk)
    topics = sorted(set(islice(free.exclude(module="").values_list("module", flat=True), 50)))[:2]

    def page(filters: Filters, after: Place | None = None) -> Callable[[], object]:
        return lambda: queue(mentor, filters, after, now)

    return {
        "The first page": page(Filters()),
        "A page half way down": page(Filters(), half_way),
        "The first page of a kind": page(Filters(kinds=(kind,))),
        "The first page of a module": page(Filters(modules=(module,))),
        "The first page of a domain": page(Filters(domain=domain)),
        "The first page of two modules, and of what has none": page(Filters(modules=(*topics, ""))),
        "A claim": lambda: _claim(middle.pk, mentor, now),
        "One request, for somebody who may read it": lambda: ReviewRequest.objects.readable_by(
            mentor
        ).get(pk=middle.pk),
        "Waiting times": lambda: waits(now),
    }


def _claim(pk: UUID, mentor: User, now: datetime) -> None:
    with transaction.atomic():
        actions.claim(pk=pk, person=mentor, now=now)
        transaction.set_rollback(True)


def plan_of(run: Callable[[], object]) -> str:
    """The plan of the last query or change that something runs, as it is without waiting for
    the disk. Nothing that was explained stays changed.
    """
    plans = []

    def note(execute: Any, statement: str, values: Any, many: bool, context: Any) -> Any:
        if statement.lstrip().startswith(("SELECT", "UPDATE")):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"{EXPLAIN} {statement}", values)
                plans.append("\n".join(line for (line,) in cursor))
                transaction.set_rollback(True)
        return execute(statement, values, many, context)

    run()
    with connection.execute_wrapper(note):
        run()
    return plans[-1]
