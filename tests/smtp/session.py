"""One connection to the mail server of the tests: as much of SMTP as mailers speak."""

import socket
import socketserver
from typing import TYPE_CHECKING

from tests.smtp.script import Act, Phase, Reply

if TYPE_CHECKING:
    from tests.smtp.server import MailServer

EXTENSIONS = ("127.0.0.1", "SIZE 10485760", "8BITMIME", "ENHANCEDSTATUSCODES", "AUTH PLAIN")
LESSER = {
    b"RSET": b"250 2.0.0 ok\r\n",
    b"NOOP": b"250 2.0.0 ok\r\n",
    b"QUIT": b"221 2.0.0 bye\r\n",
}
CLOSING = 421


class _HangUp(Exception):  # noqa: N818  not a fault
    """This conversation is over."""


class Session(socketserver.BaseRequestHandler):
    """Answers commands until the other side, or the script, has had enough."""

    mail: "MailServer"

    def handle(self) -> None:
        self.unread = b""
        self._begin()
        try:
            self._sock = self._secured(self.request)
            self.number = self.mail.connected(self._sock)
            if self._may(Phase.CONNECT):
                self._say(b"220 ready\r\n")
            while True:
                self._obey(self._line())
        except (_HangUp, OSError):
            pass

    def finish(self) -> None:
        self._sock.close()

    def _secured(self, sock: socket.socket) -> socket.socket:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock = sock
        return self.mail.tls.wrap_socket(sock, server_side=True) if self.mail.tls else sock

    def _begin(self) -> None:
        """Forget what was said about a message that was not sent."""
        self.sender: bytes | None = None
        self.recipients: list[str] = []

    def _obey(self, line: bytes) -> None:
        verb = line[:4].upper()
        match verb:
            case b"EHLO" | b"HELO":
                self._begin()
                if self._may(Phase.EHLO):
                    self._say(_many(EXTENSIONS) if verb == b"EHLO" else b"250 hello\r\n")
            case b"MAIL":
                self._mail(_address(line))
            case b"RCPT":
                self._rcpt(_address(line))
            case b"DATA":
                self._data()
            case b"AUTH":
                if self._may(Phase.AUTH):
                    self._say(b"235 2.7.0 welcome\r\n")
            case _:
                self._obey_lesser(verb)

    def _obey_lesser(self, verb: bytes) -> None:
        if verb == b"RSET":
            self._begin()
        self._say(LESSER.get(verb, b"502 5.5.1 never heard of it\r\n"))
        if verb == b"QUIT":
            raise _HangUp

    def _mail(self, sender: bytes) -> None:
        if self.sender is not None:
            self._say(b"503 5.5.1 one at a time\r\n")
        elif self._may(Phase.MAIL):
            self.sender = sender
            self._say(b"250 2.1.0 ok\r\n")

    def _rcpt(self, address: bytes) -> None:
        recipient = address.decode()
        if self.sender is None:
            self._say(b"503 5.5.1 MAIL first\r\n")
        elif self._may(Phase.RCPT, recipient):
            self.recipients.append(recipient)
            self._say(b"250 2.1.5 ok\r\n")

    def _data(self) -> None:
        if not self.recipients:
            self._say(b"503 5.5.1 RCPT first\r\n")
        elif self._may(Phase.DATA, self.recipients[0]):
            self._say(b"354 go on\r\n")
            if act := self.mail.act(Phase.BODY, self.recipients[0]):
                self._do(act)
            self._take(self._message())
            self._begin()

    def _take(self, message: bytes) -> None:
        """Answer the final dot. What is kept is kept before anybody is told."""
        act = self.mail.act(Phase.DOT, self.recipients[0])
        if act is None or (not isinstance(act, Reply) and act.keeps):
            for recipient in self.recipients:
                self.mail.keep(message, recipient, self.number)
        if act is None:
            self._say(b"250 2.0.0 ok: queued\r\n")
        else:
            self._do(act)

    def _may(self, phase: Phase, recipient: str = "") -> bool:
        """Whether the script has nothing against it; does what the script says otherwise."""
        act = self.mail.act(phase, recipient)
        if act is not None:
            self._do(act)
        return act is None

    def _do(self, act: Act) -> None:
        if isinstance(act, Reply):
            self._say(act.line)
            if act.code != CLOSING:
                return
        elif act.hangs:
            self.mail.closing.wait()
        raise _HangUp

    def _say(self, line: bytes) -> None:
        self._sock.sendall(line)

    def _line(self) -> bytes:
        return self._until(b"\r\n")

    def _message(self) -> bytes:
        """What is sent up to the lone dot, with the dots that were doubled single again."""
        self.unread = b"\r\n" + self.unread  # the end of DATA's line, should the dot come first
        return (self._until(b"\r\n.\r\n") + b"\r\n").replace(b"\r\n..", b"\r\n.")[2:]

    def _until(self, end: bytes) -> bytes:
        while (found := self.unread.find(end)) < 0:
            if not (more := self._sock.recv(65536)):
                raise _HangUp
            self.unread += more
        taken, self.unread = self.unread[:found], self.unread[found + len(end) :]
        return taken


def _address(line: bytes) -> bytes:
    """What stands in angle brackets."""
    return line.partition(b"<")[2].partition(b">")[0]


def _many(lines: tuple[str, ...]) -> bytes:
    return b"".join(f"250{' ' if line == lines[-1] else '-'}{line}\r\n".encode() for line in lines)
