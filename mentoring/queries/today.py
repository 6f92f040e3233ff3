"""What Today says of reviews: whose answer waits for this person, and what a mentor suggested."""

from typing import NamedTuple
from uuid import UUID

from study.prepared import rows_of


class ForToday(NamedTuple):
    """The review in which it is this person's turn for longest, and the newest suggestion."""

    review_id: UUID | None
    turns: int
    advice_id: int | None
    advice: str | None
    from_whom: str | None


# Written in SQL and prepared, as Today asks it every time: having it built, and planned, would
# take longer than its answer.
_NEWS = """
    SELECT turn.id, coalesce(turn.count, 0), advice.id, advice.text, advice.display_name
    FROM (SELECT) AS one
    LEFT JOIN (
        SELECT review.id, count(*) OVER () AS count
        FROM mentoring_review AS review
        JOIN mentoring_reviewrequest AS request ON request.id = review.request_id
        WHERE review.closed_at IS NULL AND review.hidden_at IS NULL AND (
            review.turn = 'learner' AND request.learner_id = %(person)s
            OR review.turn = 'mentor' AND review.mentor_id = %(person)s
        )
        ORDER BY review.turn_since, review.id LIMIT 1
    ) AS turn ON true
    LEFT JOIN (
        SELECT advice.id, advice.text, mentor.display_name
        FROM mentoring_reviewrequest AS request
        JOIN mentoring_review AS review ON review.request_id = request.id
        JOIN mentoring_advice AS advice ON advice.review_id = review.id
        LEFT JOIN accounts_user AS mentor ON mentor.id = review.mentor_id
        WHERE request.learner_id = %(person)s AND review.hidden_at IS NULL
            AND advice.item_id IS NULL AND advice.set_aside_at IS NULL
        ORDER BY advice.given_at DESC, advice.id DESC LIMIT 1
    ) AS advice ON true
"""


def for_today(person_id: int) -> ForToday:
    """Ask it all in one statement."""
    [row] = rows_of(_NEWS, {"person": person_id})
    return ForToday(*row)
