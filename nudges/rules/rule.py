"""What a rule is, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from nudges.models import EVERY_DAY, Kind, SkipCode
from nudges.rules.situation import Situation


@dataclass(frozen=True)
class Owed:
    """A nudge is owed. `key` names the fact, so that the same fact is one nudge for ever.

    `why` is the sentence that every message ends with; `facts` are what the message needs
    beside the situation of the moment (JSON).
    """

    key: str
    why: str
    facts: dict[str, Any] = field(default_factory=dict)


type Verdict = Owed | SkipCode


@dataclass(frozen=True)
class Slot:
    """When a message of a kind would go: the local date asked for, the study day the instant
    belongs to, the instant, and the time of day on the person's clock.

    `key` is that of the fact it is for, where that is known already: at one moment several may
    be true of a person, two reviews say.
    """

    local_date: date
    day: date
    due_at: datetime
    at: time
    key: str = ""


@dataclass(frozen=True)
class Rule:
    """One kind: how it goes unless a person chose otherwise, and who is owed it.

    `judge` answers for a situation and a slot what is owed, or why nothing is. The planner
    asks it when a day begins, the gate again at the last moment, the preview for days ahead.
    `patience` is how long after its moment the message is still worth sending.
    """

    kind: Kind
    priority: int  # lower goes first
    at: time
    patience: timedelta
    judge: Callable[[Situation, Slot], Verdict]
    by_email: bool = True
    in_app: bool = True
    weekdays: str = EVERY_DAY
    stays: timedelta = timedelta(days=14)  # unread in the inbox; after it there is no point
    default_at: Callable[[Situation], time] | None = None  # instead of `at`, where it depends
    has_slot: bool = True  # False: due when its fact comes true, whatever the time of day
    of_reviews: bool = False  # it asks for the situation's `reviews`, which others do not pay for
    for_mentors: bool = False  # nobody else has to choose about it
