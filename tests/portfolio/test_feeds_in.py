"""Feeds of elsewhere: read whatever shape they come in, trusted in nothing."""

import datetime as dt
import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.feeds_in import (
    MOST_ENTRIES,
    MOST_READ,
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
        "https://@birds.example/", "https://:pass@birds.example/", "https://birds.example:99999/",
        "https://birds.example:0/", "https://birds.example:x/", "https://birds.example/\u202e",
        "https://birds.example/\u200b",
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
        assert words.isprintable()


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


@pytest.mark.parametrize("odd", ["\\u0000", "\\ud800", "\\udfff\\ud800", "\\u202e", "\\uffff"])
def test_characters_no_database_takes_are_left_out(odd):
    item = f'{{"id": "1{odd}", "url": "/x", "title": "x{odd}", "summary": "{odd}"}}'
    feed = read(f'{{"version": "https://jsonfeed.org/version/1", "items": [{item}]}}')

    (entry,) = feed.entries
    for words in (entry.guid, entry.title, entry.excerpt):
        assert "\0" not in words
        assert words.encode().decode() == words


def test_an_address_no_database_takes_is_none():
    item = '{"id": "1", "url": "/\\ud800", "title": "x"}'
    feed = read(f'{{"version": "https://jsonfeed.org/version/1", "items": [{item}]}}')

    assert feed.entries == []


def test_guids_count_once():
    one = "<guid>1</guid><title>{}</title><link>/{}</link>"

    feed = read(
        items(one.format("a", "a"), one.format("b", "b"), "<title>c</title><link>/a</link>")
    )

    assert [entry.title for entry in feed.entries] == ["a", "c"]


def numbered(numbers):
    one = "<guid>{0}</guid><title>{0}</title><link>/{0}</link>"
    return items(*(one.format(number) for number in numbers))


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_ten_thousand_entries_are_read_in_time(charset):
    many = numbered(range(MOST_READ + 100)).encode(charset)
    start = time.process_time()

    feed = read(many)

    assert [entry.title for entry in feed.entries] == [str(n) for n in range(MOST_ENTRIES)]
    assert time.process_time() - start < 15


def test_the_newest_entries_are_kept_in_the_order_of_the_feed():
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(MOST_ENTRIES + 100)]
    dated = (
        f"<guid>{day}</guid><title>{day}</title><link>/{day}</link><pubDate>{day}</pubDate>"
        for day in days
    )

    feed = read(items(*dated, "<title>undated</title><link>/undated</link>"))

    assert [entry.published_on for entry in feed.entries] == days[100:]


@pytest.mark.parametrize("around", ["<item>{}", "<item/>{}", "<a1:item>{}</a1:item>"])
def test_entries_beyond_ten_thousand_are_not_parsed(monkeypatch, around):
    monkeypatch.setattr("portfolio.feeds_in.MOST_READ", 3)
    inner = "<title>x</title><link>/x</link><guid>{}</guid>"
    many = "".join(around.format(inner.format(number)) for number in range(9))
    parsed = []
    monkeypatch.setattr("feedparser.parse", lambda stream, **_: parsed.append(stream.read()) or {})

    with pytest.raises(NotAFeedError):
        read(RSS.format(many))

    assert parsed[0].count(b"item>") + parsed[0].count(b"item/>") <= 6


def test_entries_of_json_beyond_ten_thousand_are_not_read(monkeypatch):
    monkeypatch.setattr("portfolio.feeds_in.MOST_READ", 3)
    found = [{"id": str(n), "url": "/x", "title": "x"} for n in range(9)]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1", "items": found}))

    assert [entry.guid for entry in feed.entries] == ["0", "1", "2"]


MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    "body",
    [
        b"<?xml version='1.0'?>" + b"\n" * MEGABYTE + b"<rss version='2.0'/>",
        b"<!--" + b"\n" * MEGABYTE + b"--><rss version='2.0'/>",
        b"<!DOCTYPE " * (MEGABYTE // 10) + b"<rss version='2.0'/>",
        b"<?xml version='1.0' encoding='punycode'?><rss version='2.0'>" + b"x" * 500_000 + b"-z" * 250_000,
        b"<rss version='2.0'><channel>" + b"<a>" * 100_000,
        b"<rss version='2.0'><channel><title>" + b"&" * MEGABYTE,
    ],
    ids=["lines", "lines in a comment", "doctypes", "punycode", "depth", "ampersands"],
)  # fmt: skip
def test_no_megabyte_takes_a_worker_away(body):
    start = time.process_time()

    with suppress(NotAFeedError):
        read(body)

    assert time.process_time() - start < 30


def test_entities_are_not_hidden_by_a_charset():
    body = BOMB.replace("?>", " encoding='utf-7'?>").encode()

    feed = read(body.replace(b"<!", b"+ADwAIQ-").replace(b"&h;", b"&a;"))

    assert feed.title == "&a;"


def test_a_feed_that_names_a_file_is_none(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(items("<title>x</title><link>/x</link>"))

    with pytest.raises(NotAFeedError):
        read(str(path))


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
        BOMB.replace("?>", " encoding='cp037'?>").encode("cp037"),
        "<rss version='2.0'><channel><title>&#x110000;</title>&",
        b"\xff\xfe\xfa",
    ],
    ids=range(15),
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
        (items("<title>Mowe</title><link>/x</link>").encode("utf-16-le"), ""),
        (items("<title>Möwe</title><link>/x</link>").encode("utf-32"), ""),
        (items("<title>Möwe\x81</title><link>/x</link>").encode("latin-1"), ""),
        (items("<title>Möwe</title><link>/x</link>")[:-17].encode(), "text/xml"),
    ],
)
def test_wrong_charsets_and_broken_ends_are_survived(body, content_type):
    feed = read(body, content_type)

    assert [entry.url for entry in feed.entries] == ["https://birds.example/x"]


@pytest.mark.parametrize(
    ("charset", "content_type", "declared"),
    [
        ("utf-8", "text/xml; charset=latin-1", ""),
        ("utf-8-sig", "", ""),
        ("utf-16", "text/xml; charset=utf-8", "utf-8"),
        ("koi8-r", 'text/xml; charset="KOI8-R"', ""),
        ("koi8-r", "text/xml", "koi8-r"),
        ("cp1251", "text/xml; charset=punycode", "windows-1251"),
        ("cp1251", "text/xml; charset=nonsense", "windows-1251"),
    ],
)
def test_words_are_read_by_what_they_are(charset, content_type, declared):
    told = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    feed = told + "<rss version='2.0'><channel><title>Чайка</title></channel></rss>"

    assert read(feed.encode(charset), content_type).title == "Чайка"


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
