"""Rules about reviews: what waits for a mentor, what came for a learner, and whose turn it is."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from math import ceil
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.actions.talk import CLOSES_AFTER
from mentoring.queries import LAPSING, MOST_COUNTED, NEW_FOR, Turn
from nudges.models import Kind, SkipCode
from nudges.rules.rule import Owed, Rule, Slot, Verdict
from nudges.rules.situation import Situation

A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TURN_STEPS = (7, 14, 21)


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


def _meant[Fact: _Keyed](facts: Iterable[Fact], slot: Slot) -> Fact | None:
    """The fact that a slot is for, or else the first there is."""
    return next((fact for fact in facts if slot.key in ("", fact.key)), None)


def _requests_waiting(about: Situation, slot: Slot) -> Verdict:
    """Owed once a day to who may take something from the queue and has room for it."""
    standing = about.reviews.standing
    if standing is None or standing.oldest is None:
        return SkipCode.OVER
    if standing.is_away(slot.day):
        return SkipCode.BREAK
    if not about.reviews.has_room(slot.day, slot.due_at):
        return SkipCode.OVER
    why = _("You are a mentor with room for another review this week.")
    facts = {
        "count": standing.queued,
        "is_more": standing.queued >= MOST_COUNTED,
        "waited": _waited(slot.due_at - standing.oldest),
    }
    return Owed(slot.local_date.isoformat(), why, facts)


def _waited(time_gone: timedelta) -> str:
    days, hours = time_gone // A_DAY, time_gone // AN_HOUR
    if days > 0:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if hours > 0:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return _("less than an hour")


def _claim_lapsing(about: Situation, slot: Slot) -> Verdict:
    """Owed when a claim has ten minutes left. One that is renewed ends at another moment, and
    that is another fact.
    """
    held = _meant(about.reviews.held, slot)
    if held is None or not timedelta() < held.until - slot.due_at <= LAPSING:
        return SkipCode.OVER
    facts = {
        "request": held.request_id,
        "title": held.title,
        "minutes": ceil((held.until - slot.due_at) / A_MINUTE),
    }
    return Owed(held.key, _("You have claimed a request and saved nothing for a while."), facts)


def _review_received(about: Situation, slot: Slot) -> Verdict:
    """Owed once for a review of the last day that its learner has not answered yet."""
    received = _meant(about.reviews.received, slot)
    if received is None or not _is_new(received.began_at, slot):
        return SkipCode.OVER
    if received.is_seen:
        return SkipCode.READ
    facts = {"review": received.review_id, "title": received.title}
    return Owed(received.key, _("You asked for a review, and a mentor wrote one."), facts)


def _prompt_suggested(about: Situation, slot: Slot) -> Verdict:
    """Owed once for a suggestion of the last day that was neither begun nor set aside."""
    suggested = _meant(about.reviews.suggested, slot)
    if suggested is None or not _is_new(suggested.given_at, slot):
        return SkipCode.OVER
    why = _("A mentor gave it to you in a review, and you have not begun it yet.")
    return Owed(suggested.key, why, {"kind": suggested.kind})


def _is_new(moment: datetime, slot: Slot) -> bool:
    return slot.due_at - moment <= NEW_FOR


def _your_turn(about: Situation, slot: Slot) -> Verdict:
    """Owed on the seventh, fourteenth and twenty-first day in which somebody waits for an
    answer; a step is owed until the next.

    Of several reviews it speaks of the one that waits longest, and counts the others. What it
    is owed for is the step that was reached last of all, so that none hides another's.
    """
    waiting = [each for each in about.reviews.turns if _step_of(_silent(each, slot))]
    if not waiting:
        return SkipCode.OVER
    longest = min(waiting, key=lambda turn: turn.since)
    latest = min(waiting, key=lambda turn: (_since_step(turn, slot), turn.since))
    days = _silent(longest, slot)
    facts = {
        "review": longest.review_id,
        "title": longest.title,
        "side": longest.side,
        "days": days,
        "others": len(waiting) - 1,
    }
    why = _("You are told on days 7, 14 and 21 on which somebody waits for your answer.")
    return Owed(_turn_key(latest, slot), why, facts)


def _turn_key(turn: Turn, slot: Slot) -> str:
    return f"{turn.review_id}:{turn.since.astimezone(UTC):%Y-%m-%d}:{_step_of(_silent(turn, slot))}"


def _silent(turn: Turn, slot: Slot) -> int:
    """Whole days since it became their turn."""
    return (slot.due_at - turn.since) // A_DAY


def _step_of(days: int) -> int:
    """The last step that was reached; 0 before the first, and once it closes by itself."""
    if days >= CLOSES_AFTER // A_DAY:
        return 0
    return max((step for step in TURN_STEPS if step <= days), default=0)


def _since_step(turn: Turn, slot: Slot) -> timedelta:
    return slot.due_at - turn.since - _step_of(_silent(turn, slot)) * A_DAY


claim_lapsing = Rule(
    Kind.CLAIM_LAPSING,
    12,
    time(12),
    LAPSING,
    _claim_lapsing,
    by_email=False,  # it would come too late, and take the day's place
    stays=LAPSING,
    has_slot=False,
    of_reviews=True,
    for_mentors=True,
)
review_received = Rule(
    Kind.REVIEW_RECEIVED,
    25,
    time(12),
    timedelta(hours=24),
    _review_received,
    has_slot=False,
    of_reviews=True,
)
your_turn = Rule(
    Kind.YOUR_TURN,
    45,
    time(12),
    timedelta(hours=24),
    _your_turn,
    stays=timedelta(days=7),
    of_reviews=True,
)
prompt_suggested = Rule(
    Kind.PROMPT_SUGGESTED,
    65,
    time(12),
    timedelta(hours=24),
    _prompt_suggested,
    has_slot=False,
    of_reviews=True,
)
requests_waiting = Rule(
    Kind.REQUESTS_WAITING,
    75,
    time(9),
    timedelta(hours=10),
    _requests_waiting,
    stays=timedelta(hours=24),
    of_reviews=True,
    for_mentors=True,
)
