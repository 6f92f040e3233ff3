"""Answers about people that are no plain rows: free handles, and mail kept in files."""

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

from django.conf import settings

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
