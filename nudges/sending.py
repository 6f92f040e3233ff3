"""Handing messages to a mail server or a provider, and what came of each.

Nobody can make sure that a message arrives exactly once (RFC 1047): if the answer to its
end is lost, it may or may not have been taken. All that can be done is to say so. What is
certain not to have been taken may be tried again; what may have been must not be.
"""

import re
import smtplib
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from ssl import SSLCertVerificationError
from types import TracebackType
from typing import Self

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.core.mail import EmailMessage, mailers
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from nudges.smtp import Phase, PhasedEmailBackend

MAILER = "nudges"
MESSAGES_A_CONNECTION = 500
LONGEST_DETAIL = 200
API = "api"  # the phase of what goes to a provider, which has no others

# Replies that begin with a 5 and mean "not now" all the same: no room, no way there at the
# moment, or that we did not sign in, which says nothing of the recipient.
FULL = 552
NOT_SIGNED_IN = frozenset({530, 534, 535, 538})
PASSING = frozenset({"5.2.2", "5.3.1", "5.3.2", "5.4.3", "5.4.4", "5.4.5", "5.4.7"})
# No such mailbox, no such domain, a domain without mail, a mailbox that was closed.
GONE = frozenset({"5.1.1", "5.1.2", "5.1.10", "5.2.1"})
# A provider's key, bill or permission, and its rate limit: of us, not of the recipient.
OURS = frozenset({401, 402, 403, 429})
REQUEST_TIMEOUT = 408

_ENHANCED = re.compile(r"#?([245]\.\d{1,3}\.\d{1,3})(?![\d.])\s*")
_ADDRESS = re.compile(r"\S*(?:@|%40)\S*", re.IGNORECASE)
# A refusal that is about us, in the words of servers which give no enhanced code.
_POLICY = re.compile(
    r"spam|block|blacklist|denied|denylist|polic|reputation|relay|\b(?:rbl|spf|dkim|dmarc)\b",
    re.IGNORECASE,
)


class Result(StrEnum):
    """What came of handing a message over."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"  # certainly not taken; later perhaps
    REFUSED = "refused"  # certainly not taken, and never will be
    UNKNOWN = "unknown"  # taken or not, nobody can say


@dataclass(frozen=True)
class Answer:
    """What came of handing one message over, and the server's own words without an address."""

    result: Result
    phase: str
    code: int | None = None  # of SMTP, or of HTTP where the phase is `api`
    enhanced: str = ""
    detail: str = ""
    provider_id: str = ""


def is_hard(answer: Answer) -> bool:
    """Whether a refusal says that the mailbox is not there, rather than that we are unwelcome."""
    if answer.result != Result.REFUSED or answer.phase not in (Phase.RCPT, Phase.DATA, Phase.BODY):
        return False
    if answer.enhanced:
        return answer.enhanced in GONE
    if answer.phase != Phase.RCPT or answer.code not in (None, 550):
        return False
    return answer.code is None or not _POLICY.search(answer.detail)


def passes(words: str) -> bool:
    """Whether a mail server's words about a message that came back mean "not now"."""
    found = re.search(r"\b([245]\.\d{1,3}\.\d{1,3})\b", words)
    enhanced = found[1] if found else ""
    return words.startswith("4") or enhanced.startswith("4") or enhanced in PASSING


class Sender:
    """Sends many messages over one connection, which it opens when it first needs it."""

    def __init__(self) -> None:
        self._backend = mailers[MAILER]
        self._tried = 0  # on this connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def send(self, message: EmailMessage) -> Answer:
        """Hand over a message to one person. Whatever the network does becomes an answer; an
        error that is raised is about the message.

        A server closes connections that it finds idle, which shows at the next message only.
        That one goes once more, on a connection of its own.
        """
        if len(message.recipients()) != 1:
            raise ValueError("A message has exactly one recipient here.")
        was_used = self._tried > 0
        answer = self._try(message)
        if was_used and _is_of_stale_connection(answer):
            answer = self._try(message)
        return answer

    def close(self) -> None:
        """Say goodbye. The next message opens a new connection."""
        self._tried = 0
        with suppress(OSError):  # it is over either way
            self._backend.close()

    def _try(self, message: EmailMessage) -> Answer:
        if self._tried >= MESSAGES_A_CONNECTION:
            self.close()
        try:
            self._backend.open()
        except (OSError, ValueError) as error:  # a ValueError is of a reply that made no sense
            self.close()
            return _answer_of_server(Phase.CONNECT, error, message)
        self._tried += 1
        try:
            count = self._backend.send_messages([message])
        except (OSError, HTTPError, AnymailAPIError, AnymailRecipientsRefused) as error:
            answer = self._judge(error, message)
        except (ValueError, TypeError, LookupError, AttributeError):
            if not _was_answered(message):
                raise
            answer = Answer(Result.UNKNOWN, API)  # the error is about the provider's answer
        else:
            answer = self._taken(message) if count else Answer(Result.UNKNOWN, self._phase)
        if not self._is_sound(answer):
            self.close()
        return answer

    @property
    def _phase(self) -> str:
        return self._backend.phase if isinstance(self._backend, PhasedEmailBackend) else API

    def _is_sound(self, answer: Answer) -> bool:
        """Whether the connection is good for another message: the server's last word was clear."""
        if isinstance(self._backend, PhasedEmailBackend):
            return answer.code is not None and self._backend.is_connected
        return answer.result == Result.ACCEPTED

    def _judge(self, error: Exception, message: EmailMessage) -> Answer:
        if isinstance(self._backend, PhasedEmailBackend):
            return _answer_of_server(self._backend.phase, error, message)
        return _answer_of_provider(error, message)

    def _taken(self, message: EmailMessage) -> Answer:
        if isinstance(self._backend, PhasedEmailBackend) and self._backend.connection:
            code, text = self._backend.connection.reply
            enhanced, words = _read(text, message)
            return Answer(Result.ACCEPTED, Phase.BODY, code, enhanced, words)
        status = getattr(message, "anymail_status", None)
        if status is None:  # Django's own backends, which keep mail here
            return Answer(Result.ACCEPTED, API)
        return Answer(
            _result_of_status(status.status), API, provider_id=str(status.message_id or "")[:200]
        )


def _is_of_stale_connection(answer: Answer) -> bool:
    """Whether the connection ended before the server agreed to the recipient."""
    is_before = answer.result == Result.DEFERRED and answer.phase in (Phase.MAIL, Phase.RCPT)
    return is_before and answer.code in (None, 421)


def _reply_of(error: Exception) -> tuple[int, bytes | str] | None:
    """What the server answered, if that is what the error is about.

    A bare SMTPResponseException is smtplib's word for a line that it could not read, and
    codes that are no refusals mean that the two sides do not understand each other.
    """
    text: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, text = error.smtp_code, error.smtp_error
    else:
        return None
    if type(error) is smtplib.SMTPResponseException or not 400 <= code <= 599:
        return None
    return code, text


def _answer_of_server(phase: Phase, error: Exception, message: EmailMessage) -> Answer:
    reply = _reply_of(error)
    if reply is None:
        result = Result.UNKNOWN if phase == Phase.BODY else Result.DEFERRED
        return Answer(result, phase, detail=_read(str(error), message)[1])
    code, text = reply
    enhanced, words = _read(text, message)
    is_passing = phase == Phase.CONNECT or _is_passing(code, enhanced)
    return Answer(Result.DEFERRED if is_passing else Result.REFUSED, phase, code, enhanced, words)


def _is_passing(code: int, enhanced: str) -> bool:
    return (
        code < 500
        or code == FULL
        or code in NOT_SIGNED_IN
        or enhanced in PASSING
        or enhanced.startswith("4")
    )


def _answer_of_provider(error: Exception, message: EmailMessage) -> Answer:
    """Where a provider refuses the recipient itself, it is as if a server did at RCPT."""
    status = getattr(error, "status_code", None)
    words = _read(_words_of_provider(error), message)[1]
    if isinstance(error, AnymailRecipientsRefused):
        return Answer(Result.REFUSED, Phase.RCPT, detail=words)
    if status in OURS or _never_connected(error):
        result = Result.DEFERRED
    elif status is not None and 400 <= status < 500 and status != REQUEST_TIMEOUT:
        result = Result.REFUSED
    else:
        result = Result.UNKNOWN
    return Answer(result, API, status, detail=words)


def _was_answered(message: EmailMessage) -> bool:
    """Whether a provider took the request; Anymail keeps its answer before it reads it."""
    status = getattr(message, "anymail_status", None)
    return status is not None and status.esp_response is not None


def _result_of_status(statuses: set[str]) -> Result:
    """What Anymail's word for the one recipient means."""
    if statuses <= {"sent", "queued"}:
        return Result.ACCEPTED
    return Result.REFUSED if statuses == {"failed"} else Result.UNKNOWN


def _words_of_provider(error: Exception) -> str:
    response = getattr(error, "response", None)
    return str(error.__cause__ or error) if response is None else str(response.text)


def _never_connected(error: BaseException | None) -> bool:
    """Whether a request failed before anything of it was sent."""
    if isinstance(error, NewConnectionError | ConnectTimeoutError | SSLCertVerificationError):
        return True
    return error is not None and _never_connected(error.__cause__ or error.__context__)


def _read(text: bytes | str, message: EmailMessage) -> tuple[str, str]:
    """The enhanced code of a reply, and its words on one line without an address.

    Everything that looks like an address goes, and so does the recipient's before its @ alone.
    """
    said = text.decode(errors="replace") if isinstance(text, bytes) else text
    said = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    found = _ENHANCED.match(said)
    name = message.recipients()[0].rpartition("<")[2].rpartition("@")[0]
    words = _ADDRESS.sub("…", said[found.end() :] if found else said)
    words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", words, flags=re.IGNORECASE)
    return (found[1] if found else ""), words[:LONGEST_DETAIL]
