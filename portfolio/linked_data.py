"""What a page is, for machines: JSON-LD in the words of schema.org."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from portfolio import permalinks
from portfolio.models import Item
from portfolio.queries import PublicPage

# In a script element these would end it, or begin a comment; in JSON they may be escaped.
_ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_TYPES = {
    Item.Kind.BLOG: "BlogPosting",
    Item.Kind.APP: "SoftwareApplication",
    Item.Kind.ANSWER: "Answer",
    Item.Kind.EXPERIMENT: "Report",
    Item.Kind.OPEN_SOURCE: "SoftwareSourceCode",
}


def of_page(page: PublicPage) -> SafeString:
    """A person and what they made."""
    works = [_work(item, page.learner) for item in page.items[:50]]
    return _script(
        {
            "@context": "https://schema.org",
            "@type": "ProfilePage",
            "mainEntity": {**_person(page.learner), "description": page.portfolio.tagline},
            "hasPart": works,
        }
    )


def of_item(item: Item, learner: User) -> SafeString:
    """One piece of work, and whose it is."""
    work = {**_work(item, learner), "author": _person(learner)}
    return _script({"@context": "https://schema.org", **work})


def _work(item: Item, learner: User) -> dict[str, Any]:
    published_on = item.published_on.isoformat() if item.published_on else None
    return {
        "@type": _TYPES[Item.Kind(item.kind)],
        "name": item.title,
        "description": item.claim,
        "url": permalinks.of_item(learner, item),
        "sameAs": item.url or None,
        "datePublished": published_on,
        "dateModified": item.updated_on.isoformat() if item.updated_on else published_on,
    }


def _person(learner: User) -> dict[str, str]:
    return {"@type": "Person", "name": learner.display_name, "url": permalinks.of_page(learner)}


def _script(data: dict[str, Any]) -> SafeString:
    written = json.dumps(data, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308
