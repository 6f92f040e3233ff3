"""How mentoring goes on this instance, worked out by SQL when staff ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from mentoring.models import Review, Side
from mentoring.queries.waiting import Waits, waits

PERIOD = timedelta(days=90)


@dataclass(frozen=True)
class Load:
    """One mentor: what they have in hand, and what became of the rest in ninety days."""

    name: str
    handle: str
    a_week: int
    claims: int
    still_open: int
    turns: int  # in which they are the ones to answer
    written: int
    helpful: int
    rated: int
    answer_time: timedelta | None  # the middle of how long learners waited for a reply


@dataclass(frozen=True)
class Metrics:
    """What staff look at."""

    waits: Waits
    waiting: int
    oldest: datetime | None
    claimed: int
    mentors_reply: timedelta | None  # the middle of how long each side took
    learners_reply: timedelta | None
    ratings: list[tuple[str, int]]  # by their words
    endings: list[tuple[str, int]]
    reports: int  # unsettled
    loads: list[Load]


_NOW = """
    SELECT count(*), min(asked_at), count(*) FILTER (WHERE claimed_until > %(now)s),
        (SELECT count(*) FROM mentoring_report WHERE settled_at IS NULL)
    FROM mentoring_reviewrequest WHERE state = 'waiting'
"""

# How long a side took: from the other side's last post in a row to its own first one.
_TURNS = """
    SELECT side, percentile_cont(0.5) WITHIN GROUP (ORDER BY posted_at - since)
    FROM (
        SELECT side, posted_at, lag(posted_at) OVER talk AS since, lag(side) OVER talk AS previous
        FROM mentoring_post WHERE posted_at > %(since)s
        WINDOW talk AS (PARTITION BY review_id ORDER BY posted_at, id)
    ) AS post WHERE previous <> side GROUP BY side
"""
_RATINGS = """
    SELECT rating, count(*) FROM mentoring_review
    WHERE began_at > %(since)s AND rating <> '' GROUP BY rating
"""
_ENDED = """
    SELECT ended, count(*) FROM mentoring_review
    WHERE closed_at > %(since)s GROUP BY ended
"""
_LOADS = """
    WITH reply AS (
        SELECT mentor_id,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY posted_at - since) AS answer_time
        FROM (
            SELECT own.mentor_id, post.side, posted_at, lag(posted_at) OVER talk AS since,
                lag(post.side) OVER talk AS previous
            FROM mentoring_post AS post
            JOIN mentoring_review AS own ON own.id = post.review_id
            WHERE posted_at > %(since)s
            WINDOW talk AS (PARTITION BY review_id ORDER BY posted_at, post.id)
        ) AS post WHERE side = 'mentor' AND previous = 'learner' GROUP BY mentor_id
    )
    SELECT person.display_name, person.handle, mentor.reviews_a_week,
        (
            SELECT count(*) FROM mentoring_reviewrequest
            WHERE claimed_by_id = person.id AND claimed_until > %(now)s
        ),
        count(review.id) FILTER (WHERE closed_at IS NULL),
        count(review.id) FILTER (WHERE turn = 'mentor'),
        count(review.id) FILTER (WHERE began_at > %(since)s),
        count(review.id) FILTER (WHERE began_at > %(since)s AND rating = 'helpful'),
        count(review.id) FILTER (WHERE began_at > %(since)s AND rating <> ''),
        min(reply.answer_time)
    FROM mentoring_mentor AS mentor
    JOIN accounts_user AS person ON person.id = mentor.person_id
    LEFT JOIN mentoring_review AS review
        ON review.mentor_id = person.id AND (closed_at IS NULL OR began_at > %(since)s)
    LEFT JOIN reply ON reply.mentor_id = person.id
    WHERE mentor.ended_on IS NULL
    GROUP BY person.id, mentor.reviews_a_week
    ORDER BY person.display_name, person.id
"""


def metrics(now: datetime) -> Metrics:
    """All of it in six queries, however many mentors there are."""
    values = {"now": now, "since": now - PERIOD}
    [(waiting, oldest, claimed, reports)] = _rows(_NOW, values)
    turns, ratings, ended = (dict(_rows(each, values)) for each in (_TURNS, _RATINGS, _ENDED))
    return Metrics(
        waits=waits(now),
        waiting=waiting,
        oldest=oldest,
        claimed=claimed,
        mentors_reply=turns.get(Side.MENTOR),
        learners_reply=turns.get(Side.LEARNER),
        ratings=[(str(each.label), ratings.get(each, 0)) for each in Review.Rating],
        endings=[(str(each.label), ended.get(each, 0)) for each in Review.Ended],
        reports=reports,
        loads=[Load(*row) for row in _rows(_LOADS, values)],
    )


def _rows(statement: str, values: dict[str, datetime]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
