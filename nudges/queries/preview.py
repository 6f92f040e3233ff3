"""What a person would be sent in the next seven days, if nothing more happened.

The days are gone through as the planner and the gate will: the same slots, the same rules and
the same decision at each moment, with what would have been sent by then.
"""

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mentoring.queries import is_any_mentor
from nudges import gate, prompts
from nudges.local_time import local_date
from nudges.models import (
    Bounce,
    Channel,
    Kind,
    MailDay,
    Nudge,
    Preference,
    Recipient,
    SkipCode,
    Switch,
    week_of,
)
from nudges.queries.gate import GateFacts
from nudges.queries.situations import situations
from nudges.queries.slots import LEAD, Wish, owed_on, wishes_of
from nudges.rules import RULES, Owed, Situation, Slot

DAYS = 7
_BECAUSE = {
    SkipCode.CAP: _("another message has its place; one mail a day and four a week go at most"),
    SkipCode.TOO_SOON: _("the one before is less than 20 hours ago"),
    SkipCode.QUIET_HOURS: _("your quiet hours last longer than it is worth reading"),
    SkipCode.READ: _("you read it in your inbox"),
    SkipCode.SUPPRESSED: _("mail to you came back"),
    SkipCode.UNVERIFIED: _("your address is not confirmed yet"),
}
REMEMBERED = timedelta(days=3)  # of mail of the same kind


@dataclass(frozen=True)
class Foreseen:
    """A message by one channel: when it goes, on the person's clock, or what it gives way to."""

    kind: Kind
    channel: Channel
    at: datetime
    why: str
    gives_way: SkipCode | None = None

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def gives_way_because(self) -> str:
        if self.gives_way is None:
            return ""
        return str(_BECAUSE.get(self.gives_way, self.gives_way.label))


@dataclass
class Known:
    """All that the days ahead rest on; what would have been sent is added on the way."""

    recipient: Recipient
    wishes: list[Wish]
    about: Situation
    switched_off: frozenset[str]
    library: prompts.Library
    used: list[prompts.Used]
    can_mail: bool = True
    is_verified: bool = True
    is_suppressed: bool = False
    is_mentor: bool = False  # or was, or is invited as one
    settled: set[tuple[str, str, str]] = field(default_factory=set)  # kind, channel, key
    read: set[tuple[str, str]] = field(default_factory=set)  # kind and key
    mailed: dict[str, datetime] = field(default_factory=dict)  # when last, by kind
    taken: dict[date, int] = field(default_factory=dict)  # days of mail, and their numbers


@dataclass(frozen=True, order=True)
class _Due:
    """One nudge as the planner would write it, and the moment it is looked at."""

    moment: datetime
    priority: int
    nudge: Nudge = field(compare=False)
    wish: Wish = field(compare=False)
    owed: Owed = field(compare=False)


def preview(person: User, now: datetime) -> list[Foreseen]:
    """Read where a person stands and what they want, and go through the days ahead."""
    return foresee(known_of(person, now), now)


def foresee(known: Known, now: datetime) -> list[Foreseen]:
    """Go through the days ahead, moment by moment, as the gate will. Asks nothing."""
    coming = list(_coming(known, now))
    heapq.heapify(coming)
    found = []
    while coming:
        due = heapq.heappop(coming)
        decision = _decide(due, known, [other.nudge for other in coming])
        if isinstance(decision, gate.Wait):
            heapq.heappush(coming, replace(due, moment=decision.until))
            continue
        if isinstance(decision, gate.Go):
            _go(due, decision, known)
        code = decision.code if isinstance(decision, gate.Skip) else None
        found.append(_foreseen(due, known, code))
    return found


def _coming(known: Known, now: datetime) -> Iterator[_Due]:
    """What the planner would write down, day by day; the same fact once."""
    person, seen = known.recipient.person, set()
    today = local_date(now, person.zone)
    for day in (today + timedelta(days=ahead) for ahead in range(DAYS)):
        if known.recipient.paused_until and day < known.recipient.paused_until:
            continue
        for wish, slot, owed in owed_on(person, known.wishes, known.about, day, known.switched_off):
            chosen = _with_prompt(wish.kind, owed, slot, known)
            is_late = slot.due_at + RULES[wish.kind].patience <= now
            if chosen is None or is_late or (wish.kind, owed.key) in seen:
                continue
            seen.add((wish.kind, owed.key))
            yield from _dues(known, wish, slot, chosen, now)


def _with_prompt(kind: str, owed: Owed, slot: Slot, known: Known) -> Owed | None:
    """A blog prompt is owed only if there is one left; it counts as given from then on."""
    if kind != Kind.BLOG_PROMPT:
        return owed
    about, day = known.about, slot.local_date
    chosen = prompts.chosen(
        owed, known.used, known.library, about.studied_minutes, day, about.path_id
    )
    if chosen:
        given = prompts.Used(chosen.facts["prompt"], chosen.facts["format"], day)
        known.used.insert(0, given)
    return chosen


def _dues(known: Known, wish: Wish, slot: Slot, owed: Owed, now: datetime) -> Iterator[_Due]:
    rule = RULES[wish.kind]
    moments = {}
    if wish.in_app:
        moments[Channel.IN_APP] = slot.due_at - LEAD, rule.stays
    if wish.by_email and known.can_mail:
        moments[Channel.EMAIL] = slot.due_at, rule.patience
    for channel, (due_at, lasts) in moments.items():
        if (wish.kind, channel, owed.key) not in known.settled:
            nudge = Nudge(
                kind=wish.kind,
                channel=channel,
                slot_key=owed.key,
                priority=rule.priority,
                local_date=slot.local_date,
                due_at=due_at,
                expires_at=slot.due_at + lasts,
            )
            yield _Due(max(due_at, now), rule.priority, nudge, wish, owed)


def _decide(due: _Due, known: Known, waiting: Collection[Nudge]) -> gate.Decision:
    """Ask the gate what it would do at the moment, with what would be known then."""
    nudge, moment = due.nudge, due.moment
    today = local_date(moment, known.recipient.person.zone)
    facts = GateFacts(
        now=moment,
        today=today,
        by_email=due.wish.by_email,
        in_app=due.wish.in_app,
        is_verified=known.is_verified,
        is_suppressed=known.is_suppressed,
        is_read=(nudge.kind, nudge.slot_key) in known.read,
        better_waits=any(_goes_before(other, nudge, moment) for other in waiting),
        last_sent_at=known.mailed.get(nudge.kind),
        day_is_taken=today in known.taken,
        week_numbers=[n for day, n in known.taken.items() if week_of(day) == week_of(today)],
        has_own_day=False,
    )
    return gate.decide(nudge, known.recipient, facts, due.owed)


def _goes_before(other: Nudge, nudge: Nudge, moment: datetime) -> bool:
    return (
        other.channel == Channel.EMAIL
        and other.local_date == nudge.local_date
        and other.priority < nudge.priority
        and other.expires_at > moment
    )


def _go(due: _Due, decision: gate.Go, known: Known) -> None:
    if due.nudge.channel == Channel.EMAIL:
        known.mailed[due.nudge.kind] = due.moment
        known.taken[local_date(due.moment, known.recipient.person.zone)] = decision.number


def _foreseen(due: _Due, known: Known, code: SkipCode | None) -> Foreseen:
    at = due.moment.astimezone(known.recipient.person.zone)
    return Foreseen(Kind(due.nudge.kind), Channel(due.nudge.channel), at, due.owed.why, code)


def known_of(person: User, now: datetime) -> Known:
    """Read it all, in as many queries whatever there is."""
    recipient = Recipient.objects.for_person(person).get()
    recipient.person = person
    about = situations([person.pk], now)[person.pk]
    off = Switch.objects.filter(Q(plans=False) | Q(delivers=False))
    address = EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True)
    known = Known(
        recipient=recipient,
        wishes=wishes_of(recipient, Preference.objects.filter(recipient=recipient), about),
        about=about,
        switched_off=frozenset(off.values_list("kind", flat=True)),
        library=prompts.library(),
        used=prompts.used_by([person.pk]).get(person.pk, []),
        can_mail=settings.CAN_SEND_MAIL,
        is_verified=address.exists(),
        is_suppressed=Bounce.objects.of(person.email).suppress(now),
        is_mentor=is_any_mentor(person),
    )
    _add_history(known, now)
    return known


def _add_history(known: Known, now: datetime) -> None:
    """Add what was settled already, and the days of this week and later that mail has."""
    mine = Nudge.objects.for_person(known.recipient.person)
    columns = ("kind", "channel", "slot_key", "sent_at", "read_at")
    for kind, channel, key, sent_at, read_at in mine.settled().values_list(*columns):
        known.settled.add((kind, channel, key))
        if read_at:
            known.read.add((kind, key))
        if channel == Channel.EMAIL and sent_at and sent_at > now - REMEMBERED:
            known.mailed[kind] = max(sent_at, known.mailed.get(kind, sent_at))
    monday = week_of(local_date(now, known.recipient.person.zone))
    days = MailDay.objects.filter(recipient=known.recipient, day__gte=monday)
    known.taken.update(days.values_list("day", "number"))
