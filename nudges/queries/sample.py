"""Any kind of nudge for any person, to look at before anybody gets it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from nudges.local_time import local_date
from nudges.messages import Message, compose
from nudges.models import Kind, Preference, Recipient, SkipCode
from nudges.queries import slots
from nudges.queries.situations import situations
from nudges.rules import RULES, Owed, Slot

# What messages would say, where nothing is owed.
FACTS: dict[str, dict[str, Any]] = {
    Kind.WEEK_AT_RISK: {"days": 2, "minutes": 90},
    Kind.COME_BACK: {"step": "7", "days": 7},
    Kind.WEEKLY_REVIEW: {"minutes": 240, "asked": 300, "days": 4, "units": 1},
    Kind.MILESTONE: {"title": "The whole game", "milestone": "", "hours": "10"},
    Kind.BLOG_PROMPT: {"text": "What surprised you this week?", "audience": "a friend"},
    Kind.CLAIM_LAPSING: {"title": "Birds of my garden", "minutes": 8},
    Kind.REVIEW_RECEIVED: {"title": "Birds of my garden"},
    Kind.YOUR_TURN: {"title": "Birds of my garden", "side": "learner", "days": 7, "others": 0},
    Kind.PROMPT_SUGGESTED: {"kind": "experiment"},
    Kind.REQUESTS_WAITING: {"count": 3, "is_more": False, "waited": "2 days"},
}


@dataclass(frozen=True)
class Sample:
    """A message as it would be written now, and why it is owed or is not."""

    message: Message
    verdict: str
    is_owed: bool


def sample(person: User, kind: str, now: datetime) -> Sample:
    """Write a kind of nudge for a person, from what is owed today or else from made-up facts."""
    recipient = Recipient.objects.get(pk=person.pk)
    about = situations([person.pk], now)[person.pk]
    preferences = Preference.objects.filter(recipient=recipient)
    wishes = {wish.kind: wish for wish in slots.wishes_of(recipient, preferences, about)}
    today = local_date(now, person.zone)
    slot = slots.slot(person, wishes[kind], today) or Slot(
        today, person.study_day(now), now, now.astimezone(person.zone).time()
    )
    verdict = RULES[kind].judge(about, slot)
    if isinstance(verdict, Owed):
        reason = FACTS.get(kind, {}) | verdict.facts | {"why": verdict.why}
        return Sample(compose(kind, reason, person, about), verdict.why, is_owed=True)
    why = "This is a sample; nothing of the kind is owed."
    reason = FACTS.get(kind, {}) | {"why": why}
    words = "nothing asks for it" if verdict == SkipCode.OVER else str(verdict.label)
    return Sample(compose(kind, reason, person, about), words, is_owed=False)
