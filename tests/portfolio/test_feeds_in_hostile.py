"""Feeds that mean ill, and what is none."""

import json
import time
from contextlib import suppress

import pytest

from portfolio.feeds_in import (
    MOST_ENTRIES,
    MOST_READ,
    NotAFeedError,
)
from tests.portfolio.feed_files import RSS, items, read
from tests.portfolio.payloads import PAYLOADS


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
