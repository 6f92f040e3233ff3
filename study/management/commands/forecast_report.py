"""`manage.py forecast_report`: how the finish windows that were told have held."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from study.pace.forecast import RECIPE
from study.queries import Score, forecast_scores

HEADER = (
    "weeks of history", "learners", "forecasts", "inside", "early", "late", "days wide",
    "of the time left",
)  # fmt: skip


class Command(BaseCommand):
    help = (
        "Hold the 80 % finish windows that learners were told against when they finished:"
        " how many finished inside, before and after, and how wide the windows were."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--recipe", type=int, default=RECIPE, help="of which recipe (the present one)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        recipe = options["recipe"]
        scores = forecast_scores(recipe)
        if not scores:
            self.stdout.write(
                f"Nobody who was told a forecast of recipe {recipe} has finished their track yet."
            )
            return
        rows = [HEADER, *map(_cells, scores)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for first, *rest in rows:
            cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
            self.stdout.write("  ".join([first.ljust(widths[0]), *cells]))
        self.stdout.write(
            f"\nRecipe {recipe}; the last forecast of each learner and day, so those of one"
            " learner are much alike.\nThe window promises 80 % inside."
        )


def _cells(score: Score) -> tuple[str, ...]:
    counts = (score.inside, score.early, score.late)
    return (
        _weeks(score),
        str(score.learners),
        str(score.forecasts),
        *(f"{count / score.forecasts:.0%}" for count in counts),
        f"{score.width_days:.0f}",
        f"{score.width_share:.0%}",
    )


def _weeks(score: Score) -> str:
    if score.weeks is None:
        return "all"
    first, last = score.weeks
    return str(first) if first == last else f"{first} to {last}"
