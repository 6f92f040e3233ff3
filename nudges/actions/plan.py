"""Writing down what is owed: once a local day for each person, and again when it changes."""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction

from accounts import days
from nudges import prompts
from nudges.local_time import local_date
from nudges.models import Channel, Kind, Nudge, Preference, Recipient, SkipCode, State, Switch
from nudges.queries import slots
from nudges.queries.situations import situations
from nudges.queries.untold import untold
from nudges.rules import RULES, Owed, Situation, Slot
from study.prepared import rows_of

logger = logging.getLogger(__name__)

AFTER_A_FAULT = timedelta(hours=1)


@dataclass(frozen=True)
class _Batch:
    """What is read once for all people that are planned together."""

    recipients: list[Recipient]
    about: dict[int, Situation]
    preferences: dict[int, list[Preference]]
    history: dict[int, list[prompts.Used]]
    library: prompts.Library
    switched_off: frozenset[str]


@transaction.atomic
def plan(*, now: datetime, limit: int = 500) -> int:
    """Plan the local day of people whose look is due, and say how many they were.

    The same fact is the same row, so that planning again adds nothing; what is planned but not
    begun moves along with the person's clock and wishes, or is cancelled. Locks the people,
    and passes over those whom another planner has.
    """
    due = Recipient.objects.filter(look_at__lte=now).order_by("look_at", "pk")
    batch = _read(due.select_for_update(of=["self"], skip_locked=True)[:limit], now)
    rows: list[dict[str, Any]] = []
    for recipient in batch.recipients:
        try:
            rows += _day_of(recipient, batch, now)
        except Exception:  # one person's trouble must not be everybody's
            logger.exception("nudges of person %s could not be planned", recipient.pk)
            recipient.look_at = now + AFTER_A_FAULT
    _settle_unwanted(batch, now)
    _write(rows)
    _cancel_left_behind(batch)
    Recipient.objects.bulk_update(batch.recipients, ["look_at"])
    return len(batch.recipients)


_UNTOLD = f"{untold('%(now)s::timestamptz')} LIMIT %(limit)s"


@transaction.atomic
def plan_untold(*, now: datetime, limit: int = 500) -> int:
    """Plan what is told at any time of day, as soon as it is true; say how many facts it was."""
    facts: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for kind, person, key in rows_of(_UNTOLD, {"now": now, "limit": limit}):
        facts[person].append((kind, key))
    if not facts:
        return 0
    locked = Recipient.objects.filter(pk__in=facts).order_by("pk")
    batch = _read(locked.select_for_update(of=["self"], skip_locked=True), now)
    rows: list[dict[str, Any]] = []
    for recipient in batch.recipients:
        try:
            for kind, key in facts[recipient.pk]:
                rows += _fact_of(recipient, batch, kind, key, now)
        except Exception:  # as above
            logger.exception("what is new of person %s could not be told", recipient.pk)
    _write(rows)
    return len({(row["recipient_id"], row["kind"], row["slot_key"]) for row in rows})


def _read(recipients: Iterable[Recipient], now: datetime) -> _Batch:
    found = list(recipients.select_related("person"))  # type: ignore[attr-defined]  # a queryset
    people = [recipient.pk for recipient in found]
    preferences: defaultdict[int, list[Preference]] = defaultdict(list)
    for preference in Preference.objects.filter(recipient__in=people):
        preferences[preference.recipient_id].append(preference)
    return _Batch(
        recipients=found,
        about=situations(people, now),
        preferences=preferences,
        history=prompts.used_by(people),
        library=prompts.library(),
        switched_off=frozenset(Switch.objects.filter(plans=False).values_list("kind", flat=True)),
    )


def _day_of(recipient: Recipient, batch: _Batch, now: datetime) -> list[dict[str, Any]]:
    """The rows of one person's present day; sets when to look again: when the next one begins."""
    person = recipient.person
    today = local_date(now, person.zone)
    recipient.look_at = days.start_of_day(today + timedelta(days=1), person.zone, 0)
    is_paused = recipient.paused_until and today < recipient.paused_until
    if is_paused or not person.is_active:
        return []
    about = batch.about[recipient.pk]
    wishes = slots.wishes_of(recipient, batch.preferences[recipient.pk], about)
    rows: list[dict[str, Any]] = []
    for wish, slot, owed in slots.owed_on(person, wishes, about, today, batch.switched_off):
        chosen = _with_prompt(wish.kind, owed, recipient, batch, slot)
        if chosen and slot.due_at + RULES[wish.kind].patience > now:
            rows += _rows(recipient, wish, slot, chosen)
    return rows


def _fact_of(
    recipient: Recipient, batch: _Batch, kind: str, key: str, now: datetime
) -> list[dict[str, Any]]:
    """The rows of one fact of a person."""
    person, about = recipient.person, batch.about[recipient.pk]
    wishes = slots.wishes_of(recipient, batch.preferences[recipient.pk], about)
    [wish] = [wish for wish in wishes if wish.kind == kind]
    here = now.astimezone(person.zone)
    slot = Slot(here.date(), person.study_day(now), now, here.time(), key)
    owed = RULES[kind].judge(about, slot)
    if not isinstance(owed, Owed):
        return []
    if rows := _rows(recipient, wish, slot, owed):
        return rows
    unwanted = _row(recipient, wish, Channel.IN_APP, slot, owed)  # so that nobody looks again
    return [unwanted | {"state": State.SKIPPED, "skip_code": SkipCode.UNSUBSCRIBED}]


def _with_prompt(
    kind: str, owed: Owed, recipient: Recipient, batch: _Batch, slot: Slot
) -> Owed | None:
    """A blog prompt is owed only if there is one the person was not given yet."""
    if kind != Kind.BLOG_PROMPT:
        return owed
    about, used = batch.about[recipient.pk], batch.history.get(recipient.pk, [])
    return prompts.chosen(
        owed, used, batch.library, about.studied_minutes, slot.local_date, about.path_id
    )


def _rows(recipient: Recipient, wish: slots.Wish, slot: Slot, owed: Owed) -> list[dict[str, Any]]:
    channels = [Channel.IN_APP] if wish.in_app else []
    if wish.by_email and settings.CAN_SEND_MAIL:
        channels.append(Channel.EMAIL)
    return [_row(recipient, wish, channel, slot, owed) for channel in channels]


def _row(
    recipient: Recipient, wish: slots.Wish, channel: str, slot: Slot, owed: Owed
) -> dict[str, Any]:
    rule = RULES[wish.kind]
    lead = slots.LEAD if channel == Channel.IN_APP and rule.has_slot else timedelta()
    due_at = slot.due_at - lead
    lasts = rule.stays if channel == Channel.IN_APP else rule.patience
    return {
        "id": str(uuid4()),
        "recipient_id": recipient.pk,
        "kind": wish.kind,
        "channel": channel,
        "slot_key": owed.key,
        "priority": rule.priority,
        "local_date": slot.local_date.isoformat(),
        "time_zone": recipient.person.time_zone,
        "due_at": due_at.isoformat(),
        "expires_at": (slot.due_at + lasts).isoformat(),
        "reason": {"why": owed.why, **owed.facts},
        "state": State.PLANNED,
        "skip_code": "",
    }


_WRITE = """
    INSERT INTO nudges_nudge (
        id, recipient_id, kind, channel, slot_key, priority, local_date, time_zone, due_at,
        expires_at, next_attempt_at, reason, state, skip_code, attempt_count, error_count,
        subject, text, settled_at
    )
    SELECT id, recipient_id, kind, channel, slot_key, priority, local_date, time_zone, due_at,
        expires_at, due_at, reason, state, skip_code, 0, 0, '', '',
        CASE WHEN state <> 'planned' THEN now() END
    FROM jsonb_to_recordset(%s::jsonb) AS row (
        id uuid, recipient_id bigint, kind text, channel text, slot_key text, priority int,
        local_date date, time_zone text, due_at timestamptz, expires_at timestamptz,
        reason jsonb, state text, skip_code text
    )
    ON CONFLICT (recipient_id, kind, channel, slot_key) DO UPDATE
        SET due_at = excluded.due_at, expires_at = excluded.expires_at,
            next_attempt_at = excluded.due_at, time_zone = excluded.time_zone,
            local_date = excluded.local_date, state = 'planned', settled_at = NULL
        WHERE nudges_nudge.attempt_count = 0 AND (
            nudges_nudge.state = 'cancelled' OR nudges_nudge.state = 'planned'
            AND (nudges_nudge.due_at, nudges_nudge.time_zone)
                <> (excluded.due_at, excluded.time_zone)
        )
"""


def _write(rows: list[dict[str, Any]]) -> None:
    """Insert what is new; move what is planned, or was cancelled, to its new moment."""
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [json.dumps(rows)])


_CANCEL = """
    UPDATE nudges_nudge AS nudge SET state = 'cancelled', settled_at = now()
    FROM accounts_user AS person
    WHERE nudge.recipient_id = ANY(%s) AND nudge.state = 'planned'
        AND person.id = nudge.recipient_id AND nudge.time_zone <> person.time_zone
"""


_FOLLOW = """
    UPDATE nudges_nudge AS nudge SET time_zone = person.time_zone
    FROM accounts_user AS person
    WHERE nudge.recipient_id = ANY(%s) AND nudge.state = 'planned' AND nudge.kind = ANY(%s)
        AND person.id = nudge.recipient_id AND nudge.time_zone <> person.time_zone
"""
_AT_ANY_TIME = [kind for kind, rule in RULES.items() if not rule.has_slot]


def _cancel_left_behind(batch: _Batch) -> None:
    """Cancel what was planned for a clock the person no longer has, and is not owed on theirs.

    What is told at any time of day is owed on any clock.
    """
    people = [recipient.pk for recipient in batch.recipients]
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW, [people, _AT_ANY_TIME])
        cursor.execute(_CANCEL, [people])


def _settle_unwanted(batch: _Batch, now: datetime) -> None:
    """Skip what was planned before the person turned it off, so that it takes nobody's place."""
    off: dict[str, list[int]] = defaultdict(list)
    for preference in (each for found in batch.preferences.values() for each in found):
        if not preference.by_email:
            off[preference.kind].append(preference.recipient_id)
    for kind, people in off.items():
        Nudge.objects.filter(
            recipient__in=people, kind=kind, channel=Channel.EMAIL, state=State.PLANNED
        ).update(state=State.SKIPPED, skip_code=SkipCode.UNSUBSCRIBED, settled_at=now)
