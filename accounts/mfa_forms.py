"""What people type, and their devices say, for passkeys and second factors."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import DisplayNameField

_TOO_OFTEN = {"too_many_login_attempts", "rate_limited"}
_APP_CODE = _("This is not the code your app shows now. Codes change every half minute.")
_ANY_CODE = _(
    "This code is wrong or was used before. Take the one your app shows now, or another"
    " recovery code."
)


def _refuse_guessers(error: ValidationError) -> None:
    """Answer too many wrong tries with 429, as wrong passwords are."""
    if getattr(error, "code", "") in _TOO_OFTEN:
        raise ImmediateHttpResponse(respond_429(context.request)) from None


class CodeMixin(forms.Form):
    """A code of six digits from an app, or a recovery code of eight."""

    wrong = _ANY_CODE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocapitalize": "none"}

    def clean_code(self) -> str:
        try:
            return super().clean_code()  # type: ignore[misc]  # allauth's form, beside this mixin
        except ValidationError as error:
            _refuse_guessers(error)
            raise ValidationError(self.wrong, code="incorrect_code") from None


class AuthenticateForm(CodeMixin, base.AuthenticateForm):
    pass


class ReauthenticateForm(CodeMixin, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(CodeMixin, totp.ActivateTOTPForm):
    wrong = _APP_CODE


@contextmanager
def _nonsense_refused() -> Iterator[None]:
    """Refuse what no device sends like a wrong answer: the library fails on it in many ways."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error):
        raise get_adapter().validation_error("incorrect_code") from None


class CredentialMixin(forms.Form):
    """What a device answered to prove that it has a passkey."""

    def clean_credential(self) -> Any:
        try:
            with _nonsense_refused():
                return super().clean_credential()  # type: ignore[misc]  # allauth's form's
        except ValidationError as error:
            _refuse_guessers(error)
            raise


class AuthenticatePasskeyForm(CredentialMixin, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(CredentialMixin, webauthn.ReauthenticateWebAuthnForm):
    pass


class LoginPasskeyForm(CredentialMixin, webauthn.LoginWebAuthnForm):
    pass


def _name_field(**options: Any) -> DisplayNameField:
    return DisplayNameField(label=_("Name of the passkey"), max_length=60, **options)


class NewPasskeyMixin(forms.Form):
    """What a device answered when it made a passkey."""

    def clean(self) -> dict[str, Any] | None:
        with _nonsense_refused():
            return super().clean()


class AddPasskeyForm(NewPasskeyMixin, webauthn.AddWebAuthnForm):
    name = _name_field(
        required=False, help_text=_("So that you know it again, next to others that you add.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _(
            "Leave this out for a security key that cannot ask for a PIN or a fingerprint."
        )


class SignupPasskeyForm(NewPasskeyMixin, webauthn.SignupWebAuthnForm):
    name = _name_field(required=False)


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = _name_field(error_messages={"required": _("Give it a name.")})
