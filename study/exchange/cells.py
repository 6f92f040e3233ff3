"""Cells that no spreadsheet runs as a formula, and back."""

import re

# What makes a spreadsheet compute: the four signs, also in full width, and white space that
# some programs drop in front of them.
_DANGER = "=+\\-@\\t\\r\\n＝＋－＠"  # noqa: RUF001  the full-width forms are meant
_DANGEROUS = re.compile(f"'*[{_DANGER}]")
_PROTECTED = re.compile(f"'+[{_DANGER}]")


def protect(text: str) -> str:
    """Put a `'` before what a spreadsheet would run, and before what looks protected already."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def bare(text: str) -> str:
    """Take back what `protect` did: `bare(protect(text)) == text` for every text."""
    return text[1:] if _PROTECTED.match(text) else text
