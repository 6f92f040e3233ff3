"""Which edition of the time-zone database this process has: its rules change several times a year."""

import functools
import re
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from zoneinfo import TZPATH


@functools.cache
def rules_version() -> str:
    """Name the edition, so that a newer one compares greater: that of the system, then ours.

    Python looks into the system's files first and into the package tzdata after them.
    """
    return f"{_of_the_system()} {version('tzdata')}"


def _of_the_system() -> str:
    for folder in TZPATH:
        with suppress(OSError):
            first_line = (Path(folder) / "tzdata.zi").read_text(errors="replace").partition("\n")[0]
            if found := re.search(r"version (\S+)", first_line):
                return found[1]
    return ""
