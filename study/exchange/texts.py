"""What a file is: text in some encoding, or something that holds no text at all."""

import codecs
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

LAST_RESORT = "cp1252"
_CHUNK = 256 * 1024
_SIGNATURES = [
    (
        b"PK\x03\x04",
        _("This is a spreadsheet or an archive. Save it there as CSV, and choose that."),
    ),
    (
        b"\xd0\xcf\x11\xe0",
        _("This is an old Excel workbook. Save it there as CSV, and choose that."),
    ),
    (b"%PDF", _("This is a PDF. Choose a CSV file.")),
    (b"\x89PNG", _("This is a picture. Choose a CSV file.")),
    (b"\xff\xd8\xff", _("This is a picture. Choose a CSV file.")),
    (b"GIF8", _("This is a picture. Choose a CSV file.")),
    (b"\x1f\x8b", _("This is a compressed file. Unpack it, and choose the CSV file in it.")),
]
_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


class UnreadableError(Exception):
    """The file cannot be read as entries. The message is for the learner, one sentence or two."""


def find_encoding(file: BinaryIO) -> str:
    """Say in which encoding a file is written. Raises `UnreadableError` if it is no text."""
    file.seek(0)
    head = file.read(4096)
    if not head:
        raise UnreadableError(_("This file is empty."))
    for signature, message in _SIGNATURES:
        if head.startswith(signature):
            raise UnreadableError(message)
    for encoding in _candidates(head):
        if _is_text(file, encoding):
            file.seek(0)
            return encoding
    raise UnreadableError(_("This file holds no text. Choose a CSV file."))


def _candidates(head: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return [encoding]
    if b"\0" not in head:
        return ["utf-8", LAST_RESORT]
    # Latin letters in UTF-16: every other byte is zero.
    if not any(head[::2]):
        return ["utf-16-be"]
    return ["utf-16-le"] if not any(head[1::2]) else []


def _is_text(file: BinaryIO, encoding: str) -> bool:
    """Decode it to its end, a piece at a time. A text has no NUL, and Postgres keeps none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
