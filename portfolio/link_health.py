"""What an answer says of a link. Patient: one bad day is none."""

from datetime import datetime, timedelta

from curriculum.models import LinkHealth
from curriculum.models.health import STRIKES
from portfolio.models import LinkCheck
from portfolio.outbound import Failure, Fetched

A_STRIKE_A = timedelta(hours=20)  # at most one strike in so long, so three are of three days
TELL_VISITORS_AFTER = timedelta(days=7)
AGAIN_AFTER = timedelta(days=7)
AGAIN_AFTER_TROUBLE = timedelta(days=1)

# They answer programs so, whatever a person would see.
SAYS_NOTHING = {401, 403, 405, 406, 407, 408, 418, 425, 429, 451, 999}


def is_there(answer: Fetched | Failure) -> bool | None:
    """What one look brought: it is there, it is not, or (None) nobody can tell."""
    if isinstance(answer, Failure):
        return {Failure.TOO_LARGE: True, Failure.REFUSED: None}.get(answer, False)
    return None if answer.status in SAYS_NOTHING else answer.status < 400


def judge(check: LinkHealth, answer: Fetched | Failure, now: datetime) -> None:
    """Change what is known of a link by one answer. Saves nothing."""
    found = is_there(answer)
    check.checked_at = now
    check.next_check_at = now + (AGAIN_AFTER if found else AGAIN_AFTER_TROUBLE)
    if found:
        check.health = LinkHealth.Health.FINE
        check.strikes, check.struck_at, check.down_at = 0, None, None
    elif found is None:
        check.next_check_at = now + AGAIN_AFTER
        if not check.strikes:
            check.health = LinkHealth.Health.UNKNOWN
    else:
        _strike(check, now)
    if isinstance(check, LinkCheck) and found is not None:
        _tell_visitors(check, now)


def _strike(check: LinkHealth, now: datetime) -> None:
    if check.struck_at is None or now - check.struck_at >= A_STRIKE_A:
        check.strikes, check.struck_at = min(check.strikes + 1, 99), now
    if check.strikes < STRIKES:
        check.health = LinkHealth.Health.STRUGGLING
        return
    check.health = LinkHealth.Health.DOWN
    check.down_at = check.down_at or now


def _tell_visitors(check: LinkCheck, now: datetime) -> None:
    """Let visitors know of an item's link that has been down for a while, after its owner."""
    if check.down_at is None:
        check.told_visitors_at = None
    elif now - check.down_at >= TELL_VISITORS_AFTER:
        check.told_visitors_at = check.told_visitors_at or now
