"""What happens around every request, whoever asks."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5


class MalformedRequestMiddleware:
    """Refuse, with 400, requests that Django would answer with 500.

    A form in another charset than UTF-8 breaks CSRF's error page; a NUL in an address
    reaches Postgres, which cannot store one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        address = request.path_info + request.META.get("QUERY_STRING", "")
        if charset not in ("utf-8", "utf8") or "\0" in address or "%00" in address:
            return HttpResponseBadRequest("Bad request", content_type="text/plain")
        return self.get_response(request)


class DatabaseOutageMiddleware:
    """Turn a lost database into 503 and a word on when to come back.

    Nothing is tried again here: whether a write took place is for the person to see.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("database unavailable: %s", exception)
        return HttpResponse(
            render_to_string("503.html"),
            status=503,
            headers={"Retry-After": str(RETRY_AFTER_SECONDS)},
        )
