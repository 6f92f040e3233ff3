"""The burn-up: what is studied, what the plan asks for, and where it may end.

Today draws it on every visit, so the plan's line has only its corners and what was studied
sixty points at most.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from study import finish
from study.duration import hours
from study.queries import Outlook, Pace

# It shows no more than so much of what lies ahead, and so many points of what lies behind.
BURN_UP_AHEAD = timedelta(days=2 * 365)
BURN_UP_POINTS = 60


def burn_up(pace: Pace) -> SafeString:
    """Draw the minutes studied, the plan's line, and the cone between an early and a late end.

    Lines and areas are stretched to the width there is; words and marks are not.
    """
    scale = _Scale(pace)
    marks = [
        (
            '<line class="grid" x2="100%" y1="{0}%" y2="{0}%"/><text x="-8" y="{0}%" dy="4">{1}</text>',
            (percent, hours(round(pace.total_minutes * (100 - percent) / 100))),
        )
        for percent in (0, 50, 100)
    ]
    return format_html(
        '<svg class="burn-up" height="192" role="img" aria-labelledby="burn-up-title" '
        'aria-describedby="burn-up-words"><title id="burn-up-title">{}</title>'
        '<desc id="burn-up-words">{}</desc>{}<svg width="100%" height="100%" '
        'viewBox="0 0 1000 1000" preserveAspectRatio="none">{}</svg>{}{}</svg>',
        _("Hours studied, the plan and the likely finish"),
        _burn_up_words(pace),
        format_html_join("", "{}", ((format_html(mark, *rest),) for mark, rest in marks)),
        mark_safe("".join(_burn_up_shapes(pace, scale))),  # noqa: S308  numbers of our own making
        _burn_up_days(pace, scale),
        _burn_up_marks(pace, scale),
    )


class _Scale:
    """Where days and minutes are in a burn-up, in thousandths of its width and height."""

    def __init__(self, pace: Pace) -> None:
        told, today = pace.told, pace.today
        ends = [pace.line_ends_on, pace.plan_ends_on, pace.enrolment.target_on]
        if told:
            ends += [told.early_on, told.middle_on, told.late_on]
        last = max(today + timedelta(days=6), *(end for end in ends if end))
        self.first = pace.first_day
        self.last = min(last, today + BURN_UP_AHEAD)
        if pace.outlook is Outlook.DONE:
            self.last = today
        self._width = (self.last - self.first).days + 1
        self._height = max(pace.total_minutes, 1)

    def morning(self, day: date) -> int:
        return round(1000 * (day - self.first).days / self._width)

    def evening(self, day: date) -> int:
        return self.morning(day + timedelta(days=1))

    def height(self, minutes: float) -> int:
        return round(1000 * (1 - minutes / self._height))


def _burn_up_shapes(pace: Pace, scale: _Scale) -> Iterator[str]:
    for first, last in pace.standing.rhythm.breaks:
        x, end = max(scale.morning(first), 0), min(scale.evening(last), 1000)
        if x < end:
            yield f'<rect class="break" x="{x}" width="{end - x}" height="1000"/>'
    studied = _studied(pace, scale)
    end = scale.evening(pace.today)
    yield f'<path class="under" d="M0 1000L{studied}L{end} 1000Z"/>'
    told, y = pace.told, scale.height(pace.studied_minutes)
    if told and told.early_on and pace.outlook in (Outlook.OPEN, Outlook.WINDOW, Outlook.FAR):
        # Later than a year: the line that would just take a year is the least that is left open.
        late_on = told.late_on or pace.today + timedelta(days=366)
        early, late = scale.evening(told.early_on), scale.evening(late_on)
        yield f'<path class="cone" d="M{end} {y}L{max(early, end)} 0L{max(late, end)} 0Z"/>'
    if pace.outlook is not Outlook.DONE:
        yield f'<path class="plan" d="M{_planned(pace, scale)}"/>'
    yield f'<path class="actual" d="M{studied}"/>'


def _studied(pace: Pace, scale: _Scale) -> str:
    """The points of what was studied: each day's, or every few days' of a long time."""
    span = (pace.today - scale.first).days + 1
    step = -(-span // BURN_UP_POINTS)
    points, minutes = {0: pace.minutes_before}, pace.minutes_before
    for day, more in pace.calendar.days.items():
        if (number := (day - scale.first).days) >= 0:
            minutes += more
            points[min(-(-(number + 1) // step) * step, span)] = minutes
    before, corners = 0, []
    for number in range(0, span, step):  # flat where nothing was studied
        before = points.get(number, before)
        corners.append((number, before))
    corners.append((span, pace.studied_minutes))
    return "L".join(
        f"{scale.morning(scale.first + timedelta(days=number))} {scale.height(minutes)}"
        for number, minutes in corners
    )


def _planned(pace: Pace, scale: _Scale) -> str:
    """The corners of the plan's line, until the expected total or the edge."""
    last = min(max(pace.line_ends_on, pace.line.first_day), scale.last)
    corners = [corner for corner in pace.line.corners() if corner[0] <= last]
    corners.append((last + timedelta(days=1), min(pace.line.at(last), pace.total_minutes)))
    return "L".join(f"{scale.morning(day)} {scale.height(minutes)}" for day, minutes in corners)


def _burn_up_days(pace: Pace, scale: _Scale) -> SafeString:
    """Name today below the picture, and its first and last day where there is room."""
    today = scale.evening(pace.today) / 10
    names = [(today, _anchor(today, 8), _("today"))]
    if today > 22:
        names.append((0, "start", finish.briefly(scale.first, pace.today)))
    if today < 78:
        names.append((100, "end", finish.briefly(scale.last, pace.today)))
    below = format_html_join("", '<text x="{}%" y="100%" dy="20" class="{}">{}</text>', names)
    target = pace.enrolment.target_on
    if target is None or not scale.first <= target <= scale.last:
        return below
    x = scale.evening(target) / 10
    return below + format_html(
        '<line class="target" x1="{0}%" x2="{0}%" y1="-6" y2="100%"/>'
        '<text x="{0}%" y="-10" class="{1}">{2}</text>',
        x,
        _anchor(x, 10),
        _("target"),
    )


def _anchor(percent: float, margin: int) -> str:
    return "start" if percent < margin else "end" if percent > 100 - margin else "middle"


def _burn_up_marks(pace: Pace, scale: _Scale) -> SafeString:
    """Today's dot, and a ring where the finish is most likely."""
    dot = format_html(
        '<circle class="now" cx="{}%" cy="{}%" r="5.5"/>',
        scale.evening(pace.today) / 10,
        scale.height(pace.studied_minutes) / 10,
    )
    told = pace.told
    if told is None or not told.middle_on or pace.outlook in (Outlook.DONE, Outlook.COVERED):
        return dot
    x = min(scale.evening(max(told.middle_on, pace.today)), 1000) / 10
    return dot + format_html('<circle class="ring" cx="{}%" cy="0" r="4.5"/>', x)


def _burn_up_words(pace: Pace) -> str:
    parts = [
        _("%(studied)s of %(total)s hours studied.")
        % {"studied": hours(pace.studied_minutes), "total": hours(pace.total_minutes)}
    ]
    if pace.outlook not in (Outlook.DONE, Outlook.COVERED):
        parts.append(finish.place(pace))
        parts.append(finish.window(pace.told, pace.today) or finish.plan(pace))
    return " ".join(parts)
