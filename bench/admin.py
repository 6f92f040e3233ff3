"""python -m bench.admin: the lists of the admin, and what a path takes, with very many learners.

Each list is asked for as an admin would: its first page, searches, choices of each filter. What
counts is CPU time of the server and of its one Postgres backend, which does all work itself here
(no parallel workers); the clock is beside it. The first answer is not counted, the slowest of the
others is.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from bench.instance import instance
from bench.measure import Cost, Meter
from bench.pages import Browser, answer, product
from bench.table import table

LEARNERS, ENTRIES, CHANGES, ROUNDS = 2_000, 100_000, 1_000, 3
PROMISED_SECONDS = 1
APPS = ("accounts", "curriculum", "study")
# Somebody by their address, everybody by how handles begin, and nobody; beside a unit.
SEARCHES = ("learner-77@example.org", "learner", "nobody-at-all")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--learners", type=int, default=LEARNERS, help=f"people ({LEARNERS:,})")
    parser.add_argument("--entries", type=int, default=ENTRIES, help=f"of theirs ({ENTRIES:,})")
    parser.add_argument(
        "--changes", type=int, default=CHANGES, help=f"of the curriculum ({CHANGES:,})"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="answers of each address")
    parser.add_argument(
        "--apps", nargs="+", default=APPS, help=f"of which apps ({', '.join(APPS)})"
    )
    asked = parser.parse_args()
    with instance():
        from bench import many  # noqa: PLC0415  models need the settings of the instance

        many.fill(learners=asked.learners, entries=asked.entries)
        many.change_often(asked.changes)
        sizes = [
            f"{asked.learners:,} learners",
            f"{_count('study_entry'):,} entries",
            f"{_count('curriculum_stepevent'):,} rows of history",
        ]
        print(", ".join(sizes), end="\n\n")
        print(_night(), end="\n\n")
        print(_lists(asked.rounds, asked.apps), end="\n\n")
        print(f"Promised: every list within {PROMISED_SECONDS} s of CPU.")


def _count(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {name}")
        found: int = cursor.fetchone()[0]
    return found


def _night() -> str:
    """What is worked out once a night, without the patience that a page has."""
    from django.utils import timezone  # noqa: PLC0415

    from study import actions  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        start = time.perf_counter()
        actions.work_out_takes(now=timezone.now())
        seconds = time.perf_counter() - start
        cursor.execute("RESET statement_timeout")
    return table([("once a night", "s"), ("what it takes", f"{seconds:.1f}")])


def _lists(rounds: int, apps: Sequence[str]) -> str:
    from accounts.models import User  # noqa: PLC0415

    User.objects.create_superuser(
        email="admin@example.org", password="!", handle="admin-1", display_name="Admin"
    )
    browser = Browser(User.objects.get(handle="admin-1"))
    application = product()
    rows = [("ms, the slowest answer", "server", "Postgres", "CPU", "clock", "queries")]
    slowest = 0.0
    for name, address, query in _addresses(apps):
        meter = _new_backend()
        took = [_answer(application, browser, meter, address, query) for _ in range(rounds + 1)]
        cost, queries = max(took[1:] or took, key=lambda each: each[0].cpu)
        slowest = max(slowest, cost.cpu)
        parts = (cost.server, cost.postgres, cost.cpu, cost.wall)
        rows.append((name, *(f"{each / 1e6:.0f}" for each in parts), str(queries)))
    return f"{table(rows)}\n\nthe slowest  {slowest / 1e9:.2f} s of CPU"


def _new_backend() -> Meter:
    """Begin with a connection that is not about to be too old, and has no helpers."""
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    return Meter()


def _answer(
    application: WSGIHandler, browser: Browser, meter: Meter, address: str, query: str
) -> tuple[Cost, int]:
    """What an answer cost, and its queries."""
    statements = []

    def note(execute: Any, statement: str, *rest: Any) -> Any:
        statements.append(statement)
        return execute(statement, *rest)

    request = browser.get(address) | {"QUERY_STRING": query}
    with connection.execute_wrapper(note):
        start = meter.read()
        found = answer(application, request)
        cost = meter.read().since(start, 1)
    if found.status != "200 OK":
        raise SystemExit(f"{address}?{query} answered {found.status}.")
    return cost, len(statements)


def _addresses(apps: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each list with its searches and filters; then the page of what a path takes."""
    from django.contrib import admin  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from curriculum.queries import current_edition  # noqa: PLC0415

    edition = current_edition()
    if edition is None:
        raise SystemExit("The instance has no edition.")
    unit = edition.placements.get(position=1).unit.title
    for model, of_model in admin.site._registry.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        if model._meta.app_label not in apps:
            continue
        address = reverse(f"admin:{name}_changelist")
        label = f"{model._meta.app_label} {model._meta.verbose_name_plural}"
        yield label, address, ""
        if of_model.search_fields:
            for words in (*SEARCHES, unit):
                yield f"{label}, {words}", address, urlencode({"q": words})
        for query in _filters(of_model):
            yield f"{label}, {query}", address, query
    yield "what it takes", reverse("admin:curriculum_edition_takes", args=[edition.pk]), ""


def _filters(of_model: Any) -> Iterator[str]:
    """Every choice of every filter of a list, as it stands in an address; of fields with many
    the first two and the last."""
    from django.test import RequestFactory  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415

    request = RequestFactory().get("/")
    request.user = User.objects.get(handle="admin-1")
    changelist = of_model.get_changelist_instance(request)
    for each in changelist.filter_specs:
        choices = list(each.choices(changelist))[1:]
        for choice in [*choices[:2], *choices[2:][-1:]]:
            yield choice["query_string"].removeprefix("?")


if __name__ == "__main__":
    main()
