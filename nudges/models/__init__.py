"""Messages owed and sent, what people want of them, and what came back."""

from nudges.models.bounce import Bounce, address_digest
from nudges.models.nudge import (
    MAILS_A_WEEK,
    Attempt,
    MailDay,
    Nudge,
    Pulse,
    SkipCode,
    State,
    week_of,
)
from nudges.models.recipient import EVERY_DAY, Channel, Kind, Preference, Recipient, Switch

__all__ = [
    "EVERY_DAY",
    "MAILS_A_WEEK",
    "Attempt",
    "Bounce",
    "Channel",
    "Kind",
    "MailDay",
    "Nudge",
    "Preference",
    "Pulse",
    "Recipient",
    "SkipCode",
    "State",
    "Switch",
    "address_digest",
    "week_of",
]
