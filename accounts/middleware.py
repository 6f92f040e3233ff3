"""What happens around every request that concerns who is asking."""

import zoneinfo
from collections.abc import Callable

from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Keep the sign-in form out of page fragments.

    When a session has expired, htmx would swap the sign-in page into whatever it was
    updating. Reload the whole page instead; that leads to the sign-in page properly.
    """

    def handle_no_permission(  # type: ignore[override]  # the stubs promise a redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if "HX-Request" in request.headers:
            return HttpResponseClientRefresh()
        return super().handle_no_permission(request, view_func)


class TimeZoneMiddleware:
    """Show times in the zone of the person who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> None:
        """Look at the person only where a view runs; static files need none."""
        if request.user.is_authenticated:
            timezone.activate(zoneinfo.ZoneInfo(request.user.time_zone))
        else:
            timezone.deactivate()
