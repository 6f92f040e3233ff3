"""The path, the week and the year: pictures of what is done and studied."""

from bisect import bisect
from datetime import timedelta

from django.utils.dates import MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from study.duration import duration, hours
from study.queries import WEEKS_ON_THE_HEAT_MAP, Calendar, PathState

# Minutes from which a day is drawn in the next darker colour.
HEAT_LEVELS = (1, 30, 60, 120)
STRIDE, HEAT_LEFT, HEAT_TOP = 12, 26, 14
# A square for each day of the heat map, a column a week, oldest first.
HEAT_SQUARES = [
    f"M{HEAT_LEFT + week * STRIDE} {HEAT_TOP + day * STRIDE}h10v10h-10z"
    for week in range(WEEKS_ON_THE_HEAT_MAP)
    for day in range(7)
]
WEEK_HEIGHT = 92
TRAIL_GAP_PERCENT = 0.6


def trail(path: PathState) -> SafeString:
    """Draw the path: a segment a module, as wide as its planned time, filled as far as done."""
    modules = path.modules
    room = 100 - TRAIL_GAP_PERCENT * max(len(modules) - 1, 0)
    segments, x = [], 0.0
    for module in modules:
        share = module.planned_minutes / path.planned_minutes if path.planned_minutes else 0
        done = module.done_minutes / module.planned_minutes if module.planned_minutes else 0
        title = _("%(title)s: %(done)s of %(planned)s done") % {
            "title": module.title,
            "done": duration(module.done_minutes),
            "planned": duration(module.planned_minutes),
        }
        width = room * share
        here = "here" if module is path.current_module else ""
        segments.append((here, title, f"{x:.2f}", f"{width:.2f}", f"{width * done:.2f}"))
        x += width + TRAIL_GAP_PERCENT
    return format_html(
        '<svg class="trail" role="img" aria-label="{}">{}</svg>',
        _("%(percent)d percent of the path done") % {"percent": path.percent},
        format_html_join(
            "",
            '<g class="{0}"><title>{1}</title>'
            '<rect class="rest" x="{2}%" width="{3}%" height="12" rx="6"/>'
            '<rect class="done" x="{2}%" width="{4}%" height="12" rx="6"/></g>',
            segments,
        ),
    )


def week(calendar: Calendar) -> SafeString:
    """Draw this week as seven bars, the longest day or an hour as high as the picture."""
    tallest = max(60, *(minutes for _day, minutes in calendar.week))
    bars = []
    for index, (day, minutes) in enumerate(calendar.week):
        height = max(round(WEEK_HEIGHT * minutes / tallest), 4)
        kind = "now" if day == calendar.today else "some"
        weekday = day.weekday()
        bars.append(
            (
                f"{(index + 0.5) * 100 / 7:.2f}",
                f"{WEEKDAYS[weekday]}: {duration(minutes)}",
                kind if minutes else "none",
                WEEK_HEIGHT - height,
                height,
                "today-label" if day == calendar.today else "",
                WEEK_HEIGHT + 20,
                str(WEEKDAYS_ABBR[weekday])[:1],
            )
        )
    return format_html(
        '<svg class="week" role="img" aria-label="{}">{}</svg>',
        ", ".join(bar[1] for bar in bars),
        format_html_join(
            "",
            '<svg x="{}%" overflow="visible"><title>{}</title>'
            '<rect class="{}" x="-13" y="{}" width="26" height="{}" rx="6"/>'
            '<text class="{}" y="{}">{}</text></svg>',
            bars,
        ),
    )


def heat_map(calendar: Calendar) -> SafeString:
    """Draw 53 weeks of study, a square a day, darker for more time."""
    cells: list[list[str]] = [[] for _level in range(len(HEAT_LEVELS) + 1)]
    first = calendar.first.toordinal()
    drawn_to = max([calendar.today, *calendar.days]).toordinal()
    minutes = {day.toordinal(): minutes for day, minutes in calendar.days.items()}
    for number, square in enumerate(HEAT_SQUARES[: drawn_to - first + 1], first):
        cells[bisect(HEAT_LEVELS, minutes.get(number, 0))].append(square)
    marks = "".join(
        f'<path class="l{level}" d="{"".join(squares)}"/>'
        for level, squares in enumerate(cells)
        if squares
    )
    return format_html(
        '<svg class="heat" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        HEAT_LEFT + 53 * STRIDE,
        HEAT_TOP + 7 * STRIDE,
        ngettext(
            "%(hours)s hours on %(days)d day in the last 53 weeks",
            "%(hours)s hours on %(days)d days in the last 53 weeks",
            len(calendar.days),
        )
        % {"hours": hours(calendar.total_minutes), "days": len(calendar.days)},
        _month_names(calendar),
        _weekday_names(calendar),
        mark_safe(marks),  # noqa: S308  numbers of our own making only
    )


def _month_names(calendar: Calendar) -> SafeString:
    """Name each month above the first week that begins in it."""
    names, month = [], calendar.first.month
    for column in range(1, 53):
        start = calendar.first + timedelta(weeks=column)
        if start.month != month and column < 52:
            names.append((HEAT_LEFT + column * STRIDE, MONTHS_3[start.month].title()))
        month = start.month
    return format_html_join("", '<text x="{}" y="9">{}</text>', names)


def _weekday_names(calendar: Calendar) -> SafeString:
    """Name every other weekday at the left."""
    rows = (
        (HEAT_TOP + row * STRIDE + 8, WEEKDAYS_ABBR[(calendar.week_start - 1 + row) % 7])
        for row in (0, 2, 4, 6)
    )
    return format_html_join("", '<text x="0" y="{}">{}</text>', rows)
