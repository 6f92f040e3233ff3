"""What time does by itself: claims lapse, silent talks close, requests for nothing are withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from mentoring.actions.claims import release_lapsed
from mentoring.actions.requests import clear_up
from mentoring.actions.talk import close_silent


@dataclass(frozen=True)
class Swept:
    """How many claims and talks were over."""

    claims: int
    talks: int


def sweep(*, now: datetime) -> Swept:
    """Do it all. Running it again, late or twice, changes nothing: pages go by the time anyway."""
    clear_up(now=now)
    return Swept(claims=release_lapsed(now=now), talks=close_silent(now=now))
