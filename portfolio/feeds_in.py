"""Feeds of elsewhere, read: RSS, Atom and JSON Feed. Nothing in them is trusted."""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from io import BytesIO
from itertools import islice
from time import struct_time
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import nh3

from portfolio.charsets import text_of

MOST_READ = 10_000  # entries that are looked at at all
MOST_ENTRIES = 200
LONGEST_TITLE, LONGEST_EXCERPT, LONGEST_URL = 140, 280, 500
FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
_ENTRY = re.compile(r"<(?:[^\s<>/:]+:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_LAST_TAG = re.compile(r"</(?:[^\s<>/:]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_DECLARES = re.compile(r"<!(ENTITY|DOCTYPE[^<>\[]*\[)", re.IGNORECASE)
_XML = re.compile(r"<\?xml[^>]*>", re.IGNORECASE)


class NotAFeedError(Exception):
    """What was fetched is no feed, or one that cannot be read safely."""


@dataclass(frozen=True)
class FeedEntry:
    """An entry as plain text. `guid` names it within its feed."""

    guid: str
    url: str
    title: str
    excerpt: str
    published_on: date | None


@dataclass(frozen=True)
class Feed:
    """A feed's title and its newest entries, `MOST_ENTRIES` at most: in its order, each guid
    once.
    """

    title: str
    entries: list[FeedEntry]


def read_feed(body: bytes, *, content_type: str, base_url: str) -> Feed:
    """Read a feed of any of the three kinds. Raises `NotAFeedError`.

    Texts become plain, links have to be on the web; an entry without one is left out, and a
    date that nobody could mean is none. XML with declared entities is refused unparsed.
    """
    text = text_of(body, content_type).replace("\0", "").strip()
    if text.startswith("{"):
        return _from_json(text, base_url)
    if _DECLARES.search(text):
        raise NotAFeedError
    return _from_xml(text, base_url)


def find_feed(body: bytes, base_url: str) -> str | None:
    """The address of the first feed that a web page names in its head."""
    finder = _Finder()
    finder.feed(body.decode(errors="replace"))
    return _address(finder.found[0], base_url) or None if finder.found else None


def title_of(body: bytes) -> tuple[str, str]:
    """What a web page calls itself, and how it describes itself."""
    finder = _Finder()
    finder.feed(body.decode(errors="replace"))
    return finder.title, finder.description


def _from_xml(text: str, base_url: str) -> Feed:
    parsed = _parsed(_shortened(text))
    if not parsed.get("version"):
        raise NotAFeedError
    entries = (
        FeedEntry(
            guid=plain(entry.get("id") or entry.get("link"), LONGEST_URL),
            url=_address(entry.get("link"), base_url),
            title=plain(entry.get("title"), LONGEST_TITLE),
            excerpt=plain(entry.get("summary"), LONGEST_EXCERPT),
            # Not entry.get, which takes the one for the other with a warning.
            published_on=_day(
                dict.get(entry, "published_parsed", dict.get(entry, "updated_parsed"))
            ),
        )
        for entry in parsed.entries
    )
    return Feed(plain(parsed.feed.get("title"), LONGEST_TITLE), _useful(entries))


def _parsed(text: str) -> Any:
    """What feedparser makes of it. A stream, as it takes bytes for the name of a file first;
    on one line, as a megabyte of empty lines before the first tag hangs it.
    """
    line = " ".join(_XML.sub("", text, count=1).split())
    told = {"content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(
            BytesIO(line.encode()),
            response_headers=told,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # it has many for what it does not expect
        raise NotAFeedError from error


def _from_json(text: str, base_url: str) -> Feed:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeedError from error
    items = data.get("items")
    if "jsonfeed.org" not in str(data.get("version")) or not isinstance(items, list):
        raise NotAFeedError
    entries = (
        FeedEntry(
            guid=plain(str(item.get("id") or item.get("url") or ""), LONGEST_URL),
            url=_address(item.get("url") or item.get("external_url"), base_url),
            title=plain(item.get("title"), LONGEST_TITLE),
            excerpt=plain(_said(item), LONGEST_EXCERPT),
            published_on=_iso_day(item.get("date_published")),
        )
        for item in islice(items, MOST_READ)
        if isinstance(item, dict)
    )
    return Feed(plain(data.get("title"), LONGEST_TITLE), _useful(entries))


def _said(item: dict[str, Any]) -> Any:
    return item.get("summary") or item.get("content_text") or item.get("content_html")


def plain(words: Any, longest: int) -> str:
    """Words of a stranger as one line of plain text, without what is invisible."""
    if not isinstance(words, str):
        return ""
    sound = words[:20_000].encode(errors="replace").decode()  # half of a pair says nothing
    text = html.unescape(nh3.clean(sound, tags=set()))
    seen = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    line = " ".join(seen.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _useful(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    """The newest of those that lead somewhere. Where dates are missing, the first ones."""
    by_guid: dict[str, FeedEntry] = {}
    for entry in entries:
        if entry.url and entry.title:
            by_guid.setdefault(entry.guid, entry)
    by_day = sorted(
        by_guid.values(), key=lambda entry: entry.published_on or date.min, reverse=True
    )
    newest = {entry.guid for entry in by_day[:MOST_ENTRIES]}
    return [entry for entry in by_guid.values() if entry.guid in newest]


def _address(link: Any, base_url: str) -> str:
    """An address on the web, whole and visible; empty for any other."""
    link = link.strip() if isinstance(link, str) else ""
    if not link or not link.isprintable() or re.search(r"[ \\]", link):
        return ""
    try:
        url = urljoin(base_url, link)
        parts = urlsplit(url)
        is_known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    return url if is_known and "@" not in parts.netloc and len(url) <= LONGEST_URL else ""


def _day(parsed: struct_time | None) -> date | None:
    try:
        return _believable(date(*parsed[:3])) if parsed else None
    except ValueError:  # the year 0
        return None


def _iso_day(written: Any) -> date | None:
    try:
        found = datetime.fromisoformat(written)
        return _believable((found.astimezone(UTC) if found.tzinfo else found).date())
    except (TypeError, ValueError, OverflowError):
        return None


def _believable(day: date) -> date | None:
    return day if 1990 <= day.year < 2200 else None


def _shortened(text: str) -> str:
    """A feed without the entries after so many, still closed as it was."""
    begins = _nth(_ENTRY.finditer(text), MOST_READ)
    if begins is None:
        return text
    ends = [match.end() for match in _LAST_TAG.finditer(text, begins)]
    return text[:begins] + text[ends[-1] if ends else len(text) :]


def _nth(matches: Iterator[re.Match[str]], n: int) -> int | None:
    return next((match.start() for index, match in enumerate(matches) if index == n), None)


class _Finder(HTMLParser):
    """Notes the feeds that a page links to, its title and its description."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.title = self.description = ""
        self._is_in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        is_feed = told.get("type", "").lower() in FEED_TYPES
        if tag == "link" and "alternate" in told.get("rel", "").lower() and is_feed:
            self.found.append(told.get("href", ""))
        if tag == "meta" and told.get("name", "").lower() == "description":
            self.description = self.description or told.get("content", "")
        self._is_in_title = tag == "title" and not self.title

    def handle_endtag(self, tag: str) -> None:
        self._is_in_title = False

    def handle_data(self, data: str) -> None:
        if self._is_in_title:
            self.title += data
