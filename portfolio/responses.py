"""What responses say, read without trusting any of it: where they lead, how long to wait, and
bodies unpacked a little at a time, so that no more is held than was asked for.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

A_WEEK_SECONDS = 7 * 24 * 3600
PART = 16 * 1024  # bytes
_PACKED = {"gzip", "x-gzip", "deflate"}
_ANOTHER = b"\x1f\x8b"  # member of a gzip body (RFC 1952, 2.2)
_WITH_HEADER = zlib.MAX_WBITS | 32  # of gzip or of zlib
_WITHOUT_HEADER = -zlib.MAX_WBITS


def as_sent(header: str) -> str:
    """A header that somebody wrote in UTF-8; Python read it as Latin-1."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def seconds_to_wait(told: str, now: datetime) -> int | None:
    """Seconds to wait, from seconds or a date (RFC 9110, 10.2.3); a week at most."""
    if re.fullmatch(r"[0-9]{1,11}", told):
        return min(int(told), A_WEEK_SECONDS)
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(round((until - now).total_seconds()), 0), A_WEEK_SECONDS)


def unpacked(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body in parts of `PART` bytes at most, if it comes in such parts.

    What follows its end is left alone. Raises `ValueError` if it is packed in another way than
    it says, or in one nobody asked for.
    """
    if encoding in ("", "identity"):
        yield from parts
        return
    if encoding not in _PACKED:
        raise ValueError(encoding)
    unpack, is_first = None, True
    for part in parts:
        while part:
            if unpack is None:
                if not is_first and not part.startswith(_ANOTHER):
                    return
                unpack, is_first = zlib.decompressobj(_bits(part, encoding)), False
            yield _some(unpack, part)
            part = unpack.unconsumed_tail
            if unpack.eof:
                part, unpack = unpack.unused_data, None


def _bits(part: bytes, encoding: str) -> int:
    """Some servers send deflate without the header that belongs to it (RFC 9110, 8.4.1.2)."""
    is_bare = encoding == "deflate" and part[0] & 15 != zlib.DEFLATED
    return _WITHOUT_HEADER if is_bare else _WITH_HEADER


def _some(unpack: Any, part: bytes) -> bytes:
    try:
        return bytes(unpack.decompress(part, PART))
    except zlib.error as error:
        raise ValueError(str(error)) from error
