"""A mail server that keeps what it is given: as much of SMTP as Django's mailer speaks."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message


class MailServer:
    def __init__(self, port: int) -> None:
        self.port = port
        self.received: list[Message] = []

    def to(self, address: str) -> list[Message]:
        """What was sent to an address, oldest first."""
        return [message for message in self.received if message["To"] == address]


class _Handler(socketserver.StreamRequestHandler):
    mail: MailServer

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            command = line[:4].upper()
            if command == b"DATA":
                self._say("354 go on")
                self._take()
            self._say("221 bye" if command == b"QUIT" else "250 ok")
            if command == b"QUIT":
                return

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        self.mail.received.append(message_from_bytes(b"".join(lines)))

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        mail = MailServer(server.server_address[1])
        server.RequestHandlerClass = type("Handler", (_Handler,), {"mail": mail})
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield mail
        finally:
            server.shutdown()
            thread.join()
