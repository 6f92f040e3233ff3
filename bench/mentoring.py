"""python -m bench.mentoring: the mentors' queue and claims, with few open requests and with many.

Both sizes are schemas of one database, so that one process on one connection serves them in
turns. Then eight processes of mentors claim at once, and waiting times and figures are asked for.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler

from bench.instance import instance
from bench.measure import WARM_UP_REQUESTS, Contender, cost_table, measure, ratio_table, ratios
from bench.pages import Browser, product
from bench.table import table

FEW, MANY, REVIEWS, ROUNDS, REQUESTS, WORKERS, MENTORS_EACH = 100, 100_000, 50_000, 40, 10, 8, 25
MANY_OVER_FEW = 1.2
CLAIMS_A_SECOND = 100


def main() -> None:
    asked = _asked()
    if asked.part is not None:
        print(json.dumps(_work(asked.part, asked.mentors)), flush=True)
        return
    with instance():
        if asked.explain:
            from bench import queue_plans  # noqa: PLC0415  models need the instance's settings

            _fill({"many": asked.many}, asked)
            queue_plans.explain()
            return
        _fill({"few": asked.few, "many": asked.many}, asked)
        print(_pages_and_claims(asked), end="\n\n")
        alone = _seconds(_queue())
        print(_race(asked.mentors), end="\n\n")
        print(_times(alone), end="\n\n")
        print(f"Promised: {CLAIMS_A_SECOND} claims a second, none twice, at most 4 in one hand.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--many", type=int, default=MANY, help=f"open requests ({MANY:,})")
    parser.add_argument("--few", type=int, default=FEW, help=f"beside so many ({FEW:,})")
    parser.add_argument(
        "--reviews", type=int, default=REVIEWS, help=f"besides the many ({REVIEWS:,})"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns each contender takes")
    parser.add_argument("--requests", type=int, default=REQUESTS, help="requests in a turn")
    parser.add_argument(
        "--mentors", type=int, default=MENTORS_EACH, help=f"in each process ({MENTORS_EACH})"
    )
    parser.add_argument("--explain", action="store_true", help="print the plans of queries alone")
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)  # of itself, in a process
    return parser.parse_args()


def _fill(sizes: dict[str, int], asked: argparse.Namespace) -> None:
    """Write people, and for each size requests and reviews in proportion."""
    from bench import data  # noqa: PLC0415  models need the settings of the instance

    data.add_people(asked.many)
    for size, requests in sizes.items():
        reviews = max(1, asked.reviews * requests // asked.many)
        data.add_reviews(size, of_all=asked.many, requests=requests, reviews=reviews)
    data.settle()


def _pages_and_claims(asked: argparse.Namespace) -> str:
    learnpath, turn = product(), {"rounds": asked.rounds, "requests": asked.requests}
    sizes = {"few": asked.few, "many": asked.many}
    pages = [
        _page(f"{name}, {count:,} open", learnpath, size, place)
        for name, place in (("first page", _start), ("deep page", _half_way))
        for size, count in sizes.items()
    ]
    claims = [
        _claim(f"claim, {count:,} open", learnpath, size, max(WARM_UP_REQUESTS, asked.requests))
        for size, count in sizes.items()
    ]
    of_pages, of_claims = measure(pages, **turn), measure(claims, **turn)
    tables = [cost_table(pages, of_pages), cost_table(claims, of_claims)]
    compared = (("first page", of_pages, 0), ("deep page", of_pages, 2), ("claim", of_claims, 0))
    many_over_few = [
        each
        for name, costs, few in compared
        for each in (
            ratios(f"{name}, many / few", costs, few + 1, few, promise=MANY_OVER_FEW),
            ratios("the same, Postgres alone", costs, few + 1, few, part="postgres"),
        )
    ]
    return "\n\n".join((*tables, ratio_table(many_over_few)))


def _start() -> str:
    return ""


def _half_way() -> str:
    """Where the second half of the queue begins, as an address has it."""
    from mentoring.models import ReviewRequest  # noqa: PLC0415
    from mentoring.queries import Place  # noqa: PLC0415

    queue = ReviewRequest.objects.waiting().filter(invited=None).oldest_first()
    middle = queue[queue.count() // 2]
    return str(Place(middle.asked_at, middle.pk))


def _page(name: str, application: WSGIHandler, size: str, place: Callable[[], str]) -> Contender:
    """A page of the queue as a mentor without topics sees it."""
    from bench import data  # noqa: PLC0415

    data.look_at(size)
    [mentor] = data.mentors(0, 1)
    browser, query = Browser(mentor), urlencode({"after": place()})

    def request() -> dict[str, Any]:
        data.look_at(size)
        return browser.get("/reviews/queue/") | {"QUERY_STRING": query}

    return Contender(name, application, request)


def _claim(name: str, application: WSGIHandler, size: str, mentors: int) -> Contender:
    """The form that claims a request, sent by one mentor after another; each lets go before."""
    from bench import data  # noqa: PLC0415
    from mentoring.models import ReviewDraft, ReviewRequest  # noqa: PLC0415

    data.look_at(size)
    people = cycle(_with_targets(data.mentors(0, mentors)))
    [mentor] = data.mentors(0, 1)
    token = Browser(mentor).csrf_token(application, "/reviews/mentor/")

    def request() -> dict[str, Any]:
        data.look_at(size)
        mentor, browser, target = next(people)
        ReviewRequest.objects.filter(claimed_by=mentor).update(
            claimed_by=None, claim_slot=None, claimed_until=None
        )
        ReviewDraft.objects.filter(mentor=mentor).delete()
        return browser.post(f"/reviews/requests/{target}/claim/", {"csrfmiddlewaretoken": token})

    return Contender(name, application, request, status="302 Found")


def _with_targets(mentors: list[Any]) -> Iterator[tuple[Any, Browser, Any]]:
    """Each with a browser and a request of their own, from all over the queue."""
    from django.utils import timezone  # noqa: PLC0415

    from mentoring.models import ReviewRequest  # noqa: PLC0415

    for number, mentor in enumerate(mentors):
        free = ReviewRequest.objects.queue_of(mentor).free(timezone.now()).oldest_first()
        yield mentor, Browser(mentor), free[free.count() * number // len(mentors)].pk


def _race(mentors_each: int) -> str:
    """Have eight processes of mentors claim until their hands are full; the clock is of the whole."""
    command = [sys.executable, "-m", "bench.mentoring", "--mentors", str(mentors_each), "--part"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    children = [subprocess.Popen([*command, str(n)], **pipes) for n in range(WORKERS)]
    for child in children:
        child.stdout.readline()  # it is ready
    start = time.perf_counter()
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    reports = [json.loads(child.stdout.readline()) for child in children]
    took = time.perf_counter() - start
    for child in children:
        child.communicate()
    claims = [tuple(claim) for report in reports for claim in report["claims"]]
    most, twice = _check(claims)
    refused, server, postgres = (
        sum(report[name] for report in reports) for name in ("refused", "server", "postgres")
    )
    asked = 1e6 * (len(claims) + refused)
    rows = (
        ("at once", f"{WORKERS} mentors"),
        ("claims", f"{len(claims)}"),
        ("a second", f"{len(claims) / took:.0f}"),
        ("refused", f"{refused}"),
        ("ms of server", f"{server / asked:.2f}"),
        ("of Postgres", f"{postgres / asked:.2f}"),
        ("twice", f"{twice}"),
        ("in a hand", f"{most}"),
    )
    return table(list(zip(*rows, strict=True)))


def _check(claims: list[tuple[int, str]]) -> tuple[int, int]:
    """The most claims in one hand, and how many were claimed twice; all are in the database."""
    from mentoring.models import ReviewRequest  # noqa: PLC0415

    held = ReviewRequest.objects.filter(claimed_by__isnull=False).values_list("claimed_by", "pk")
    pairs = {(person, str(pk)) for person, pk in held}
    twice = len(claims) - len({pk for _person, pk in claims})
    if not twice and not pairs.issuperset(claims):
        raise SystemExit("A claim was reported and not kept.")
    return max(Counter(person for person, _pk in pairs).values()), twice


def _work(number: int, mentors_each: int) -> dict[str, Any]:
    """One of the processes: ready, go, claim, report."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from bench.claimers import claimers  # noqa: PLC0415

    claim_all = claimers(number, WORKERS, mentors_each)
    print("ready", flush=True)
    sys.stdin.readline()
    return claim_all()


def _times(alone: list[float]) -> str:
    from django.utils import timezone  # noqa: PLC0415

    from mentoring import queries  # noqa: PLC0415
    from mentoring.models import ReviewRequest  # noqa: PLC0415

    claimed = ReviewRequest.objects.filter(claimed_by__isnull=False).count()
    rows = [("ms by the clock", "median", "most")]
    for name, took in (
        ("queue()", alone),
        (f"queue(), {claimed:,} claimed", _seconds(_queue())),
        ("waits()", _seconds(lambda: queries.waits(timezone.now()))),
        ("metrics()", _seconds(lambda: queries.metrics(timezone.now()))),
    ):
        rows.append((name, f"{1000 * median(took):.1f}", f"{1000 * max(took):.1f}"))
    return table(rows)


def _queue() -> Callable[[], object]:
    """What asks for the first page of the queue as the first mentor sees it."""
    from django.utils import timezone  # noqa: PLC0415

    from bench import data  # noqa: PLC0415
    from mentoring import queries  # noqa: PLC0415

    [mentor] = data.mentors(0, 1)
    return lambda: queries.queue(mentor, queries.Filters(), None, timezone.now())


def _seconds(run: Callable[[], object], times: int = 9) -> list[float]:
    took = []
    for _time in range(times):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return took


if __name__ == "__main__":
    main()
