"""Time as people write it, to minutes and back."""

import re

from django.utils.formats import number_format
from django.utils.translation import gettext as _

_FORMS = [
    re.compile(r"(?P<minutes>\d{1,4})\s*(?:m|min|mins|minutes?)?"),  # 45, 45 min
    re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)"),  # 1:15
    re.compile(
        r"(?P<hours>\d{1,2})\s*h(?:ours?|rs?)?\s*(?P<minutes>[0-5]?\d)\s*(?:m|min|mins|minutes?)?"
    ),
    re.compile(r"(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s*h(?:ours?|rs?)?"),  # 2h, 1.25h, 1,5 h
]


def parse_duration(text: str) -> int:
    """Read minutes from `45`, `45 min`, `1:15`, `1h 15m` or `1.25h`.

    Hours in decimals are rounded to the nearest minute. Raises `ValueError` for anything
    else, `1.5` without a unit included: it could mean either.
    """
    cleaned = text.strip().lower()
    for form in _FORMS:
        if match := form.fullmatch(cleaned):
            parts = match.groupdict(default="0")
            hours = float(parts.get("hours", "0").replace(",", "."))
            return round(hours * 60) + int(parts.get("minutes", "0"))
    raise ValueError(text)


def write_duration(minutes: int) -> str:
    """Write minutes so that `parse_duration` reads the same again: `45`, `1h 15m`, `2h`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return str(rest)
    return f"{hours}h {rest}m" if rest else f"{hours}h"


def duration(minutes: int) -> str:
    """Write minutes for reading: `45 min`, `2 h`, `2 h 05 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}


def hours(minutes: int) -> str:
    """Write minutes as hours with at most one decimal, half a tenth up: `27.4`, `70`."""
    tenths = (minutes + 3) // 6
    return number_format(tenths / 10, decimal_pos=1 if tenths % 10 else 0)
