"""Answers about people that are no plain rows: free handles, ways to sign in, kept mail."""

import email
import email.policy
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from accounts.models import RESERVED_HANDLES, User

HANDLE_LENGTH = 30
# Letters that Unicode does not decompose, as they are written without them.
_SPELT_OUT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h"}
    | {"\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)
_FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
_MESSAGE_END = b"\n" + b"-" * 79 + b"\n"


def free_handles(name: str) -> Iterator[str]:
    """Handles made from a display name that nobody had a moment ago, the plainest first."""
    base = handle_base(name)
    taken = set(User.objects.filter(handle__startswith=base[:20]).values_list("handle", flat=True))
    return (
        handle
        for handle in _numbered(base)
        if handle not in taken and handle not in RESERVED_HANDLES
    )


def handle_base(name: str) -> str:
    """Spell a name in small ASCII letters, digits and hyphens; "learner" if nothing is left."""
    spelt = unicodedata.normalize("NFKD", name.casefold().translate(_SPELT_OUT))
    ascii_only = spelt.encode("ascii", "ignore").decode().replace("'", "")
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    return slug[:HANDLE_LENGTH].rstrip("-") or "learner"


def _numbered(base: str) -> Iterator[str]:
    yield base
    suffixes = (f"-{number}" for number in count(2))
    yield from (base[: HANDLE_LENGTH - len(end)].rstrip("-") + end for end in suffixes)


# What a browser's own words about itself contain. The first that fits counts: most of them
# also name the ones they are made from.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device(user_agent: str) -> str:
    """Name a browser and its system in words, such as "Firefox on Linux"."""
    browser = next((name for sign, name in _BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS.items() if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


@dataclass(frozen=True)
class Browser:
    """One browser in which somebody is signed in."""

    id: int
    device: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_current: bool


def browsers(*, user: User, session_key: str | None, now: datetime) -> list[Browser]:
    """The browsers in which a person is signed in: this one, then the last used first."""
    rows = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
    keys = [row.session_key for row in rows]
    sessions = Session.objects.filter(session_key__in=keys, expire_date__gt=now)
    alive = {session.session_key for session in sessions if _signs_in(session, user)}
    found = [
        Browser(
            id=row.pk,
            device=device(row.user_agent),
            address=row.ip,
            began_at=row.created_at,
            seen_at=row.last_seen_at,
            is_current=row.session_key == session_key,
        )
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda browser: not browser.is_current)


def _signs_in(session: Session, user: User) -> bool:
    """Whether a session is still the person's: a new password ends those from before."""
    data = session.get_decoded()
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return data.get(SESSION_KEY) == str(user.pk) and data.get(HASH_SESSION_KEY) in hashes


@dataclass(frozen=True)
class Passkey:
    """A key that a device or a password manager keeps for somebody."""

    id: int
    name: str
    is_enough: bool  # signs in alone; else it only comes on top of a password
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """What somebody has besides a password."""

    passkeys: list[Passkey]
    app_since: datetime | None
    codes_left: int | None  # none were made, or this many are unused

    @property
    def is_asked_for(self) -> bool:
        """Whether a password alone does not sign in."""
        return bool(self.passkeys or self.app_since)


def factors(user: User) -> Factors:
    """A person's passkeys, authenticator app and recovery codes, the oldest first."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    by_type = {row.type: row for row in rows}
    app = by_type.get(Authenticator.Type.TOTP)
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return Factors(
        passkeys=[_passkey(row) for row in rows if row.type == Authenticator.Type.WEBAUTHN.value],
        app_since=app.created_at if app else None,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def _passkey(row: Authenticator) -> Passkey:
    key = row.wrap()
    return Passkey(
        id=row.pk,
        name=key.name,
        is_enough=key.is_passwordless is not False,
        added_at=row.created_at,
        used_at=row.last_used_at,
    )


@dataclass(frozen=True)
class LinkedAccount:
    """Somebody's account at GitHub or Google, with which they sign in here."""

    id: int
    provider_name: str
    name: str


_PROVIDER_NAMES = {"github": "GitHub", "google": "Google"}


def linked_accounts(user: User) -> list[LinkedAccount]:
    """The accounts elsewhere that a person signs in with, the oldest first."""
    return [linked_account(row) for row in SocialAccount.objects.filter(user=user).order_by("pk")]


def linked_account(row: SocialAccount) -> LinkedAccount:
    return LinkedAccount(
        id=row.pk,
        provider_name=_PROVIDER_NAMES.get(row.provider, row.provider),
        name=row.extra_data.get("login") or row.extra_data.get("email") or row.uid,
    )


@dataclass(frozen=True)
class KeptMail:
    """One message that was written to a file because there is no mail server."""

    name: str
    sent_at: datetime | None
    recipient: str
    subject: str
    text: str


def mail_folder() -> Path | None:
    """Where this instance keeps its mail, or None if a mail server takes it."""
    mailer: Any = settings.MAILERS["default"]
    if mailer["BACKEND"] != _FILE_BACKEND:
        return None
    return Path(mailer["OPTIONS"]["file_path"])


def kept_mail(limit: int = 100) -> list[KeptMail]:
    """The messages of the newest files, newest first."""
    newest = sorted(_mail_files().items(), reverse=True)[:limit]
    return [message for _name, path in newest for message in _read(path)]


def kept_message(name: str) -> KeptMail | None:
    """One message by its name: that of its file, and its place in it if not the first."""
    path = _mail_files().get(name.partition("~")[0])
    if path is None:
        return None
    return next((message for message in _read(path) if message.name == name), None)


def _mail_files() -> dict[str, Path]:
    """Files by name. A name that is asked for is looked up here and never made into a path."""
    folder = mail_folder()
    if folder is None or not folder.is_dir():
        return {}
    return {path.name: path for path in folder.glob("*.log") if path.is_file()}


def _read(path: Path) -> list[KeptMail]:
    raw = path.read_bytes()
    parts = [part for part in raw.split(_MESSAGE_END) if part.strip()]
    messages = [_parse(part, f"{path.name}~{place}") for place, part in enumerate(parts)]
    return messages[::-1]


def _parse(raw: bytes, name: str) -> KeptMail:
    message = email.message_from_bytes(raw, EmailMessage, policy=email.policy.default)
    body = message.get_body(("plain",))
    date = message["date"]
    return KeptMail(
        name=name,
        sent_at=date.datetime if date else None,
        recipient=str(message["to"] or ""),
        subject=str(message["subject"] or ""),
        text=body.get_content() if body else "",
    )
