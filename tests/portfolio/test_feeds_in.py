"""Feeds of elsewhere: read whatever shape they come in, trusted in nothing."""

import datetime as dt
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.feeds_in import (
    MOST_ENTRIES,
    FeedEntry,
    NotAFeedError,
    find_feed,
    plain,
    read_feed,
)
from tests.portfolio.payloads import PAYLOADS

BASE = "https://birds.example/blog/"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Birds</title>{}</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Birds</title>{}</feed>"""
ENTRY = FeedEntry(
    guid="tag:birds,1",
    url="https://birds.example/one",
    title="One & only",
    excerpt="It worked.",
    published_on=dt.date(2026, 3, 2),
)


def read(body, content_type="application/xml"):
    body = body if isinstance(body, bytes) else body.encode()
    return read_feed(body, content_type=content_type, base_url=BASE)


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


def items(*inner):
    return RSS.format("".join(f"<item>{each}</item>" for each in inner))


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://birds.example/", "file:///etc/passwd",
        "https://user:pass@birds.example/", "https://birds.example\\@evil.example/", "http://[::1",
        "https://birds.example/a b", "https://birds.example/" + "x" * 500, "",
    ],
)  # fmt: skip
def test_entries_that_lead_nowhere_are_left_out(link):
    feed = read(items(f"<title>x</title><link>{link}</link>", "<title>y</title><link>/y</link>"))

    assert [entry.url for entry in feed.entries] == ["https://birds.example/y"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_stranger_is_markup(payload):
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "title": payload,
            "items": [{"id": payload, "url": "/x", "title": f"x {payload}", "summary": payload}],
        }
    )

    feed = read(body)

    (entry,) = feed.entries
    for words in (feed.title, entry.title, entry.excerpt):
        assert "\n" not in words
        assert plain(words, 1000).replace(" ", "") in (
            words.replace(" ", ""),
            plain(words, 1000).replace(" ", ""),
        )


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


@pytest.mark.parametrize("odd", ["\\u0000", "\\ud800", "\\udfff\\ud800", "\\u202e", "\\uffff"])
def test_characters_no_database_takes_are_left_out(odd):
    item = f'{{"id": "1{odd}", "url": "/x", "title": "x{odd}", "summary": "{odd}"}}'
    feed = read(f'{{"version": "https://jsonfeed.org/version/1", "items": [{item}]}}')

    (entry,) = feed.entries
    for words in (entry.guid, entry.title, entry.excerpt):
        assert "\0" not in words
        assert words.encode().decode() == words


def test_guids_count_once():
    one = "<guid>1</guid><title>{}</title><link>/{}</link>"

    feed = read(
        items(one.format("a", "a"), one.format("b", "b"), "<title>c</title><link>/a</link>")
    )

    assert [entry.title for entry in feed.entries] == ["a", "c"]


def test_ten_thousand_entries_are_cut_before_they_are_parsed():
    many = items(*(f"<guid>{n}</guid><title>{n}</title><link>/{n}</link>" for n in range(10_000)))
    start = time.process_time()

    feed = read(many)

    assert [entry.title for entry in feed.entries] == [str(n) for n in range(MOST_ENTRIES)]
    assert time.process_time() - start < 5


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]><rss version="2.0">
<channel><title>&h;</title></channel></rss>""".format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(7))
)


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        BOMB.encode("utf-16"),
        "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><rss version='2.0'>&f;</rss>",
        "<!DOCTYPE x SYSTEM 'http://127.0.0.1/x.dtd' []><rss version='2.0'/>",
        "<html><body>Not a feed</body></html>",
        "",
        "\0\0\0",
        "just words",
        "{",
        "{}",
        '{"version": "https://jsonfeed.org/version/1", "items": 7}',
        '{"a":' * 100_000,
        b"\xff\xfe\xfa",
    ],
    ids=range(13),
)
def test_what_is_no_feed_is_refused(body):
    with pytest.raises(NotAFeedError):
        read(body)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (items("<title>Möwe</title><link>/x</link>").encode("latin-1"), "text/xml; charset=utf-8"),
        (items("<title>Möwe</title><link>/x</link>").encode(), "text/html; charset=latin-1"),
        (items("<title>Möwe</title><link>/x</link>").encode(), "application/xml; charset=nonsense"),
        (items("<title>Möwe</title><link>/x</link>").encode("utf-16"), ""),
        (items("<title>Möwe</title><link>/x</link>")[:-17].encode(), "text/xml"),
    ],
)
def test_wrong_charsets_and_broken_ends_are_survived(body, content_type):
    feed = read(body, content_type)

    assert [entry.url for entry in feed.entries] == ["https://birds.example/x"]


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
