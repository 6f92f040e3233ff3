"""What people type about themselves and to get in: fields, checks and wording."""

import re
import unicodedata
from itertools import groupby
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.socialaccount import forms as social_forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from accounts.models import User, time_zone_names

PASSWORD_HELP = _("At least 8 characters. Three or four unrelated words are easy to remember.")
# Joiners that Persian and several Indian scripts are written with.
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_PLACELESS = _("Other names")


class DisplayNameField(forms.CharField):
    """A name on one line, without characters that are invisible or turn the text around."""

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().to_python(value) or "")
        visible = "".join(
            " " if character.isspace() else character
            for character in text
            if character.isspace()
            or character in _JOINERS
            or unicodedata.category(character)[0] != "C"
        )
        return re.sub(r" +", " ", visible).strip(" " + _JOINERS)


def display_name_field() -> DisplayNameField:
    return DisplayNameField(
        label=_("Name"),
        max_length=80,
        help_text=_("What we should call you."),
        error_messages={"required": _("Say what we should call you.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )


def time_zone_choices() -> list[tuple[Any, Any]]:
    """Every time zone under its region, for a select; UTC first."""
    names = sorted(time_zone_names() - {"UTC"}, key=lambda name: ("/" not in name, name))
    groups = groupby(names, key=lambda name: name.partition("/")[0] if "/" in name else _PLACELESS)
    return [
        ("UTC", "UTC"),
        *((region, [(name, _place(name)) for name in members]) for region, members in groups),
    ]


def _place(name: str) -> str:
    return (name.partition("/")[2] or name).replace("_", " ").replace("/", " / ")


class ProfileForm(forms.ModelForm):
    """What a person may say and choose about themselves."""

    display_name = display_name_field()

    class Meta:
        model = User
        fields = [
            "display_name",
            "handle",
            "time_zone",
            "day_starts_at",
            "week_start",
            "colour_scheme",
        ]
        widgets = {
            "handle": forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
        }
        help_texts = {
            "time_zone": _("It decides which day an hour of study belongs to."),
            "day_starts_at": _(
                "Study after midnight and before this hour counts for the day before. "
                "What is in your log stays on its day."
            ),
        }
        error_messages = {
            "handle": {"required": _("Choose a handle.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget = forms.Select(choices=time_zone_choices())

    def clean_handle(self) -> str:
        """Let the constraints speak here: what they say belongs beside this field."""
        handle = self.cleaned_data["handle"].lower()
        other_fields = {field.name for field in User._meta.fields} - {"handle"}
        try:
            User(handle=handle).validate_constraints(exclude=other_fields)
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return handle


class NewPersonMixin(forms.Form):
    """What everybody new is asked, however they sign in; the browser adds its time zone."""

    display_name = display_name_field()
    time_zone = forms.CharField(
        required=False, widget=forms.HiddenInput({"data-fill": "time-zone"})
    )
    field_order = ["display_name", "email", "password1", "time_zone"]

    def clean_time_zone(self) -> str:
        """Take the browser's word if the name is known; nobody is refused over it."""
        name = self.cleaned_data["time_zone"]
        return name if name in time_zone_names() else "UTC"


class SignupForm(NewPersonMixin, allauth_forms.SignupForm):
    """Name, email and one password, or a passkey instead of the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.by_passkey:
            self.fields["password1"].help_text = PASSWORD_HELP

    def clean_password1(self) -> str:
        """Judge the password by the name and the address that were typed above it."""
        known = {name: self.cleaned_data.get(name, "") for name in ("email", "display_name")}
        return get_adapter().clean_password(self.cleaned_data["password1"], user=User(**known))

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponseBase | None]:
        """Save, unless the address has an account: then work as long and say the same."""
        if self.account_already_exists and not self.by_passkey:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)


class SocialSignupForm(NewPersonMixin, social_forms.SignupForm):
    """Name and email of somebody who comes from GitHub or Google, filled in as known there."""


class ChangeEmailForm(allauth_forms.AddEmailForm):
    """A new address: proven by a code, or, where no mail can be sent, taken as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New email")
        self.is_proven = settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory"

    def clean_email(self) -> str:
        email = super().clean_email()
        if not self.is_proven and User.objects.filter(email=email).exists():
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> Any:
        if self.is_proven:
            return super().save(request)
        return get_adapter().change_email(request, self.cleaned_data["email"])


class OnePasswordMixin(forms.Form):
    """A new password is typed once; browsers can show what was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = PASSWORD_HELP


class ChangePasswordForm(OnePasswordMixin, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password you have now")

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        if self.user.check_password(password):
            raise ValidationError(_("That is the password you have now."), code="unchanged")
        return password


class SetPasswordForm(OnePasswordMixin, allauth_forms.SetPasswordForm):
    pass


class ResetPasswordForm(OnePasswordMixin, allauth_forms.ResetPasswordKeyForm):
    pass
