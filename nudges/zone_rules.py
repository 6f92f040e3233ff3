"""Which edition of the time-zone database this process has: its rules change several times a year."""

import functools
import re
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
    files = (Path(folder) / "tzdata.zi" for folder in TZPATH)
    first_lines = (file.read_text().partition("\n")[0] for file in files if file.is_file())
    found = (re.search(r"version (\S+)", line) for line in first_lines)
    return next((match[1] for match in found if match), "")
