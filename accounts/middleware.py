"""What happens around every request that concerns who is asking."""

import zoneinfo
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django_htmx.http import HttpResponseClientRefresh

from accounts import actions

IS_TRACKED = "is_tracked"  # in sessions that began with a sign-in and so have a row of their own
SEEN_COOKIE = "seen"
SEEN_FOR_SECONDS = 300


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Send who is not signed in to the sign-in page, and keep it out of page fragments.

    When a session has expired, htmx would swap the sign-in page into whatever it was
    updating. What is sent by htmx is answered with a message above the page instead, so that
    what was typed stays; what it only asks for, with a reload of the whole page.
    """

    def handle_no_permission(  # type: ignore[override]  # the stubs promise a redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if "HX-Request" in request.headers:
            if request.method == "GET":
                return HttpResponseClientRefresh()
            return HttpResponse(
                render_to_string("components/signed_out.html"),
                status=401,
                headers={"HX-Retarget": "#alert", "HX-Reswap": "innerHTML"},
            )
        if request.method != "GET":  # to come back to its address would only GET it
            return redirect(settings.LOGIN_URL)
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


class PrivatePagesMiddleware:
    """Let nobody keep the pages of somebody who is signed in: no cache, no back button.

    So a form is never shown again with what was sent from it, and after signing out on a
    shared computer nothing is left to look at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_store=True)
        if getattr(request, "signs_out", False) and response.status_code < 400:
            response.headers["Clear-Site-Data"] = _to_clear(request)
        return response

    def process_view(self, request: HttpRequest, *args: object) -> None:
        """See who signs out, by allauth's form or the admin's, while they are signed in yet."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if request.method == "POST" and name in {"account_logout", "admin:logout"}:
            request.signs_out = request.user.is_authenticated  # type: ignore[attr-defined]


def _to_clear(request: HttpRequest) -> str:
    """What the browser has to forget. The script has emptied what was this person's, and
    says when entries of somebody else wait on the device, which are not theirs to remove.
    """
    return '"cache"' if "others-wait" in request.POST else '"cache", "storage"'


class LastSeenMiddleware:
    """Note when and from where each browser was last used, every five minutes at most.

    A cookie that lasts so long says that it was noted: other requests cost no query, and
    the session, which others may be writing, is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "was_noted", False):
            response.set_cookie(
                SEEN_COOKIE,
                "1",
                max_age=SEEN_FOR_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def process_view(self, request: HttpRequest, *args: object) -> None:
        if SEEN_COOKIE in request.COOKIES or not request.session.get(IS_TRACKED):
            return
        actions.note_browser(
            session_key=request.session.session_key or "",
            address=get_adapter().get_client_ip(request),
            user_agent=request.headers.get("User-Agent", ""),
            now=timezone.now(),
        )
        request.was_noted = True  # type: ignore[attr-defined]
