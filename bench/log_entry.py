"""What logging an entry costs, as a plain form, against a view that only inserts one.

Each side has a learner with a year of daily entries. A request logs one minute on a unit,
on one day of that year after another. The answer is a redirect, which is not followed.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from bench.instance import instance
from bench.measure import Contender, cost_table, measure, options, ratio_table, ratios
from bench.pages import Browser, floor, product

OVER_THE_FLOOR = 1.5


def main() -> None:
    chosen = options(__doc__ or "", rounds=60, requests=10)
    with instance():
        contenders = _contenders()
        costs = measure(contenders, rounds=chosen.rounds, requests=chosen.requests)
        print(cost_table(contenders, costs), end="\n\n")
        print(
            ratio_table(
                [
                    ratios("Learnpath / the floor", costs, 0, 1, promise=OVER_THE_FLOOR),
                    ratios("the same, by the clock", costs, 0, 1, part="wall"),
                ]
            )
        )


def _contenders() -> list[Contender]:
    from bench import data  # noqa: PLC0415  models need the settings of the instance

    data.add_others()
    browsers = [Browser(data.add_learner(name, data.A_YEAR)) for name in ("one", "another")]
    data.settle()
    learnpath, plain = product(), floor()
    tokens = [browser.csrf_token(learnpath, "/log/") for browser in browsers]
    forms = [_forms(token, data.A_YEAR, data.first_unit().pk) for token in tokens]
    return [
        _contender("Learnpath", learnpath, "/log/entries/", browsers[0], forms[0]),
        _contender("the floor", plain, "/floor/entries/", browsers[1], forms[1]),
    ]


def _contender(
    name: str,
    application: WSGIHandler,
    address: str,
    browser: Browser,
    next_form: Callable[[], dict[str, str]],
) -> Contender:
    return Contender(
        name, application, lambda: browser.post(address, next_form()), status="302 Found"
    )


def _forms(csrf_token: str, days: int, unit: int) -> Callable[[], dict[str, Any]]:
    """A function that fills in the form for another day each time."""
    today, numbers = timezone.now().date(), count()
    return lambda: {
        "csrfmiddlewaretoken": csrf_token,
        "id": str(uuid.uuid4()),
        "minutes": "1",
        "day": (today - timedelta(days=1 + next(numbers) % (days - 1))).isoformat(),
        "unit": str(unit),
        "kind": "code",
        "note": "Read on, took notes, tried the examples.",
    }


if __name__ == "__main__":
    main()
