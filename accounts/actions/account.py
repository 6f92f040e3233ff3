"""What a person can do with their account, and how an instance gets its first admin."""

import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import SetUp, User, token_digest
from accounts.queries import free_handles


class EmailTakenError(Exception):
    """Somebody has an account with this email address, perhaps since a moment ago."""


class HandleTakenError(Exception):
    """Somebody has this handle, perhaps since a moment ago."""


class AlreadyClaimedError(Exception):
    """This instance has an admin."""


class LinkSpentError(Exception):
    """The set-up link was used, replaced by a newer one, or never existed."""


def add_account(*, user: User) -> None:
    """Save a new user, with a handle made from the display name.

    When somebody takes the same handle in the same moment, the next free one is used.
    Raises `EmailTakenError` if the address has an account.
    """
    handles = free_handles(user.display_name)
    while not _save_with_handle(user, next(handles)):
        continue


def _save_with_handle(user: User, handle: str) -> bool:
    """Save a new user; False if somebody took the handle in this moment."""
    user.handle = handle
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        if User.objects.filter(email=user.email).exists():
            raise EmailTakenError from None
        if not User.objects.filter(handle=handle).exists():
            raise
        return False
    return True


def change_profile(*, user: User, fields: list[str]) -> None:
    """Save what a person changed about themselves. Raises `HandleTakenError`."""
    try:
        with transaction.atomic():
            user.save(update_fields=fields)
    except IntegrityError:
        if User.objects.filter(handle=user.handle).exclude(pk=user.pk).exists():
            raise HandleTakenError from None
        raise


def change_email(*, user: User, email: str) -> EmailAddress:
    """Give a person another address without asking for proof that it is theirs.

    For instances that cannot send mail, and for the admin. Forgets the addresses that
    were known before. Raises `EmailTakenError`.
    """
    user.email = email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()
            return EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True)
    except IntegrityError:
        raise EmailTakenError from None


@transaction.atomic
def claim_instance(*, user: User, now: datetime) -> None:
    """Make the first person to arrive the admin.

    Raises `AlreadyClaimedError` if there is an admin or was one; of two people who
    arrive at once, one is refused.
    """
    if User.objects.admins().exists() or not SetUp.objects.claim(now=now):
        raise AlreadyClaimedError
    _make_admin(user)


def set_up_link() -> str:
    """Make the one-time link whose holder may become the admin, and return its address.

    Only a digest of it is stored, so it cannot be shown again; a new link replaces the
    one before. Raises `AlreadyClaimedError` if the instance has an admin or had one.
    """
    token = secrets.token_urlsafe(24)
    unclaimed = SetUp.objects.unclaimed()
    if User.objects.admins().exists() or not unclaimed.update(token_digest=token_digest(token)):
        raise AlreadyClaimedError
    return settings.SITE_URL + reverse("accounts:set-up", args=[token])


@transaction.atomic
def claim_with_link(*, user: User, token: str, now: datetime) -> None:
    """Make the holder of the set-up link the admin. Raises `LinkSpentError`."""
    if not SetUp.objects.with_token(token).claim(now=now):
        raise LinkSpentError
    _make_admin(user)


def _make_admin(user: User) -> None:
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser"])


def note_browser(*, session_key: str, address: str, user_agent: str, now: datetime) -> None:
    """Note when and from where a signed-in browser was used last."""
    length = UserSession._meta.get_field("user_agent").max_length
    UserSession.objects.filter(session_key=session_key).update(
        ip=address, user_agent=user_agent[:length], last_seen_at=now
    )


def move_browser(*, before: str, now: str) -> None:
    """Know a browser by the new key of its session."""
    UserSession.objects.filter(session_key=before).update(session_key=now)


@transaction.atomic
def end_browser(*, browser: UserSession) -> None:
    """Sign one browser out: its session is gone."""
    Session.objects.filter(session_key=browser.session_key).delete()
    browser.delete()


@transaction.atomic
def end_other_browsers(*, user: User, keep: str | None) -> None:
    """Sign a person out of every browser but the one whose session has the key `keep`."""
    others = UserSession.objects.filter(user=user).exclude(session_key=keep)
    Session.objects.filter(session_key__in=others.values("session_key")).delete()
    others.delete()


def forget_ended_browsers() -> None:
    """Delete what is known of browsers whose session is gone."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@transaction.atomic
def remove_factor(*, factor: Authenticator) -> None:
    """Take a passkey, an authenticator app or recovery codes from a person.

    Recovery codes stand in for the others, so they go with the last of them.
    """
    factor.delete()
    rest = Authenticator.objects.filter(user_id=factor.user_id)
    if not rest.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        rest.delete()
