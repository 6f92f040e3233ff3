"""What units take beside their estimates, a row a unit; and how far learners came along the path."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from study.duration import duration
from study.queries.takes import UnitTakes

WIDTH, NAMES, TOP, ROW = 960, 290, 28, 24
ROOM = WIDTH - NAMES - 40  # for minutes; the rest is margin
BARS_LEFT, BARS_TOP, BARS_HEIGHT = 44, 12, 180


def dot_plot(units: Sequence[UnitTakes]) -> SafeString:
    """Draw a row a unit: a ring at the estimate, a dot at the median, a line between quarters."""
    longest = max(max(unit.estimate, unit.took.high if unit.took else 0) for unit in units)
    scale = _Minutes(longest)
    height = TOP + ROW * len(units)
    return format_html(
        '<svg class="takes-plot" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        WIDTH,
        height + 8,
        _("Estimates, and what learners took. The table below has the same numbers."),
        format_html_join(
            "",
            '<line class="grid" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
            '<text class="quiet" x="{0}" y="14" text-anchor="middle">{3}</text>',
            ((scale.x(each), TOP - 8, height, duration(each)) for each in scale.steps()),
        ),
        format_html_join("", "{}", ((row,) for row in _rows(units, scale))),
    )


class _Minutes:
    """Where minutes are on a dot plot."""

    def __init__(self, longest: int) -> None:
        self.step = next(each for each in (15, 30, 60, 120, 240, 480) if longest <= 8 * each)
        self.end = -(-longest // self.step) * self.step

    def x(self, minutes: int) -> float:
        return round(NAMES + 12 + ROOM * minutes / self.end, 1)

    def steps(self) -> range:
        return range(0, self.end + 1, self.step)


def _rows(units: Sequence[UnitTakes], scale: _Minutes) -> Iterator[SafeString]:
    for number, unit in enumerate(units):
        y = TOP + ROW * number + ROW // 2
        yield format_html(
            '<g><title>{}</title><rect class="row" y="{}" width="{}" height="{}"/>'
            '<text x="{}" y="{}" text-anchor="end">{}</text>{}'
            '<circle class="estimate" cx="{}" cy="{}" r="6"/></g>',
            _row_words(unit),
            y - ROW // 2,
            WIDTH,
            ROW,
            NAMES,
            y + 4,
            Truncator(unit.title).chars(42),
            _marks(unit, scale, y),
            scale.x(unit.estimate),
            y,
        )


def _marks(unit: UnitTakes, scale: _Minutes, y: int) -> SafeString:
    if unit.took is None:
        x, is_late = scale.x(unit.estimate), unit.estimate > scale.end * 0.7
        return format_html(
            '<text class="quiet" x="{}" y="{}" text-anchor="{}">{}</text>',
            x - 14 if is_late else x + 14,
            y + 4,
            "end" if is_late else "start",
            _("fewer than 5 learners"),
        )
    return format_html(
        '<line class="range" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<circle class="median" cx="{}" cy="{}" r="4.5"/>',
        scale.x(unit.took.low),
        scale.x(unit.took.high),
        y,
        y,
        scale.x(unit.took.median),
        y,
    )


def _row_words(unit: UnitTakes) -> str:
    known = {"title": unit.title, "estimate": duration(unit.estimate)}
    if unit.took is None:
        return _("%(title)s: estimate %(estimate)s; fewer than 5 learners") % known
    return _(
        "%(title)s: estimate %(estimate)s; median of %(n)d learners %(median)s,"
        " half of them between %(low)s and %(high)s"
    ) % {
        **known,
        "n": unit.took.learners,
        "median": duration(unit.took.median),
        "low": duration(unit.took.low),
        "high": duration(unit.took.high),
    }


def drop_off(units: Sequence[UnitTakes]) -> SafeString:
    """Draw a column a unit: as high as the share that began it, filled as far as finished."""
    bottom = BARS_TOP + BARS_HEIGHT
    return format_html(
        '<svg class="takes-plot" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        WIDTH,
        bottom + 26,
        _("How many began and finished each unit. The table below has the same numbers."),
        format_html_join(
            "",
            '<line class="grid" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>'
            '<text class="quiet" x="{3}" y="{4}" text-anchor="end">{5} %</text>',
            (
                (BARS_LEFT, WIDTH, y, BARS_LEFT - 6, y + 4, percent)
                for percent in (0, 50, 100)
                for y in [bottom - BARS_HEIGHT * percent // 100]
            ),
        ),
        format_html_join("", "{}", ((column,) for column in _columns(units, bottom))),
    )


def _columns(units: Sequence[UnitTakes], bottom: int) -> Iterator[SafeString]:
    width = (WIDTH - BARS_LEFT) / len(units)
    for number, unit in enumerate(units):
        x = BARS_LEFT + number * width
        reached = BARS_HEIGHT * ((unit.way and unit.way.reached_percent) or 0) // 100
        completed = BARS_HEIGHT * ((unit.way and unit.way.completed_percent) or 0) // 100
        yield format_html(
            '<g><title>{0}</title><rect class="row" x="{1}" width="{2}" height="{3}"/>'
            '<rect class="began" x="{1}" y="{4}" width="{5}" height="{6}"/>'
            '<rect class="finished" x="{1}" y="{7}" width="{5}" height="{8}"/>'
            '<text class="quiet" x="{9}" y="{10}" text-anchor="middle">{11}</text></g>',
            _column_words(unit),
            round(x, 1),
            round(width, 1),
            bottom,
            bottom - reached,
            round(max(width - 4, 1), 1),
            reached,
            bottom - completed,
            completed,
            round(x + width / 2 - 2, 1),
            bottom + 16,
            unit.position,
        )


def _column_words(unit: UnitTakes) -> str:
    few = _("fewer than 5")
    if unit.way is None:
        return _("%(title)s: fewer than 5 learners") % {"title": unit.title}
    return _("%(title)s: of %(n)d learners, %(reached)s began it and %(completed)s finished") % {
        "title": unit.title,
        "n": unit.way.learners,
        "reached": unit.way.reached or few,
        "completed": unit.way.completed or few,
    }
