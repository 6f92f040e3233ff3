"""A mail server of the tests' own, which keeps what it is given or fails as it is told to."""

from tests.smtp.script import DROP, DROP_AND_KEEP, HANG, HANG_AND_KEEP, Phase, Reply, Rule
from tests.smtp.server import Accepted, MailServer, mail_server

__all__ = [
    "DROP",
    "DROP_AND_KEEP",
    "HANG",
    "HANG_AND_KEEP",
    "Accepted",
    "MailServer",
    "Phase",
    "Reply",
    "Rule",
    "mail_server",
]
