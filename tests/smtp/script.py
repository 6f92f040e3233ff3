"""What a mail server of the tests is told to do, and when."""

import re
from dataclasses import dataclass
from enum import Enum, StrEnum

_HEADER = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Phase(StrEnum):
    """The moments at which a server can fail."""

    CONNECT = "connect"  # the greeting
    EHLO = "ehlo"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    BODY = "body"  # 354 was said, nothing of the message was read
    DOT = "dot"  # the whole message was read


class _Silence(Enum):
    """To say nothing: for ever, or because the connection is gone."""

    HANG = "hang"
    HANG_AND_KEEP = "hang and keep"
    DROP = "drop"
    DROP_AND_KEEP = "drop and keep"

    @property
    def keeps(self) -> bool:
        """Whether the message counts as accepted all the same, which makes sense at the dot."""
        return self in (_Silence.HANG_AND_KEEP, _Silence.DROP_AND_KEEP)

    @property
    def hangs(self) -> bool:
        return self in (_Silence.HANG, _Silence.HANG_AND_KEEP)


HANG, HANG_AND_KEEP = _Silence.HANG, _Silence.HANG_AND_KEEP
DROP, DROP_AND_KEEP = _Silence.DROP, _Silence.DROP_AND_KEEP


@dataclass(frozen=True)
class Reply:
    """What is said instead of yes. After a 421 the server hangs up, as RFC 5321 has it."""

    code: int
    text: str = "no"

    @property
    def line(self) -> bytes:
        return f"{self.code} {self.text}\r\n".encode()


Act = Reply | _Silence


@dataclass
class Rule:
    """What to do at a phase: for one recipient or any, so many times or always."""

    phase: Phase
    act: Act
    to: str | None = None
    times: int | None = None

    def fits(self, phase: Phase, recipient: str) -> bool:
        return self.phase == phase and self.times != 0 and self.to in (None, recipient)


def message_id_of(message: bytes) -> str:
    """The Message-ID of a message as it came, found without parsing the rest."""
    found = _HEADER.search(message, 0, message.find(b"\r\n\r\n") + 2 or len(message))
    return found[1].decode() if found else ""
