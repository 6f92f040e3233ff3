"""Facts that are due to be told at any time of day, and that nobody was told of yet: in SQL."""

from datetime import timedelta

from mentoring.queries import arrivals
from nudges.models import Kind
from study.models.timer import LONGEST_STRETCH

# A timer that was forgotten longer ago than this was seen to, or nobody could be told.
TIMERS_ARE_NEWS_FOR = timedelta(hours=24)


def untold(now: str) -> str:
    """SQL for kind, person and key of each such fact, of kinds that are planned at all.

    `now` is SQL, too. A fact is looked for by an index, and then among the person's nudges.
    """
    found = arrivals(now)
    kinds = {
        Kind.FORGOTTEN_TIMER: _timers(now),
        Kind.CLAIM_LAPSING: found["held"],
        Kind.REVIEW_RECEIVED: found["received"],
        Kind.PROMPT_SUGGESTED: found["suggested"],
    }
    return " UNION ALL ".join(_of_kind(kind, facts) for kind, facts in kinds.items())


def _of_kind(kind: Kind, facts: str) -> str:
    return f"""
        SELECT '{kind}' AS kind, fact.person, fact.key FROM ({facts}) AS fact (person, key)
        WHERE NOT EXISTS (
            SELECT FROM nudges_nudge AS nudge
            WHERE nudge.recipient_id = fact.person AND nudge.kind = '{kind}'
                AND nudge.slot_key = fact.key
        ) AND NOT EXISTS (SELECT FROM nudges_switch WHERE kind = '{kind}' AND NOT plans)
    """  # noqa: S608  nothing in it comes from outside


def _timers(now: str) -> str:
    longest, news = LONGEST_STRETCH, LONGEST_STRETCH + TIMERS_ARE_NEWS_FOR
    return f"""
        SELECT learner_id, 'timer:' || id FROM study_timer
        WHERE running_since BETWEEN {now} - interval '{news.total_seconds():.0f} seconds'
            AND {now} - interval '{longest.total_seconds():.0f} seconds'
    """  # noqa: S608  as above
