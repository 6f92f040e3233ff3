"""GitHub and Google as far as signing in with them goes: a small server of the tests' own.

It speaks the part of OAuth that the providers do. Whoever is asked to agree has agreed.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit


class Provider:
    """What it knows of whoever comes next, and what was asked of it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.profile: dict[str, Any] = {
            "id": 4711,
            "login": "ada",
            "name": "Ada Lovelace",
            "location": "London",
        }
        self.emails = [{"email": "ada@example.org", "primary": True, "verified": True}]
        self.asked: list[str] = []
        self.is_broken = False
        self.is_refused = False


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        self.provider.asked.append(path.path)
        if path.path == "/login/oauth/authorize":
            self._send_back({key: values[0] for key, values in parse_qs(path.query).items()})
        elif path.path.endswith("/user/emails"):
            self._answer(self.provider.emails)
        else:
            self._answer(self.provider.profile)

    def do_POST(self) -> None:
        self.provider.asked.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"access_token": "a-secret-token", "token_type": "bearer"})

    def _send_back(self, asked: dict[str, str]) -> None:
        answer = {"error": "access_denied"} if self.provider.is_refused else {"code": "a-code"}
        self.send_response(302)
        query = urlencode(answer | {"state": asked["state"]})
        self.send_header("Location", f"{asked['redirect_uri']}?{query}")
        self.end_headers()

    def _answer(self, data: Any) -> None:
        body = json.dumps(data).encode()
        self.send_response(500 if self.provider.is_broken else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def provider() -> Iterator[Provider]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    found = Provider(f"http://localhost:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"provider": found})
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
