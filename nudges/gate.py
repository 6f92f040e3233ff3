"""Whether a nudge may go at this moment: pure, and the only place that decides it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nudges.local_time import instant_of
from nudges.models import MAILS_A_WEEK, Channel, Nudge, Recipient, SkipCode
from nudges.queries import GateFacts
from nudges.rules import RULES, Owed, Verdict

BETWEEN_DAILY = timedelta(hours=20)  # of the same kind, whatever the person's zone became


@dataclass(frozen=True)
class Go:
    """It goes; mail takes this place among the mails of the week."""

    number: int = 1


@dataclass(frozen=True)
class Wait:
    """Not at this moment: looked at again then."""

    until: datetime


@dataclass(frozen=True)
class Skip:
    """It never goes."""

    code: SkipCode


@dataclass(frozen=True)
class Late:
    """Its time is over."""


type Decision = Go | Wait | Skip | Late


def decide(nudge: Nudge, recipient: Recipient, facts: GateFacts, verdict: Verdict) -> Decision:
    """Weigh a person's wishes, the rule's verdict of now, and the caps, in this order."""
    if facts.now >= nudge.expires_at:
        return Late()
    for check in (_wishes, _relevance):
        if code := check(nudge, recipient, facts, verdict):
            return Skip(code)
    if nudge.channel == Channel.IN_APP:
        return Go()
    if code := _address(facts):
        return Skip(code)
    if code := _cap(nudge, facts):
        return Skip(code)
    return _quiet(nudge, recipient, facts) or Go(_free_number(facts))


def _wishes(
    nudge: Nudge, recipient: Recipient, facts: GateFacts, verdict: Verdict
) -> SkipCode | None:
    person = recipient.person
    if not person.is_active:
        return SkipCode.INACTIVE
    if not _is_wanted(nudge, facts):
        return SkipCode.UNSUBSCRIBED
    if recipient.paused_until and facts.today < recipient.paused_until:
        return SkipCode.PAUSED
    return None


def _is_wanted(nudge: Nudge, facts: GateFacts) -> bool:
    rule = RULES[nudge.kind]
    if nudge.channel == Channel.EMAIL:
        return rule.by_email if facts.by_email is None else facts.by_email
    return rule.in_app if facts.in_app is None else facts.in_app


def _relevance(
    nudge: Nudge, recipient: Recipient, facts: GateFacts, verdict: Verdict
) -> SkipCode | None:
    if not isinstance(verdict, Owed):
        return verdict
    if verdict.key != nudge.slot_key:
        return SkipCode.OVER
    return SkipCode.READ if nudge.channel == Channel.EMAIL and facts.is_read else None


def _address(facts: GateFacts) -> SkipCode | None:
    if not facts.is_verified:
        return SkipCode.UNVERIFIED
    return SkipCode.SUPPRESSED if facts.is_suppressed else None


def _cap(nudge: Nudge, facts: GateFacts) -> SkipCode | None:
    if facts.last_sent_at and facts.now - facts.last_sent_at < BETWEEN_DAILY:
        return SkipCode.TOO_SOON
    if facts.better_waits or facts.day_is_taken or len(facts.week_numbers) >= MAILS_A_WEEK:
        return SkipCode.CAP
    return None


def _quiet(nudge: Nudge, recipient: Recipient, facts: GateFacts) -> Decision | None:
    """In the quiet hours it waits for their end, if it is still worth sending then."""
    zone = recipient.person.zone
    clock = facts.now.astimezone(zone)
    if not recipient.is_quiet(clock.time()):
        return None
    day = clock.date()
    if clock.time() >= recipient.quiet_until:
        day += timedelta(days=1)
    ends_at = instant_of(day, recipient.quiet_until, zone)
    if ends_at is None or ends_at >= nudge.expires_at:
        return Skip(SkipCode.QUIET_HOURS)
    return Wait(ends_at)


def _free_number(facts: GateFacts) -> int:
    return min(set(range(1, MAILS_A_WEEK + 1)) - set(facts.week_numbers))
