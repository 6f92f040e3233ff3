"""What is known of a nudge at its last moment, read under the lock of its recipient."""

from datetime import date, datetime
from typing import NamedTuple

from nudges.local_time import local_date
from nudges.models import Nudge, Recipient, address_digest, week_of
from nudges.models.bounce import HARD_LIMIT, MEMORY, SOFT_LIMIT
from study.prepared import rows_of


class GateFacts(NamedTuple):
    """What decides beside the rule. `now` is the database's clock when the person was locked."""

    now: datetime
    today: date  # on the person's clock
    by_email: bool | None  # of the preference; None without one
    in_app: bool | None
    is_verified: bool  # the address the person has now
    is_suppressed: bool
    is_read: bool  # in the inbox, its own twin
    better_waits: bool  # a nudge of higher priority, of a kind that goes, has this local date
    last_sent_at: datetime | None  # mail of the same kind
    day_is_taken: bool  # by another mail, on the local date of this moment
    week_numbers: list[int]  # places of the week that others have
    has_own_day: bool  # from an earlier attempt


_GATE_FACTS = """
    SELECT preference.by_email,
        preference.in_app,
        EXISTS (
            SELECT FROM account_emailaddress
            WHERE user_id = %(person)s AND lower(email) = %(email)s AND verified
        ),
        (
            SELECT coalesce(bool_or(cause = 'complaint'), false)
                OR count(*) FILTER (WHERE cause = 'hard' AND at > now() - %(memory)s) >= %(hard)s
                OR count(*) FILTER (WHERE cause = 'soft' AND at > now() - %(memory)s) >= %(soft)s
            FROM nudges_bounce WHERE address_digest = %(digest)s AND forgiven_at IS NULL
        ),
        EXISTS (
            SELECT FROM nudges_nudge AS twin
            WHERE twin.recipient_id = %(person)s AND twin.kind = %(kind)s
                AND twin.slot_key = %(key)s AND twin.channel = 'in_app'
                AND twin.read_at IS NOT NULL
        ),
        EXISTS (
            SELECT FROM nudges_nudge AS other
            WHERE other.recipient_id = %(person)s AND other.channel = 'email'
                AND other.state IN ('planned', 'claimed', 'sending')
                AND other.local_date = %(local_date)s AND other.expires_at > now()
                AND other.priority < %(priority)s
                AND other.kind NOT IN (SELECT kind FROM nudges_switch WHERE NOT delivers)
        ),
        (
            SELECT max(sent_at) FROM nudges_nudge AS earlier
            WHERE earlier.recipient_id = %(person)s AND earlier.channel = 'email'
                AND earlier.kind = %(kind)s AND earlier.due_at > now() - interval '3 days'
        ),
        EXISTS (
            SELECT FROM nudges_mailday
            WHERE recipient_id = %(person)s AND day = %(today)s AND nudge_id <> %(nudge)s
        ),
        ARRAY(
            SELECT number::integer FROM nudges_mailday
            WHERE recipient_id = %(person)s AND week = %(week)s AND nudge_id <> %(nudge)s
        ),
        EXISTS (SELECT FROM nudges_mailday WHERE nudge_id = %(nudge)s)
    FROM (SELECT) AS one LEFT JOIN nudges_preference AS preference
        ON preference.recipient_id = %(person)s AND preference.kind = %(kind)s
"""


def gate_facts(nudge: Nudge, recipient: Recipient) -> GateFacts:
    """Read it all in one statement. `recipient` was locked, and carries the time of that."""
    now = recipient.now
    today = local_date(now, recipient.person.zone)
    email = recipient.person.email
    values = {
        "person": recipient.pk,
        "email": email.lower(),
        "digest": address_digest(email),
        "memory": MEMORY,
        "hard": HARD_LIMIT,
        "soft": SOFT_LIMIT,
        "nudge": nudge.pk,
        "kind": nudge.kind,
        "key": nudge.slot_key,
        "priority": nudge.priority,
        "local_date": nudge.local_date,
        "today": today,
        "week": week_of(today),
    }
    [row] = rows_of(_GATE_FACTS, values)
    return GateFacts(now, today, *row)
