"""Answers about reviews that combine several tables."""

from mentoring.queries.capacity import Capacity, capacity_of
from mentoring.queries.learners import (
    LearnerBrief,
    brief,
    knows,
    my_learners,
    notes_about,
    shares,
)
from mentoring.queries.metrics import Load, Metrics, metrics
from mentoring.queries.news import (
    LAPSING,
    MOST_COUNTED,
    NEW_FOR,
    Held,
    News,
    Received,
    Standing,
    Suggested,
    Turn,
    arrivals,
    news,
)
from mentoring.queries.queue import Filters, Place, Queue, modules, queue
from mentoring.queries.reading import Line, PartPage, Piece, Reading, reading
from mentoring.queries.rubric import criteria_for
from mentoring.queries.talks import (
    Desk,
    Mine,
    Talk,
    before,
    desk,
    is_any_mentor,
    mine,
    pictures_at,
    reviews_of,
    talk,
    waiting_advice,
)
from mentoring.queries.today import ForToday, for_today
from mentoring.queries.waiting import Waits, waits

__all__ = [
    "LAPSING",
    "MOST_COUNTED",
    "NEW_FOR",
    "Capacity",
    "Desk",
    "Filters",
    "ForToday",
    "Held",
    "LearnerBrief",
    "Line",
    "Load",
    "Metrics",
    "Mine",
    "News",
    "PartPage",
    "Piece",
    "Place",
    "Queue",
    "Reading",
    "Received",
    "Standing",
    "Suggested",
    "Talk",
    "Turn",
    "Waits",
    "arrivals",
    "before",
    "brief",
    "capacity_of",
    "criteria_for",
    "desk",
    "for_today",
    "is_any_mentor",
    "knows",
    "metrics",
    "mine",
    "modules",
    "my_learners",
    "news",
    "notes_about",
    "pictures_at",
    "queue",
    "reading",
    "reviews_of",
    "shares",
    "talk",
    "waiting_advice",
    "waits",
]
