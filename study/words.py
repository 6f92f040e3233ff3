"""Spans of time and far days, in words."""

from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_words(weeks: int) -> str:
    """Write a number of weeks: `1 week`, `6 weeks`."""
    return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}


def about(day: date, today: date) -> str:
    """Write a day roughly: its third of the month, and the year if it is not this one."""
    thirds = [_("early %(month)s"), _("mid-%(month)s"), _("late %(month)s")]
    rough = thirds[min((day.day - 1) // 10, 2)] % {"month": MONTHS[day.month]}
    return rough if day.year == today.year else f"{rough} {day.year}"
