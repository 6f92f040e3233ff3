"""Handing mail about signing in to the mail server, and what it said when it did not take it.

Such mail goes out at least once: whatever is not a clear no is tried again.
"""

import logging
import re
import smtplib
from contextlib import suppress
from types import TracebackType
from typing import Self

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMessage, mailers
from urllib3.exceptions import HTTPError

MAILER = "default"
LONGEST_ERROR = 200

_ADDRESS = re.compile(r"\S*(?:@|%40)\S*", re.IGNORECASE)

logger = logging.getLogger(__name__)


class RefusedError(Exception):
    """The server does not take this message, and never will. Its words are without addresses."""


class NotNowError(Exception):
    """The server may have taken it, or may take it later. Its words are without addresses."""


class OutOfReachError(NotNowError):
    """There is no server to talk to just now, for this message or any other."""


class Sender:
    """Sends messages over one connection, which it opens when it first needs it."""

    def __init__(self) -> None:
        self._backend = mailers[MAILER]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, message: EmailMessage) -> None:
        """Hand over a message. Raises `RefusedError`, `OutOfReachError` or `NotNowError`.

        After an error the next message gets a new connection.
        """
        try:
            self._backend.open()
        except (OSError, ValueError) as error:  # a ValueError is of a reply that made no sense
            self._close()
            raise OutOfReachError(_words(error, message)) from error
        try:
            self._backend.send_messages([message])
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, AnymailError) as error:
            self._close()
            kind = RefusedError if _is_for_good(error) else NotNowError
            raise kind(_words(error, message)) from error
        except (OSError, HTTPError) as error:
            self._close()
            raise NotNowError(_words(error, message)) from error
        except (ValueError, TypeError, LookupError, AttributeError) as error:  # of the message
            self._close()
            logger.exception("a message could not be written as mail")
            raise NotNowError(type(error).__name__) from error

    def _close(self) -> None:
        with suppress(OSError):  # it is over either way
            self._backend.close()


def _is_for_good(error: Exception) -> bool:
    """Whether it was a no to this recipient or message, by the server or the provider."""
    if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
        return _reply(error)[0] >= 500
    return isinstance(error, AnymailRecipientsRefused)


def _reply(error: Exception) -> tuple[int, str]:
    """What the server answered, if that is what the error is about."""
    words: bytes | str
    code, words = 0, ""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    return code, words.decode(errors="replace") if isinstance(words, bytes) else words


def _words(error: Exception, message: EmailMessage) -> str:
    """What went wrong, in the server's own words if it said any, without anybody's address."""
    code, said = _reply(error)
    if not code:
        return type(error).__name__
    name = message.to[0].rpartition("@")[0]
    hidden = _ADDRESS.sub("…", " ".join(said.split()))
    hidden = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", hidden, flags=re.IGNORECASE)
    printable = "".join(c if c.isprintable() else " " for c in hidden)
    return f"{code} {printable}"[:LONGEST_ERROR]
