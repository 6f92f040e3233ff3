"""Mail by SMTP, with a memory of how far a message came.

An error of smtplib says what went wrong, not whether the server may have the message all
the same. That follows from the phase it happened in.
"""

import smtplib
from collections.abc import Sequence
from enum import StrEnum

from django.core.mail.backends.smtp import EmailBackend


class Phase(StrEnum):
    """How far a message came: what was asked of the server last."""

    CONNECT = "connect"  # greeting, encryption, signing in
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"  # the server said 354; from here on it may have the message


class PhasedSMTP(smtplib.SMTP):
    """A connection that remembers its phase and the last reply. The phase of the message
    before stays until the next one begins.
    """

    phase = Phase.CONNECT
    reply: tuple[int, bytes] = (0, b"")

    def mail(self, sender: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        self.phase = Phase.MAIL
        return super().mail(sender, options)

    def rcpt(self, recip: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        self.phase = Phase.RCPT
        return super().rcpt(recip, options)

    def data(self, msg: str | bytes | bytearray) -> tuple[int, bytes]:  # type: ignore[override]
        self.phase = Phase.DATA
        return super().data(msg)

    def getreply(self) -> tuple[int, bytes]:
        self.reply = super().getreply()
        if self.phase == Phase.DATA and self.reply[0] == 354:
            self.phase = Phase.BODY
        return self.reply


class PhasedSMTPOverTLS(PhasedSMTP, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class PhasedEmailBackend(EmailBackend):
    """Django's SMTP backend, which can be asked how far the last message came."""

    connection: PhasedSMTP | None

    @property
    def connection_class(self) -> type[PhasedSMTP]:
        return PhasedSMTPOverTLS if self.use_ssl else PhasedSMTP

    @property
    def phase(self) -> Phase:
        return self.connection.phase if self.connection else Phase.CONNECT

    @property
    def is_connected(self) -> bool:
        """Whether there is a connection, and smtplib has not seen it end."""
        return self.connection is not None and self.connection.sock is not None
