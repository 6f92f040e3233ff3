"""What happens around every request, whoever asks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


class MalformedRequestMiddleware:
    """Refuse, with 400, requests that Django would answer with 500.

    A form in another charset than UTF-8 breaks CSRF's error page; a NUL in an
    address or a cookie reaches Postgres, which cannot store one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        address = request.path_info + request.META.get("QUERY_STRING", "")
        has_nul = "%00" in address or any(
            "\0" in text for text in (address, *request.COOKIES.values())
        )
        if charset not in ("utf-8", "utf8") or has_nul:
            return HttpResponseBadRequest("Bad request", content_type="text/plain")
        return self.get_response(request)
