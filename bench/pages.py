"""Pages as a web server asks for them: WSGI handlers in this process, a learner signed in."""

import io
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, override_settings

HEADERS = {
    "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
    "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9",
    "HTTP_HOST": "localhost:8000",
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
    "REMOTE_ADDR": "127.0.0.1",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "8000",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "SCRIPT_NAME": "",
    "QUERY_STRING": "",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}
CSRF_COOKIE = "0123456789abcdefghijklmnopqrstuv"


@dataclass(frozen=True)
class Answer:
    status: str
    body: bytes


def product() -> WSGIHandler:
    """Learnpath, with all its middleware."""
    return WSGIHandler()


def floor() -> WSGIHandler:
    """Django with the middleware of a new project."""
    with override_settings(MIDDLEWARE=settings.FLOOR_MIDDLEWARE):
        return WSGIHandler()


class Browser:
    """Writes the requests that a learner's browser would send."""

    def __init__(self, learner: Any) -> None:
        client = Client()
        client.force_login(learner)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = f"sessionid={session}; csrftoken={CSRF_COOKIE}"

    def get(self, address: str) -> dict[str, Any]:
        return self._request("GET", address)

    def post(self, address: str, fields: dict[str, str]) -> dict[str, Any]:
        body = urlencode(fields).encode()
        return self.send(address, body, "application/x-www-form-urlencoded")

    def send(self, address: str, body: bytes, content_type: str) -> dict[str, Any]:
        return self._request("POST", address, body) | {
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_ORIGIN": "http://localhost:8000",
        }

    def csrf_token(self, application: WSGIHandler, address: str) -> str:
        """Read the token out of a form, as sending that form would."""
        uncompressed = self.get(address) | {"HTTP_ACCEPT_ENCODING": "identity"}
        page = answer(application, uncompressed).body.decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if found is None:
            raise SystemExit(f"No form at {address}.")
        return found[1]

    def _request(self, method: str, address: str, body: bytes = b"") -> dict[str, Any]:
        return HEADERS | {
            "REQUEST_METHOD": method,
            "PATH_INFO": address,
            "HTTP_COOKIE": self.cookies,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
        }


def answer(application: WSGIHandler, environ: dict[str, Any]) -> Answer:
    """Serve one request to its end: the response is read and closed."""
    statuses = []
    response = application(environ, lambda status, headers: statuses.append(status))
    try:
        body = b"".join(response)
    finally:
        response.close()
    return Answer(statuses[0], body)
