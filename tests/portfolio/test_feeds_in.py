"""Feeds of elsewhere: read whatever shape they come in, trusted in nothing."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.feeds_in import (
    MOST_ENTRIES,
    FeedEntry,
    find_feed,
    plain,
)
from tests.portfolio.feed_files import BASE, RSS, items, read

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Birds</title>{}</feed>"""


ENTRY = FeedEntry(
    guid="tag:birds,1",
    url="https://birds.example/one",
    title="One & only",
    excerpt="It worked.",
    published_on=dt.date(2026, 3, 2),
)


@pytest.mark.parametrize(
    "body",
    [
        RSS.format(
            "<item><guid>tag:birds,1</guid><link>https://birds.example/one</link>"
            "<title>One &amp;amp; only</title><description>&lt;p&gt;It &lt;b&gt;worked&lt;/b&gt;."
            "&lt;/p&gt;</description><pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item>"
        ),
        ATOM.format(
            "<entry><id>tag:birds,1</id><link href='/one'/><title>One &amp;amp; only</title>"
            "<summary type='html'>&lt;p&gt;It worked.</summary>"
            "<published>2026-03-02T23:00:00Z</published></entry>"
        ),
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Birds",
                "items": [
                    {
                        "id": "tag:birds,1",
                        "url": "https://birds.example/one",
                        "title": "One &amp; only",
                        "content_html": "<p>It <i>worked</i>.</p>",
                        "date_published": "2026-03-03T00:30:00+01:00",
                    }
                ],
            }
        ),
    ],
    ids=["RSS", "Atom", "JSON Feed"],
)
def test_each_kind_is_read_alike(body):
    feed = read(body)

    assert (feed.title, feed.entries) == ("Birds", [ENTRY])


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://birds.example/", "file:///etc/passwd",
        "https://user:pass@birds.example/", "https://birds.example\\@evil.example/", "http://[::1",
        "https://birds.example/a b", "https://birds.example/" + "x" * 500, "",
        "https://@birds.example/", "https://:pass@birds.example/", "https://birds.example:99999/",
        "https://birds.example:0/", "https://birds.example:x/", "https://birds.example/\u202e",
        "https://birds.example/\u200b",
    ],
)  # fmt: skip
def test_entries_that_lead_nowhere_are_left_out(link):
    feed = read(items(f"<title>x</title><link>{link}</link>", "<title>y</title><link>/y</link>"))

    assert [entry.url for entry in feed.entries] == ["https://birds.example/y"]


@given(st.text(max_size=400))
def test_plain_text_is_one_short_visible_line(words):
    line = plain(words, 50)

    assert len(line) <= 50
    assert line == " ".join(line.split())
    assert not any(each in line for each in "\0\n\r\t\u202e\u200b\u2066\ufeff")


def test_plain_of_no_text_is_empty():
    assert plain(None, 10) == plain({"value": "x"}, 10) == ""


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Mon, 02 Mar 2026 09:00:00 GMT", dt.date(2026, 3, 2)),
        ("2026-03-02", dt.date(2026, 3, 2)),
        ("Mon, 02 Mar 9999 09:00:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("0000-01-01", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_nobody_could_mean_are_none(written, day):
    feed = read(items(f"<title>x</title><link>/x</link><pubDate>{written}</pubDate>"))

    assert [entry.published_on for entry in feed.entries] == [day]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-02T09:00:00", dt.date(2026, 3, 2)),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:00:00-12:00", None),
        (12, None),
        ("soon", None),
    ],
)
def test_dates_of_json_feeds(written, day):
    item = {"id": "1", "url": "/x", "title": "x", "date_published": written}
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item, 7]}))

    assert [entry.published_on for entry in feed.entries] == [day]


def test_guids_count_once():
    one = "<guid>1</guid><title>{}</title><link>/{}</link>"

    feed = read(
        items(one.format("a", "a"), one.format("b", "b"), "<title>c</title><link>/a</link>")
    )

    assert [entry.title for entry in feed.entries] == ["a", "c"]


def test_the_newest_entries_are_kept_in_the_order_of_the_feed():
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(MOST_ENTRIES + 100)]
    dated = (
        f"<guid>{day}</guid><title>{day}</title><link>/{day}</link><pubDate>{day}</pubDate>"
        for day in days
    )

    feed = read(items(*dated, "<title>undated</title><link>/undated</link>"))

    assert [entry.published_on for entry in feed.entries] == days[100:]


def test_a_json_feed_may_begin_with_a_mark():
    feed = '\ufeff{"version": "https://jsonfeed.org/version/1", "title": "Birds", "items": []}'

    assert read(feed).title == "Birds"


def test_a_page_names_its_feed():
    page = b"""<html><head><link rel=stylesheet href=/x.css>
    <link rel="Alternate" type="application/RSS+xml" href="feed.xml">
    <link rel=alternate type=application/atom+xml href=/atom></head>"""

    assert find_feed(page, BASE) == "https://birds.example/blog/feed.xml"


@pytest.mark.parametrize(
    "page",
    [b"", b"<p>", b"<link rel=alternate type=application/rss+xml href=javascript:x>", b"\xff<link"],
)
def test_a_page_without_one_names_none(page):
    assert find_feed(page, BASE) is None
