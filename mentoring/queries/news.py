"""What is new in reviews, for many people at once and on either side: what may be worth saying.

Two readings of the same facts: `news` says where each person stands, and `arrivals` is SQL that
finds, among everybody, what came up lately. A fact has the same name (`key`) in both.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts import days
from mentoring.models import MOST_CLAIMS, Side
from study.pace.rhythm import first_of_week
from study.prepared import rows_of

MOST_COUNTED = 20
LAPSING = timedelta(minutes=10)
NEW_FOR = timedelta(hours=24)
# `news` looks back further than things are new: what is said may have waited for a night.
_READ_BACK, _A_WEEK_BACK = timedelta(days=4), timedelta(days=9)


@dataclass(frozen=True)
class Standing:
    """What a mentor takes on, and what of it is used and waits; each day is one of theirs."""

    reviews_a_week: int
    week_start: int
    away: tuple[date, date] | None
    written: tuple[date, ...]  # one for each review of the last nine days
    queued: int  # requests they may take, by their topics; not counted beyond twenty
    oldest: datetime | None  # when the first of them was asked

    def is_away(self, day: date) -> bool:
        return self.away is not None and self.away[0] <= day <= self.away[1]

    def written_in_week_of(self, day: date) -> int:
        first_day = first_of_week(day, self.week_start)
        return sum(each >= first_day for each in self.written)


@dataclass(frozen=True)
class Held:
    """A request somebody has claimed, and until when."""

    until: datetime
    request_id: str
    title: str
    is_invited: bool

    @property
    def key(self) -> str:
        return f"claim:{self.request_id}:{self.until.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"


@dataclass(frozen=True)
class Received:
    """A review a learner was given. `is_seen`: they answered it, or closed it."""

    began_at: datetime
    review_id: str
    title: str
    is_seen: bool

    @property
    def key(self) -> str:
        return f"review:{self.review_id}"


@dataclass(frozen=True)
class Turn:
    """An open review in which a person is the one to answer, and somebody waits for it."""

    since: datetime
    review_id: str
    title: str
    side: str


@dataclass(frozen=True)
class Suggested:
    """A prompt a mentor gave after the review began, which was neither begun nor set aside."""

    given_at: datetime
    advice_id: int
    kind: str

    @property
    def key(self) -> str:
        return f"advice:{self.advice_id}"


@dataclass(frozen=True)
class News:
    """What is known of one person, the earliest first. Empty for who has no part in reviews."""

    standing: Standing | None = None
    held: tuple[Held, ...] = ()
    received: tuple[Received, ...] = ()
    turns: tuple[Turn, ...] = ()
    suggested: tuple[Suggested, ...] = ()

    def has_room(self, day: date, at: datetime) -> bool:
        """Whether they may claim one more from the queue, as `Capacity.has_room` has it."""
        if self.standing is None or self.standing.is_away(day):
            return False
        claimed = sum(not each.is_invited and each.until > at for each in self.held)
        used = self.standing.written_in_week_of(day) + claimed
        return used < self.standing.reviews_a_week and claimed < MOST_CLAIMS


def _apart(one: str, other: str) -> str:
    """Whether nobody set a block between two people; whoever is gone is in none."""
    return f"""NOT EXISTS (
        SELECT FROM mentoring_block WHERE (blocker_id = {one} AND blocked_id = {other})
            OR (blocker_id = {other} AND blocked_id = {one})
    )"""


_IS_THERE = """(
    request.state = 'waiting' AND (request.item_id IS NOT NULL OR request.kind = 'portfolio')
)"""
_IS_SEEN = "(review.turn <> 'learner' AND review.ended NOT IN ('mentor', 'staff'))"
_IS_LATER = """(
    advice.given_at > review.began_at AND advice.item_id IS NULL
    AND advice.set_aside_at IS NULL AND review.hidden_at IS NULL
)"""
_LEARNER, _MENTOR = "request.learner_id", "review.mentor_id"


def _turns(side: Side, mine: str, other: str) -> str:
    """Open reviews in which a side has the turn, and the other is still there to wait."""
    return f"""
        SELECT {mine}, 'turns', review.turn_since,
            json_build_array(review.id, request.title, review.turn)
        FROM mentoring_review AS review
        JOIN mentoring_reviewrequest AS request ON request.id = review.request_id
        WHERE review.turn = '{side}' AND {mine} = ANY(%(people)s::bigint[])
            AND review.closed_at IS NULL AND review.hidden_at IS NULL
            AND {other} IS NOT NULL AND {_apart(mine, other)}
    """  # noqa: S608  names of our own columns


_NEWS = f"""
    SELECT person, part, moment, rest::text FROM (
        SELECT mentor.person_id AS person, 'standing' AS part, queue.oldest AS moment,
            json_build_array(
                mentor.reviews_a_week, person.week_start, person.time_zone, person.day_starts_at,
                mentor.away_from, mentor.away_until, queue.count,
                ARRAY(
                    SELECT began_at FROM mentoring_review
                    WHERE mentor_id = person.id AND began_at > %(now)s - %(a_week_back)s
                )
            ) AS rest
        FROM mentoring_mentor AS mentor JOIN accounts_user AS person ON person.id = mentor.person_id
        CROSS JOIN LATERAL (
            SELECT count(*) AS count, min(asked_at) AS oldest FROM (
                SELECT asked_at FROM mentoring_reviewrequest AS request
                JOIN accounts_user AS learner ON learner.id = request.learner_id
                WHERE {_IS_THERE} AND invited_id IS NULL AND learner.id <> person.id
                    AND learner.is_active
                    AND (claimed_by_id IS NULL OR claimed_until <= %(now)s)
                    AND (cardinality(mentor.kinds) = 0 OR request.kind = ANY(mentor.kinds))
                    AND (
                        cardinality(mentor.modules) = 0 OR module = ''
                        OR module = ANY(mentor.modules)
                    )
                    AND {_apart("request.learner_id", "person.id")}
                ORDER BY asked_at, request.id LIMIT {MOST_COUNTED}
            ) AS first
        ) AS queue
        WHERE mentor.person_id = ANY(%(people)s::bigint[]) AND mentor.ended_on IS NULL
        UNION ALL
        SELECT request.claimed_by_id, 'held', request.claimed_until,
            json_build_array(request.id, request.title, request.invited_id IS NOT NULL)
        FROM mentoring_reviewrequest AS request
        WHERE request.claimed_by_id = ANY(%(people)s::bigint[])
            AND {_IS_THERE} AND request.learner_id IS NOT NULL
            AND request.claimed_until > %(now)s
        UNION ALL
        SELECT request.learner_id, 'received', review.began_at,
            json_build_array(review.id, request.title, {_IS_SEEN})
        FROM mentoring_reviewrequest AS request
        JOIN mentoring_review AS review ON review.request_id = request.id
        WHERE request.learner_id = ANY(%(people)s::bigint[]) AND review.hidden_at IS NULL
            AND review.began_at > %(now)s - %(back)s AND {_apart(_LEARNER, _MENTOR)}
        UNION ALL {_turns(Side.LEARNER, _LEARNER, _MENTOR)}
        UNION ALL {_turns(Side.MENTOR, _MENTOR, _LEARNER)}
        UNION ALL
        SELECT request.learner_id, 'suggested', advice.given_at,
            json_build_array(advice.id, advice.kind)
        FROM mentoring_reviewrequest AS request
        JOIN mentoring_review AS review ON review.request_id = request.id
        JOIN mentoring_advice AS advice ON advice.review_id = review.id
        WHERE request.learner_id = ANY(%(people)s::bigint[]) AND {_IS_LATER}
            AND advice.given_at > %(now)s - %(back)s AND {_apart(_LEARNER, _MENTOR)}
    ) AS found ORDER BY moment
"""  # noqa: S608  as above


def news(people: Sequence[int], now: datetime) -> dict[int, News]:
    """Read what is new for each of these people, in one query that finds only what there is."""
    values = {
        "people": list(people),
        "now": now,
        "back": _READ_BACK,
        "a_week_back": _A_WEEK_BACK,
    }
    found: defaultdict[int, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for person, part, moment, rest in rows_of(_NEWS, values):
        found[person][part].append(_MADE[part](json.loads(rest), moment))
    return {person: _news(found.get(person, {})) for person in people}


def _news(parts: Mapping[str, list[Any]]) -> News:
    several = {part: tuple(each) for part, each in parts.items() if part != "standing"}
    [standing] = parts.get("standing") or [None]
    return News(standing, **several)


def _standing(rest: list[Any], oldest: datetime | None) -> Standing:
    a_week, week_start, zone_name, starts_at, away_from, away_until, queued, written = rest
    zone = ZoneInfo(zone_name)
    moments = map(datetime.fromisoformat, written)
    return Standing(
        reviews_a_week=a_week,
        week_start=week_start,
        away=(date.fromisoformat(away_from), date.fromisoformat(away_until)) if away_from else None,
        written=tuple(days.study_day(each, zone, starts_at) for each in moments),
        queued=queued,
        oldest=oldest,
    )


_MADE: dict[str, Callable[[Any, Any], Any]] = {
    "standing": _standing,
    "held": lambda rest, moment: Held(moment, *rest),
    "received": lambda rest, moment: Received(moment, *rest),
    "turns": lambda rest, moment: Turn(moment, *rest),
    "suggested": lambda rest, moment: Suggested(moment, *rest),
}


def arrivals(now: str) -> dict[str, str]:
    """SQL for whom something came up lately, and its key: claims that lapse within ten minutes,
    reviews that began and suggestions that were given within a day. `now` is SQL, too.
    """
    lapse = f"{now} + interval '{LAPSING.total_seconds():.0f} seconds'"
    day_ago = f"{now} - interval '{NEW_FOR.total_seconds():.0f} seconds'"
    return {
        "held": f"""
            SELECT request.claimed_by_id, 'claim:' || request.id || ':' || to_char(
                request.claimed_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'
            )
            FROM mentoring_reviewrequest AS request
            WHERE request.claimed_by_id IS NOT NULL AND {_IS_THERE}
                AND request.learner_id IS NOT NULL
                AND request.claimed_until > {now} AND request.claimed_until <= {lapse}
        """,  # noqa: S608  as above
        "received": f"""
            SELECT request.learner_id, 'review:' || review.id
            FROM mentoring_review AS review
            JOIN mentoring_reviewrequest AS request ON request.id = review.request_id
            WHERE review.began_at BETWEEN {day_ago} AND {now} AND review.hidden_at IS NULL
                AND request.learner_id IS NOT NULL AND NOT {_IS_SEEN}
                AND {_apart(_LEARNER, _MENTOR)}
        """,  # noqa: S608  as above
        "suggested": f"""
            SELECT request.learner_id, 'advice:' || advice.id
            FROM mentoring_advice AS advice
            JOIN mentoring_review AS review ON review.id = advice.review_id
            JOIN mentoring_reviewrequest AS request ON request.id = review.request_id
            WHERE advice.given_at BETWEEN {day_ago} AND {now} AND {_IS_LATER}
                AND request.learner_id IS NOT NULL AND {_apart(_LEARNER, _MENTOR)}
        """,  # noqa: S608  as above
    }
