"""Where people stand, many at once: as learners, and in reviews if a rule asks for it."""

from collections.abc import Sequence
from datetime import datetime

import study.queries
from mentoring.queries import News, news
from nudges.rules.situation import Situation

NOTHING = News()


def situations(
    people: Sequence[int], now: datetime, *, with_reviews: bool = True
) -> dict[int, Situation]:
    """Read it in two queries, or in one without reviews, however many people they are."""
    reviews = news(people, now) if with_reviews else {}
    return {
        person: Situation(**vars(about), reviews=reviews.get(person, NOTHING))
        for person, about in study.queries.situations(people).items()
    }
