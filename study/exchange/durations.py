"""How long it was, as other programs write it."""

import re
from functools import lru_cache

_CLOCK = re.compile(r"(\d{1,3})\s*[:h]\s*([0-5]?\d)(?::([0-5]?\d)(?:[.,]\d+)?)?")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,9})?")
_WORDS = re.compile(
    r"(?:pt)?"
    r"(?:(?P<hours>\d{1,4}(?:[.,]\d{1,6})?)\s*(?:h|hrs?|hours?)\s*,?\s*)?"
    r"(?:(?P<minutes>\d{1,5}(?:[.,]\d{1,6})?)\s*(?:m|mins?|minutes?)\s*,?\s*)?"
    r"(?:(?P<seconds>\d{1,6}(?:[.,]\d{1,6})?)\s*(?:s|secs?|seconds?))?"
)
_THOUSANDS = re.compile(r"\d{1,3}[.,]\d{3}")
SECONDS = {"hours": 3600, "minutes": 60, "seconds": 1}


class BareNumberError(ValueError):
    """A number, and nothing says of what."""


@lru_cache(maxsize=4096)
def read_minutes(text: str, unit: str) -> int:
    """Read whole minutes, half a minute up, from `1:30`, `1:30:00`, `1h 30m`, `PT1H30M`.

    A number alone is counted in `unit`: "hours", "minutes", "seconds" or, where the heading
    does not say, "". Raises `BareNumberError` in that case, and `ValueError` for what is no time.
    """
    return int(_read_seconds(text.strip().lower(), unit) / 60 + 0.5)


def _read_seconds(text: str, unit: str) -> float:
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds = match.groups(default="0")
        return int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    if _NUMBER.fullmatch(text):
        # 1,234 minutes may be a thousand or a little more than one.
        if not unit or (unit != "hours" and _THOUSANDS.fullmatch(text)):
            raise BareNumberError(text)
        return _number(text) * SECONDS[unit]
    match = _WORDS.fullmatch(text)
    if not match or not any(match.groups()):
        raise ValueError(text)
    parts = match.groupdict(default="0")
    return sum(_number(parts[name]) * size for name, size in SECONDS.items())


def _number(text: str) -> float:
    return float(text.replace(",", "."))
