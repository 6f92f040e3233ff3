"""When messages of each kind would go to a person, and which are owed then. Asks the database
nothing: the planner and the preview read first, and give the same answers.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from accounts.models import User
from nudges.local_time import instant_of
from nudges.models import Preference, Recipient
from nudges.rules import RULES, Owed, Situation, Slot

# How much earlier a message is in the inbox: who reads it there gets no mail.
LEAD = timedelta(hours=1)


@dataclass(frozen=True)
class Wish:
    """How a person wants one kind: what they chose, or else what the kind begins with."""

    kind: str
    by_email: bool
    in_app: bool
    at: time
    weekdays: str


def wishes_of(
    recipient: Recipient, preferences: Iterable[Preference], about: Situation
) -> list[Wish]:
    """One wish for each kind, in the order of their priority."""
    chosen = {preference.kind: preference for preference in preferences}
    return [
        _wish(kind, chosen.get(kind), about)
        for kind in sorted(RULES, key=lambda kind: RULES[kind].priority)
    ]


def _wish(kind: str, chosen: Preference | None, about: Situation) -> Wish:
    rule = RULES[kind]
    at = rule.default_at(about) if rule.default_at else rule.at
    if chosen is None:
        return Wish(kind, rule.by_email, rule.in_app, at, rule.weekdays)
    return Wish(kind, chosen.by_email, chosen.in_app, chosen.at or at, chosen.weekdays)


def slot(person: User, wish: Wish, day: date) -> Slot | None:
    """When a message of this kind would go on a local date; None if it would on none."""
    if str(day.isoweekday()) not in wish.weekdays:
        return None
    due_at = instant_of(day, wish.at, person.zone)
    return Slot(day, person.study_day(due_at), due_at, wish.at) if due_at else None


def owed_on(
    person: User,
    wishes: Iterable[Wish],
    about: Situation,
    day: date,
    switched_off: Collection[str],
) -> list[tuple[Wish, Slot, Owed]]:
    """What is owed on a local date by a channel that is on, the first in priority first."""
    found = []
    for wish in wishes:
        if wish.kind in switched_off or not (wish.by_email or wish.in_app):
            continue
        when = slot(person, wish, day) if RULES[wish.kind].has_slot else None
        if when is None:
            continue
        verdict = RULES[wish.kind].judge(about, when)
        if isinstance(verdict, Owed):
            found.append((wish, when, verdict))
    return found
