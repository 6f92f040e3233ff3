"""A public page as feeds: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from portfolio import permalinks
from portfolio.models import Item
from portfolio.queries import PublicPage
from portfolio.rendering import PICTURES

MOST_ENTRIES = 50


def atom(page: PublicPage) -> str:
    """The newest items of a page as Atom."""
    home = permalinks.of_page(page.learner)
    feed = Atom1Feed(
        title=page.learner.display_name,
        link=home,
        description=None,
        subtitle=page.portfolio.tagline or None,
        author_name=page.learner.display_name,
        feed_url=permalinks.of_page(page.learner, "atom"),
        feed_guid=home,
        language="en",
    )
    for item in _newest(page):
        feed.add_item(
            title=item.title,
            link=permalinks.of_item(page.learner, item),
            description=_content(item),
            unique_id=f"urn:uuid:{item.pk}",
            pubdate=_instant(item.published_on),
            updateddate=_instant(item.updated_on or item.published_on),
            categories=[item.get_kind_display()],
        )
    return feed.writeString("utf-8")


def json_feed(page: PublicPage) -> str:
    """The newest items of a page as JSON Feed."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.learner.display_name,
        "description": page.portfolio.tagline,
        "home_page_url": permalinks.of_page(page.learner),
        "feed_url": permalinks.of_page(page.learner, "json-feed"),
        "language": "en",
        "authors": [{"name": page.learner.display_name}],
        "items": [_as_json(page, item) for item in _newest(page)],
    }
    return json.dumps({name: value for name, value in feed.items() if value})


def _as_json(page: PublicPage, item: Item) -> dict[str, Any]:
    entry = {
        "id": f"urn:uuid:{item.pk}",
        "url": permalinks.of_item(page.learner, item),
        "external_url": item.url,
        "title": item.title,
        "summary": item.claim,
        "content_html": _content(item),
        "date_published": _instant(item.published_on).isoformat(),
        "date_modified": _instant(item.updated_on or item.published_on).isoformat(),
        "tags": [str(item.get_kind_display())],
    }
    return {name: value for name, value in entry.items() if value}


def _newest(page: PublicPage) -> Iterator[Item]:
    return iter(page.items[:MOST_ENTRIES])


def _content(item: Item) -> str:
    """What a reader shows of an item: its text with whole addresses, or its sentence."""
    pictures = f'src="{permalinks.whole(PICTURES)}'
    return item.html.replace(f'src="{PICTURES}', pictures) or item.claim


def _instant(day: date | None) -> datetime:
    """Noon of a day in UTC: the same date almost everywhere."""
    return datetime.combine(day or date.min, time(12), UTC)
