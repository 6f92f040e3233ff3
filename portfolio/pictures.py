"""Pictures people upload: checked, turned upright, made small enough and written anew as WebP.

Nothing of the file that came is kept: not its name, not where and with what it was taken.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 8 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000
LONGEST_EDGE = 1600  # pixels, after it was made smaller
FORMATS = ("PNG", "JPEG", "WEBP")


@dataclass(frozen=True)
class Picture:
    """A picture as it is stored; `content` is a WebP file."""

    content: bytes
    width: int
    height: int


class NotAPictureError(ValueError):
    """The file is refused. Its text says why, and what would do."""


def read_picture(file: BinaryIO, size: int) -> Picture:
    """Check an uploaded file of `size` bytes and write it anew. Raises `NotAPictureError`.

    What it is, its content says, not its name. Its width and height are looked at before
    anything is unpacked, since a small file can hold an enormous picture.
    """
    if size > LARGEST_FILE:
        raise NotAPictureError(
            _("This file has more than %(most)d MB.") % {"most": LARGEST_FILE // 1024**2}
        )
    try:
        with Image.open(file, formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NotAPictureError(_("This picture has more than 40 million pixels."))
            return _anew(found)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, NotAPictureError):
            raise
        raise NotAPictureError(
            _("This is no picture that can be shown. PNG, JPEG and WebP can.")
        ) from error
    except Image.DecompressionBombError as error:
        raise NotAPictureError(_("This picture has more than 40 million pixels.")) from error


def _anew(found: Image.Image) -> Picture:
    upright = ImageOps.exif_transpose(found)
    has_holes = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_holes else "RGB")
    plain.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    clean = Image.new(plain.mode, plain.size)  # without what the file said besides its pixels
    clean.paste(plain)
    content = BytesIO()
    clean.save(content, "WEBP", quality=85, method=4)
    return Picture(content.getvalue(), *clean.size)
