"""Runs of an experiment as a picture: a dot a run, the baseline as a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portfolio.models import Experiment, Run

ROW = 46  # pixels: the words of a setting, and its dots below
MOST_ROWS = 40


@dataclass(frozen=True)
class Scale:
    """Where values are in the picture, in per cent of its width."""

    low: float
    high: float

    def x(self, value: float) -> float:
        return round(3 + 94 * (value - self.low) / (self.high - self.low), 2)


def scale_of(values: list[float]) -> Scale:
    """A scale with all values in it, also if they are all the same."""
    low, high = min(values), max(values)
    if low == high:
        room = abs(low) / 10 or 1.0
        low, high = low - room, high + room
    return Scale(low, high)


def ticks(scale: Scale) -> list[float]:
    """Two to six round values of a scale."""
    step = 10.0 ** floor(log10((scale.high - scale.low) / 2))
    step = next(s for s in (step, 2 * step, 5 * step) if (scale.high - scale.low) / s <= 6)
    first = -floor(-scale.low / step)
    count = floor(scale.high / step) - first + 1
    return [round((first + n) * step, 12) for n in range(count)]


def run_dots(experiment: Experiment, runs: list[Run]) -> SafeString:
    """Draw runs, a row a setting, in the order they were pasted; the table has the numbers."""
    if not runs:
        return SafeString("")
    by_setting: dict[str, list[Run]] = {}
    for run in runs:
        by_setting.setdefault(run.setting, []).append(run)
    rows = list(by_setting.items())[:MOST_ROWS]
    baseline = experiment.baseline_result
    scale = scale_of([run.result for run in runs] + ([] if baseline is None else [baseline]))
    height = ROW * len(rows)
    return format_html(
        '<svg class="dots" height="{}" role="img" aria-label="{}">{}{}{}</svg>',
        height + 26,
        _words(experiment, runs, len(by_setting)),
        _grid(scale, height),
        _baseline(experiment, scale, height),
        format_html_join("", "{}", ((_row(scale, *row),) for row in enumerate(rows))),
    )


def _grid(scale: Scale, height: int) -> SafeString:
    return format_html_join(
        "",
        '<line class="grid" x1="{0}%" x2="{0}%" y2="{1}"/><text x="{0}%" y="{2}">{3}</text>',
        ((scale.x(tick), height, height + 20, f"{tick:g}") for tick in ticks(scale)),
    )


def _baseline(experiment: Experiment, scale: Scale, height: int) -> SafeString:
    if experiment.baseline_result is None:
        return SafeString("")
    name = experiment.baseline or _("baseline")
    return format_html(
        '<line class="baseline" x1="{0}%" x2="{0}%" y2="{1}"><title>{2}: {3}</title></line>',
        scale.x(experiment.baseline_result),
        height,
        name,
        f"{experiment.baseline_result:g}",
    )


def _row(scale: Scale, index: int, row: tuple[str, list[Run]]) -> SafeString:
    setting, runs = row
    y = index * ROW + 32
    return format_html(
        '<text class="start" x="0" y="{}">{}</text>{}',
        index * ROW + 16,
        setting,
        format_html_join(
            "",
            '<circle cx="{}%" cy="{}" r="5"><title>{}</title></circle>',
            ((scale.x(run.result), y, _dot(run)) for run in runs),
        ),
    )


def _dot(run: Run) -> str:
    words: Iterable[str] = (run.setting, "" if run.seed is None else _("seed %d") % run.seed)
    return ", ".join([*filter(None, words), f"{run.result:g}"])


def _words(experiment: Experiment, runs: list[Run], settings: int) -> str:
    values = [run.result for run in runs]
    return _("%(runs)d runs of %(settings)d settings, %(metric)s from %(low)s to %(high)s") % {
        "runs": len(runs),
        "settings": settings,
        "metric": experiment.metric or _("result"),
        "low": f"{min(values):g}",
        "high": f"{max(values):g}",
    }
