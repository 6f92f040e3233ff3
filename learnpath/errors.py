"""What a request gets when it fails: a page, or for htmx a message above the page it is on.

htmx swaps error answers in like any other. A whole page inside a fragment would wipe out
what was typed, so its answers are sent to the alert of base.html instead.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_AFTER_SECONDS = 5


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 for what is not there and for what is not theirs to see."""
    return _answer(request, "404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 for a form that was made for another session."""
    return _answer(request, "403_csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503, and when to come back, if the database is missing; else 500.

    Called while the exception is handled, wherever it was raised, so that middleware which
    lost the database is answered too. Nothing is tried again here: whether a write took
    place is for the person to see.
    """
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _answer(request, "500.html", 500)
    response = _answer(request, "503.html", 503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _answer(request: HttpRequest, template: str, status: int) -> HttpResponse:
    if "HX-Request" not in request.headers:
        # Only the page for 404 is drawn with who is asking; the others can ask nobody.
        context_request = request if status == 404 else None
        return HttpResponse(render_to_string(template, request=context_request), status=status)
    message = render_to_string(f"{template}#message")
    headers = {"HX-Retarget": "#alert", "HX-Reswap": "innerHTML"}
    return HttpResponse(message, status=status, headers=headers)
