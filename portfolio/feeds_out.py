"""A public page as feeds: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from portfolio.models import Item
from portfolio.queries import PublicPage

MOST_ENTRIES = 50


def atom(page: PublicPage) -> str:
    """The newest items of a page as Atom."""
    home = _absolute(reverse("public:page", args=[page.learner.handle]))
    feed = Atom1Feed(
        title=page.learner.display_name,
        link=home,
        description=None,
        subtitle=page.portfolio.tagline or None,
        author_name=page.learner.display_name,
        feed_url=_absolute(reverse("public:atom", args=[page.learner.handle])),
        feed_guid=home,
        language="en",
    )
    for item in _newest(page):
        feed.add_item(
            title=item.title,
            link=item_address(page, item),
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
        "home_page_url": _absolute(reverse("public:page", args=[page.learner.handle])),
        "feed_url": _absolute(reverse("public:json-feed", args=[page.learner.handle])),
        "language": "en",
        "authors": [{"name": page.learner.display_name}],
        "items": [_as_json(page, item) for item in _newest(page)],
    }
    return json.dumps({name: value for name, value in feed.items() if value})


def _as_json(page: PublicPage, item: Item) -> dict[str, Any]:
    entry = {
        "id": f"urn:uuid:{item.pk}",
        "url": item_address(page, item),
        "external_url": item.url,
        "title": item.title,
        "summary": item.claim,
        "content_html": _content(item),
        "date_published": _instant(item.published_on).isoformat(),
        "date_modified": _instant(item.updated_on or item.published_on).isoformat(),
        "tags": [str(item.get_kind_display())],
    }
    return {name: value for name, value in entry.items() if value}


def item_address(page: PublicPage, item: Item) -> str:
    """Where an item of a page is read, whole."""
    return _absolute(reverse("public:item", args=[page.learner.handle, item.slug]))


def _newest(page: PublicPage) -> Iterator[Item]:
    return iter(page.items[:MOST_ENTRIES])


def _content(item: Item) -> str:
    """What a reader shows of an item: its text with whole addresses, or its sentence."""
    pictures = f'src="{_absolute("/portfolio/images/")}'
    return item.html.replace('src="/portfolio/images/', pictures) or item.claim


def _instant(day: date | None) -> datetime:
    """Noon of a day in UTC: the same date almost everywhere."""
    return datetime.combine(day or date.min, time(12), UTC)


def _absolute(path: str) -> str:
    return settings.SITE_URL + path
