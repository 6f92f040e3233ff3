"""A mail server that keeps what it is given, and does what a test tells it to."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any, NamedTuple

from tests.smtp.script import Act, Phase, Rule, message_id_of
from tests.smtp.session import Session


class Accepted(NamedTuple):
    """A message that was accepted for a recipient; there is one for each time it was."""

    message_id: str
    recipient: str


class MailServer:
    """What it knows, kept and was told. Without a rule that fits it accepts everything."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.port = 0
        self.tls = tls
        self.closing = threading.Event()
        self.slow_ms = 0
        self.accepted: list[Accepted] = []
        self.received: list[Message] = []
        self.per_connection: list[int] = []  # messages accepted on each connection, in order
        self._rules: list[Rule] = []
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()

    def mailers(self, **options: Any) -> dict[str, Any]:
        """MAILERS that send nudges here, and wait no longer than tests can."""
        own = {"host": "127.0.0.1", "port": self.port, "timeout": 5}
        return {
            "default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
            "nudges": {"BACKEND": "nudges.smtp.PhasedEmailBackend", "OPTIONS": own | options},
        }

    def to(self, address: str) -> list[Message]:
        """What was sent to an address, oldest first."""
        return [message for message in self.received if message["To"] == address]

    def on(
        self, phase: Phase, act: Act, *, to: str | None = None, times: int | None = None
    ) -> None:
        """Fail at a phase. The first rule that fits, and is not used up, holds."""
        self._rules.append(Rule(phase, act, to, times))

    def forgive(self) -> None:
        """Accept everything again."""
        self._rules.clear()

    def hang_up(self, words: bytes = b"") -> None:
        """Close every connection, as servers do with idle ones, perhaps with words before."""
        with self._lock:
            for sock in self._open:
                with contextlib.suppress(OSError):  # gone before
                    sock.sendall(words)
                    sock.shutdown(socket.SHUT_RDWR)
            self._open.clear()

    def connected(self, sock: socket.socket) -> int:
        """Take note of a connection; the number is its own."""
        with self._lock:
            self._open.append(sock)
            self.per_connection.append(0)
            return len(self.per_connection) - 1

    def act(self, phase: Phase, recipient: str) -> Act | None:
        """What the script says for now; None is to go on as servers should."""
        with self._lock:
            rule = next((rule for rule in self._rules if rule.fits(phase, recipient)), None)
            if rule and rule.times:
                rule.times -= 1
        return rule.act if rule else None

    def keep(self, message: bytes, recipient: str, connection: int) -> None:
        if self.slow_ms:
            self.closing.wait(self.slow_ms / 1000)
        with self._lock:
            self.accepted.append(Accepted(message_id_of(message), recipient))
            self.received.append(message_from_bytes(message))
            self.per_connection[connection] += 1


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


def listen(mail: MailServer, port: int = 0) -> _Listener:
    """A socket that is bound; `serve_forever` answers there."""
    listener = _Listener(("127.0.0.1", port), type("Session", (Session,), {"mail": mail}))
    mail.port = listener.server_address[1]
    return listener


@contextmanager
def mail_server(*, tls: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """Run a mail server in this process, with TLS from the first byte if asked for."""
    mail = MailServer(tls)
    with listen(mail) as listener:
        thread = threading.Thread(target=listener.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield mail
        finally:
            mail.closing.set()
            listener.shutdown()
            thread.join()
            mail.hang_up()
