"""What a public page with 200 items costs: made anew, from memory, and asked again; beside Today.

Nobody is signed in on the public page. The learner of Today has a year of daily entries.
"""

from collections.abc import Iterable
from datetime import timedelta
from statistics import median
from typing import Any

from django.core.handlers.wsgi import WSGIHandler

from bench.instance import instance
from bench.measure import Contender, Rounds, cost_table, measure, options, ratio_table, ratios
from bench.pages import Browser, product
from bench.table import table

ITEMS = 200
MOST_QUERIES = 8
KEPT_OVER_TODAY = 0.5


class Visitor(Browser):
    """Somebody without a cookie, who may have the page already."""

    def __init__(self, etag: str = "") -> None:
        self.cookies = ""
        self.etag = etag

    def get(self, address: str) -> dict[str, Any]:
        kept = {"HTTP_IF_NONE_MATCH": self.etag} if self.etag else {}
        environ = super().get(address) | kept
        del environ["HTTP_COOKIE"]
        return environ


def main() -> None:
    chosen = options(__doc__ or "", rounds=40, requests=10)
    with instance():
        contenders = _contenders()
        costs = measure(contenders, rounds=chosen.rounds, requests=chosen.requests)
        today, anew, kept, again = range(len(contenders))
        print(cost_table(contenders, costs), end="\n\n")
        print(_a_second(contenders, costs), end="\n\n")
        print(
            ratio_table(
                [
                    ratios("made anew / Today", costs, anew, today),
                    ratios("from memory / Today", costs, kept, today, promise=KEPT_OVER_TODAY),
                    ratios("asked again / Today", costs, again, today),
                ]
            ),
            end="\n\n",
        )
        print(f"Promised: at most {MOST_QUERIES} queries however many items.")


def _contenders() -> list[Contender]:
    from bench import data  # noqa: PLC0415  models need the settings of the instance

    data.add_others()
    learner = data.add_learner("one-year", data.A_YEAR)
    _publish(learner)
    data.settle()
    browser, learnpath, address = Browser(learner), product(), f"/@{learner.handle}/"
    again = Visitor(_etag(learnpath, Visitor().get(address)))
    return [
        Contender("Today, one year of entries", learnpath, lambda: browser.get("/")),
        Contender("public page, made anew", _anew(learnpath), lambda: Visitor().get(address)),
        Contender("public page, from memory", learnpath, lambda: Visitor().get(address)),
        Contender(
            "public page, asked again",
            learnpath,
            lambda: again.get(address),
            status="304 Not Modified",
        ),
    ]


def _publish(learner: Any) -> None:
    """Open the page with items of all kinds, resting on units, the oldest years ago."""
    from django.utils import timezone  # noqa: PLC0415

    from curriculum.models import Unit  # noqa: PLC0415
    from portfolio.models import App, Contribution, Experiment, Item, ItemUnit, Portfolio, Run  # noqa: PLC0415
    from portfolio.rendering import render  # noqa: PLC0415

    today = timezone.now().date()
    Portfolio.objects.create(learner=learner, is_public=True, shows_hours=True)
    kinds, text = Item.Kind.values, "It *worked*, after a while. " * 100
    items = Item.objects.bulk_create(
        Item(
            learner=learner,
            kind=kinds[number % len(kinds)],
            visibility="public",
            title=f"A bird classifier, part {number}",
            claim="It only ever saw my garden, and what that did to it.",
            learned="Look at the errors first.",
            url=f"https://birds.example/{number}",
            slug=f"part-{number}",
            draft=text,
            text=text,
            html=render(text),
            published_on=today - timedelta(days=7 * number),
        )
        for number in range(ITEMS)
    )
    units = list(Unit.objects.all())
    ItemUnit.objects.bulk_create(
        ItemUnit(item=item, unit=units[number % len(units)]) for number, item in enumerate(items)
    )
    for model, kind in ((App, "app"), (Contribution, "open_source"), (Experiment, "experiment")):
        model.objects.bulk_create(model(item=item) for item in items if item.kind == kind)
    Run.objects.bulk_create(
        Run(experiment=card, position=position, setting="lr", result=position)
        for card in Experiment.objects.all()
        for position in range(20)
    )


def _anew(application: WSGIHandler) -> Any:
    """The product, with nothing in memory."""
    from django.core.cache import caches  # noqa: PLC0415

    def serve(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        caches["pages"].clear()
        return application(environ, start)

    return serve


def _etag(application: WSGIHandler, environ: dict[str, Any]) -> str:
    found: dict[str, str] = {}
    application(environ, lambda _status, headers: found.update(headers)).close()
    return found["ETag"]


def _a_second(contenders: list[Contender], costs: Rounds) -> str:
    rows = [("by one process", "requests a second")]
    for contender, of_contender in zip(contenders, zip(*costs, strict=True), strict=True):
        rows.append((contender.name, f"{1e9 / median(cost.wall for cost in of_contender):.0f}"))
    return table(rows)


if __name__ == "__main__":
    main()
