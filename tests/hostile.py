"""A web server on loopback that does what it is told, however bad: plain sockets in threads."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Serve = Callable[[socket.socket, "Hostile"], None]


@dataclass
class Hostile:
    """Answers by path. `asked` has the requests it got; `over` is set when it stops."""

    listener: socket.socket
    answers: dict[str, Serve] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    tls: ssl.SSLContext | None = None

    @property
    def port(self) -> int:
        port: int = self.listener.getsockname()[1]
        return port

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def on(self, path: str, answer: Serve | bytes) -> str:
        """Answer a path with these bytes, or as a function does. Returns its address."""
        self.answers[path] = answer if callable(answer) else sends(answer)
        return self.url(path)

    def serve(self) -> None:
        while not self.over.is_set():
            try:
                connection, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), self._welcome(connection) as connection:
            request = b""
            while b"\r\n\r\n" not in request:
                part = connection.recv(4096)
                if not part:
                    return
                request += part
            self.asked.append(request.decode())
            path = request.split(b" ")[1].decode()
            self.answers[path](connection, self)

    def _welcome(self, connection: socket.socket) -> socket.socket:
        return self.tls.wrap_socket(connection, server_side=True) if self.tls else connection


def response(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """An answer as bytes, with its length unless a header says otherwise."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    if not any(header.lower().startswith(("content-length", "transfer")) for header in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return response(b"", f"Location: {location}", status=status)


def sends(content: bytes) -> Serve:
    return lambda connection, _server: connection.sendall(content)


def endless(start: bytes, part: bytes) -> Serve:
    """Send without end, as fast as it is taken."""

    def serve(connection: socket.socket, server: Hostile) -> None:
        connection.sendall(start)
        while not server.over.is_set():
            connection.sendall(part)

    return serve


def drips(start: bytes, part: bytes = b"x") -> Serve:
    """Send a little every now and then, so that no wait is ever long."""

    def serve(connection: socket.socket, server: Hostile) -> None:
        connection.sendall(start)
        while not server.over.wait(0.05):
            connection.sendall(part)

    return serve


def says_nothing(connection: socket.socket, server: Hostile) -> None:
    """Take the request and keep the connection."""
    server.over.wait()


def resets(connection: socket.socket, _server: Hostile) -> None:
    """Cut the connection hard."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


@contextmanager
def hostile_server(tls: ssl.SSLContext | None = None) -> Iterator[Hostile]:
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
        server = Hostile(listener, tls=tls)
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(timeout=5)
