"""Postmark as far as sending goes: a small server of the tests' own, which can fail."""

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ACCEPTED = {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a-e38e-4336-af7d-e6c392c2f817"}


class Provider:
    """What it answers, and what it was asked to send."""

    def __init__(self) -> None:
        self.url = ""
        self.status = 200
        self.answer: dict[str, Any] | str = ACCEPTED
        self.is_rude = False  # hangs up without an answer
        self.is_silent = False
        self.asked: list[dict[str, Any]] = []
        self.connections: set[tuple[str, int]] = set()
        self.closing = threading.Event()

    def mailers(self, **options: Any) -> dict[str, Any]:
        own = {"server_token": "a-token", "api_url": self.url, "timeout": 5}
        return {
            "nudges": {
                "BACKEND": "anymail.backends.postmark.EmailBackend",
                "OPTIONS": own | options,
            }
        }


class _Handler(BaseHTTPRequestHandler):
    provider: Provider
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.provider.asked.append(asked)
        self.provider.connections.add(self.client_address)
        if self.provider.is_silent:
            self.provider.closing.wait()
        if self.provider.is_rude or self.provider.is_silent:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        answer = self.provider.answer
        body = (
            json.dumps({"To": asked["To"]} | answer) if isinstance(answer, dict) else answer
        ).encode()
        self.send_response(self.provider.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *args: Any) -> None:
        """Say nothing: clients that go away, or want no such certificate, are expected."""


@contextmanager
def provider(tls: ssl.SSLContext | None = None) -> Iterator[Provider]:
    found = Provider()
    handler = type("Handler", (_Handler,), {"provider": found})
    with _Server(("127.0.0.1", 0), handler) as server:
        if tls:
            server.socket = tls.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        found.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield found
        finally:
            found.closing.set()
            server.shutdown()
            thread.join()
