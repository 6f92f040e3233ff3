"""Secret links in mail, which act for their reader without signing in: stopping, and snoozing.

They are signed and never stored, so they work for ever, also after the secret key was changed
as long as the former one is among SECRET_KEY_FALLBACKS. They can do no more than that.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

ALL = "all"
_SALT = "nudges.links"


def token_for(recipient_id: int, kind: str = ALL) -> str:
    """Name a person, and the kind a link is about, so that nobody else can."""
    return Signer(salt=_SALT).sign_object([recipient_id, kind])


def read_token(token: str) -> tuple[int, str] | None:
    """The person's id and the kind; None if this is no token of ours, or not all of it."""
    try:
        recipient_id, kind = Signer(salt=_SALT).unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return recipient_id, kind


def stop_url(recipient_id: int, kind: str) -> str:
    """Where mail of a kind is stopped."""
    return _url("nudges:stop", token_for(recipient_id, kind))


def snooze_url(recipient_id: int) -> str:
    """Where all of it is put off for some days."""
    return _url("nudges:snooze", token_for(recipient_id))


def _url(name: str, token: str) -> str:
    return settings.SITE_URL + reverse(name, args=[token])
