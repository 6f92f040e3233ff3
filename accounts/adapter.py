"""Where allauth asks what this project wants."""

import logging
import threading
from contextlib import suppress
from copy import copy
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault
from django.forms import Form
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.http import UserRequest
from accounts.middleware import IS_TRACKED
from accounts.models import User
from accounts.queries import device

logger = logging.getLogger(__name__)

# How long mail is worth sending: as long as the code in it is good for, or as long as news is.
CODE = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
NOTIFICATION = timedelta(hours=24)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": _("This is your email address already."),
        "email_password_mismatch": _(
            "This email address and password do not belong together. Check both, or have a"
            " sign-in code sent to you."
        ),
        "email_taken": _("Somebody already has an account with this email address."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_code": _("This is not the code we sent. Check it, or ask for a new one."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("Wait a few seconds before you ask for another code."),
        "too_many_login_attempts": _("That was one try too many. Start again with a new code."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        """Make the account: the one change of a sign-up."""
        super().save_user(request, user, form, commit=False)
        user.display_name = form.cleaned_data["display_name"]
        user.time_zone = form.cleaned_data["time_zone"]
        try:
            actions.add_account(user=user)
        except actions.EmailTakenError:
            # Pressed twice, most likely: the account is there, and the password is theirs.
            raise ImmediateHttpResponse(redirect(settings.LOGIN_URL)) from None
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        """Let somebody in. On an embedded instance the first one in is its admin."""
        super().login(request, user)
        request.session[IS_TRACKED] = True
        if settings.IS_EMBEDDED:
            with suppress(actions.AlreadyClaimedError):
                actions.claim_instance(user=user, now=timezone.now())

    def change_email(self, request: UserRequest, email: str) -> EmailAddress:
        """Take a new address at its word, and tell the one before."""
        before = request.user.email
        try:
            address = self._change_email(request.user, email, before)
        except actions.EmailTakenError:
            messages.error(request, self.error_messages["email_taken"])
            raise ImmediateHttpResponse(redirect("account_email")) from None
        messages.success(request, _("Email address changed."))
        return address

    @transaction.atomic
    def _change_email(self, user: User, email: str, before: str) -> EmailAddress:
        address = actions.change_email(user=user, email=email)
        told = {"from_email": before, "to_email": address.email}
        self.send_notification_mail("account/email/email_changed", user, told, before)
        return address

    def set_password(self, user: User, password: str) -> None:
        """Change the password, and sign every other browser out."""
        user.set_password(password)
        user.save(update_fields=["password"])
        actions.end_other_browsers(user=user, keep=self.request.session.session_key)

    def reauthenticate(self, user: User, password: str) -> bool:
        """Check the password of somebody who is signed in.

        A hash of an older kind is brought up to date by that. Keep the session, which knew
        the one before; otherwise the right password would sign them out.
        """
        before = user.password
        if not super().reauthenticate(user, password):
            return False
        user.refresh_from_db(fields=["password"])
        if user.password != before:
            key = self.request.session.session_key
            update_session_auth_hash(self.request, user)
            actions.move_browser(before=key, now=self.request.session.session_key)
        return True

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer too many wrong passwords with 429 rather than with one more form."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(respond_429(request)) from None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a message down, with the change it tells of. Nobody waits for a mail server."""
        told = {
            "request": self.request,
            "email": email,
            "current_site": get_current_site(self.request),
            "site_url": settings.SITE_URL,
        }
        message = self.render_mail(template_prefix, email, told | context)
        actions.write_mail(message=message, good_for=CODE if "code" in context else NOTIFICATION)
        if settings.IS_WEB:
            transaction.on_commit(_look_after_mail)


def _look_after_mail() -> None:
    """Send in a while what no worker has taken by then. The request does not wait for it."""
    timer = threading.Timer(settings.MAIL_FALLBACK_SECONDS, _send_what_nobody_took)
    timer.daemon = True
    timer.start()


def _send_what_nobody_took() -> None:
    try:
        actions.send_mail(overdue=timedelta(seconds=settings.MAIL_FALLBACK_SECONDS))
    except Error:  # a worker finds the same when it is back
        logger.exception("mail could not be looked after")
    finally:
        connection.close()


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": _(
            "Recovery codes stand in for a passkey or an authenticator app. Add one of them first."
        ),
        "incorrect_code": _("That did not work. Try it again, or take another way."),
        "unverified_email": _("Confirm your email address first."),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return device(self.request.headers.get("User-Agent", ""))

    def _get_site_name(self) -> str:
        return "Learnpath"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "connected_other": _("Somebody else here signs in with that account."),
        "email_taken": _(
            "Somebody already has an account with this email address. If it is yours, sign in"
            " as before, then link %s on your security page."
        ),
        "no_password": _(
            "This is how you sign in. Choose a password first, then you can unlink it."
        ),
        "no_verified_email": _("Confirm your email address first, then you can unlink it."),
    }

    def get_provider(self, *args: Any, **kwargs: Any) -> Any:
        """Find a provider; without its keys it does not exist here."""
        try:
            return super().get_provider(*args, **kwargs)
        except SocialApp.DoesNotExist:
            raise Http404 from None

    def serialize_instance(self, instance: Model) -> dict[str, Any]:
        """Write down somebody new, but not what the database has yet to supply."""
        known = copy(instance)
        for name, value in vars(instance).items():
            if isinstance(value, DatabaseDefault):
                delattr(known, name)
        return super().serialize_instance(known)

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        """Suggest the name that the provider knows, and keep no more than that of what it says."""
        told = sociallogin.account.extra_data
        kept = ("login", "name", "email")
        sociallogin.account.extra_data = {key: told[key] for key in kept if key in told}
        user = super().populate_user(request, sociallogin, data)
        full = " ".join(filter(None, [data.get("first_name"), data.get("last_name")]))
        user.display_name = (data.get("name") or full or data.get("username") or "")[:80]
        return user

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        initial = super().get_signup_form_initial_data(sociallogin)
        return initial | {"display_name": sociallogin.user.display_name}

    @transaction.atomic
    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: Form | None = None
    ) -> User:
        """Make the account and its link to the provider's: both, or neither."""
        return super().save_user(request, sociallogin, form)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, **more: Any
    ) -> None:
        exception = type(more.get("exception")).__name__
        logger.warning("sign-in with %s failed: %s, %s", provider.id, error, exception)
