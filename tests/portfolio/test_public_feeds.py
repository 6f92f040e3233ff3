"""A public page in other forms: feeds, linked data, the picture for where it is shared."""

import datetime as dt
import json
import re
import uuid
from io import BytesIO

import feedparser
import pytest
from PIL import Image as Pillow

from tests.portfolio.factories import (
    PublishedFactory,
)
from tests.portfolio.publicly import home


def test_atom_reads_back_with_equal_fields(client, shown_page):
    item = PublishedFactory(
        learner=shown_page.learner, updated_on=dt.date(2026, 3, 5), claim="A < B & C"
    )

    response = client.get(home(shown_page, "atom"))

    feed = feedparser.parse(response.content)
    entry = feed.entries[0]
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert (feed.feed.title, feed.feed.subtitle) == (
        shown_page.learner.display_name,
        "Counts birds",
    )
    assert (entry.title, entry.id, entry.link) == (
        item.title,
        f"urn:uuid:{item.pk}",
        f"http://localhost:8000{home(shown_page, 'item', item.slug)}",
    )
    assert (entry.published, entry.updated) == (
        "2026-03-02T12:00:00+00:00",
        "2026-03-05T12:00:00+00:00",
    )
    assert entry.summary == item.html.strip() == "<p>It <em>worked</em>.</p>"
    assert entry.tags[0].term == "Blog post"


def test_json_feed_follows_its_specification(client, shown_page):
    item = PublishedFactory(learner=shown_page.learner)
    PublishedFactory(learner=shown_page.learner, html="", text="", url="https://e.org/x")

    response = client.get(home(shown_page, "json-feed"))

    feed = json.loads(response.content)
    required = {"version": str, "title": str, "items": list}
    optional = {
        "home_page_url": str, "feed_url": str, "description": str, "authors": list,
        "language": str,
    }  # fmt: skip
    of_item = {
        "id": str, "url": str, "external_url": str, "title": str, "content_html": str,
        "summary": str, "date_published": str, "date_modified": str, "tags": list,
    }  # fmt: skip
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {name: type(value) for name, value in feed.items()} == required | optional
    for entry in feed["items"]:
        assert {name: type(value) for name, value in entry.items()} == of_item
        dt.datetime.fromisoformat(entry["date_published"])
    assert {entry["id"] for entry in feed["items"]} >= {f"urn:uuid:{item.pk}"}
    assert {entry["content_html"] for entry in feed["items"]} == {item.html, item.claim}


def test_pictures_in_feeds_have_whole_addresses(client, shown_page):
    picture = f"/portfolio/images/{uuid.UUID(int=7)}/"
    PublishedFactory(learner=shown_page.learner, text=f"![x]({picture})")

    for name in ("atom", "json-feed"):
        assert f"http://localhost:8000{picture}" in client.get(home(shown_page, name)).text


@pytest.mark.parametrize("title", ["A bird", "鳥を数える", "word " * 28, "W" * 140])
def test_share_image_is_drawn_of_any_title(client, shown_page, title):
    item = PublishedFactory(learner=shown_page.learner, title=title)

    for address in (home(shown_page, "card"), home(shown_page, "item-card", item.slug)):
        response = client.get(address)
        picture = Pillow.open(BytesIO(response.content))
        assert response["Content-Type"] == "image/png"
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(picture.getcolors(100_000)) > 20


def test_linked_data_is_json_that_ends_no_script(client, shown_page):
    item = PublishedFactory(learner=shown_page.learner, title="</script><script>alert(1)</script>")

    for address in (home(shown_page), home(shown_page, "item", item.slug)):
        (data,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', client.get(address).text
        )
        assert item.title in json.dumps(json.loads(data))
