"""Every page there is, in the states people meet it in, each with the way to get there.

Importing this package registers them all.
"""

from tests.e2e.pages import (
    anybody,
    entrance,
    exchange,
    feed,
    hype,
    mentoring,
    mentors,
    nudges,
    oneself,
    own,
    pace,
    phone,
    plan,
    portfolio,
    security,
    sharing,
    study,
    weeks,
    welcome,
    words,
    writing,
)
from tests.e2e.pages.registry import NO_PAGES, SHOWN, VIEWS, Visit, diligent

__all__ = [
    "NO_PAGES",
    "SHOWN",
    "VIEWS",
    "Visit",
    "anybody",
    "diligent",
    "entrance",
    "exchange",
    "feed",
    "hype",
    "mentoring",
    "mentors",
    "nudges",
    "oneself",
    "own",
    "pace",
    "phone",
    "plan",
    "portfolio",
    "security",
    "sharing",
    "study",
    "weeks",
    "welcome",
    "words",
    "writing",
]
