"""The picture that other sites show where somebody shares a page: 1200 by 630 pixels."""

from functools import cache
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from accounts.models import User
from portfolio.models import Item
from portfolio.queries import PublicPage

SIZE = (1200, 630)
MARGIN = 90
PAPER, INK, SOFT, PATH, EMBER = "#f7fafa", "#1f2430", "#5a606b", "#00694c", "#b86420"
FONTS = settings.BASE_DIR / "static" / "fonts"


def of_page(page: PublicPage) -> bytes:
    """A learner's name, their line, and how much is out, as a PNG file."""
    facts = " · ".join(
        f"{each.count} {each.kind.label.lower()}" for each in page.kinds if each.count
    )
    return _drawn(page.learner.display_name, page.portfolio.tagline, facts, page.learner)


def of_item(item: Item, learner: User) -> bytes:
    """An item's title and sentence, as a PNG file."""
    return _drawn(item.title, item.claim, item.get_kind_display(), learner)


def _drawn(title: str, line: str, facts: str, learner: User) -> bytes:
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 12), fill=PATH)
    y = _lines(draw, _shown(title) or f"@{learner.handle}", _display(68), MARGIN, INK, 3)
    y = _lines(draw, _shown(line), _text(34), y + 24, SOFT, 3)
    draw.text((MARGIN, 500), _shown(facts), font=_text(28), fill=EMBER)
    host = settings.SITE_URL.split("://", 1)[1]
    draw.text((MARGIN, 550), f"{host}/@{learner.handle}", font=_text(28), fill=PATH)
    content = BytesIO()
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()


def _lines(
    draw: ImageDraw.ImageDraw,
    words: str,
    font: ImageFont.FreeTypeFont,
    y: int,
    colour: str,
    most: int,
) -> int:
    """Write words in lines that fit; what is left over ends in an ellipsis. The next y."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font) <= SIZE[0] - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word[:60])
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + " …"]
    for line in lines:
        draw.text((MARGIN, y), line, font=font, fill=colour)
        y += round(font.size * 1.25)
    return y


def _shown(words: str) -> str:
    """Words without characters that the fonts do not have."""
    return "".join(each for each in words if ord(each) < 0x180 or 0x2010 <= ord(each) <= 0x2026)


@cache
def _display(size: int) -> ImageFont.FreeTypeFont:
    return _font("newsreader.woff2", size, 560)


@cache
def _text(size: int) -> ImageFont.FreeTypeFont:
    return _font("inter.woff2", size, 450)


def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / name, size)
    font.set_variation_by_axes([weight])
    return font
