"""Where allauth asks what this project wants."""

import logging
from contextlib import suppress
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.http import UserRequest
from accounts.models import User

logger = logging.getLogger(__name__)


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
        if settings.IS_EMBEDDED:
            with suppress(actions.AlreadyClaimedError):
                actions.claim_instance(user=user, now=timezone.now())

    def change_email(self, request: UserRequest, email: str) -> EmailAddress:
        try:
            address = actions.change_email(user=request.user, email=email)
        except actions.EmailTakenError:
            messages.error(request, self.error_messages["email_taken"])
            raise ImmediateHttpResponse(redirect("account_email")) from None
        messages.success(request, _("Email address changed."))
        return address

    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Answer too many wrong passwords with 429 rather than with one more form."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise ImmediateHttpResponse(respond_429(request)) from None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send; if that fails, go back to where it was asked for and say so."""
        try:
            super().send_mail(template_prefix, email, context | {"site_url": settings.SITE_URL})
        except (OSError, SMTPException) as error:
            logger.error("mail %s was not sent: %s", template_prefix, type(error).__name__)
            messages.error(
                self.request,
                _("The email could not be sent just now. Wait a minute, then try again."),
            )
            raise ImmediateHttpResponse(redirect(self.request.get_full_path())) from error

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell of a change that was made. It stays made if the mail server is away."""
        with suppress(ImmediateHttpResponse):
            super().send_notification_mail(*args, **kwargs)
