"""Words out of bytes whose character set is told wrongly, or not at all."""

import codecs
import re
from collections.abc import Iterator

# What the web uses. Python knows others: some never seem to end with a megabyte (punycode), some hide
# what a text says from whoever looks before it is decoded (utf-7, cp037).
_OF_THE_WEB = re.compile(
    r"ascii|utf-(8|16|32)(-[bl]e)?|iso8859-\d+|cp(125\d|866|874|932|949)|koi8-[ru]|mac-roman|"
    r"shift_jis|euc_(jp|kr)|gb2312|gbk|gb18030|big5(hkscs)?|tis-620"
)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before the one it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_TOLD = re.compile(r"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)


def text_of(body: bytes, content_type: str) -> str:
    """Decode a body by what it is rather than by what is said of it. Never fails.

    What can be UTF-8 is; then what the header tells counts, then what the body does.
    """
    for charset in _likely(body, content_type):
        try:
            return body.decode(charset)
        except UnicodeError:
            continue
    return body.decode("latin-1")


def _likely(body: bytes, content_type: str) -> Iterator[str]:
    yield from [charset for mark, charset in _MARKS.items() if body.startswith(mark)][:1]
    yield "utf-8"
    for words in (content_type, body[:200].decode("latin-1")):
        if told := _TOLD.search(words):
            yield from _known(told[1])
    yield "cp1252"


def _known(charset: str) -> list[str]:
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return []
    return [name] if _OF_THE_WEB.fullmatch(name) else []
