"""People: who they are, how they sign in, and the mail about that."""

from accounts.models.outgoing_mail import OutgoingMail
from accounts.models.set_up import SetUp, token_digest
from accounts.models.user import (
    HANDLE_PATTERN,
    RESERVED_HANDLES,
    LowercaseEmailField,
    User,
    time_zone_names,
    validate_time_zone,
)

__all__ = [
    "HANDLE_PATTERN",
    "RESERVED_HANDLES",
    "LowercaseEmailField",
    "OutgoingMail",
    "SetUp",
    "User",
    "time_zone_names",
    "token_digest",
    "validate_time_zone",
]
