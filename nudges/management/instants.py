"""Moments as they are typed on a command line."""

from argparse import ArgumentTypeError
from datetime import datetime


def instant(text: str) -> datetime:
    """Read an instant with its zone, such as 2026-12-24T18:30Z."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ArgumentTypeError(f"{text!r} is no instant with a zone, such as 2026-12-24T18:30Z")
    return found
