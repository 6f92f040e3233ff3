"""Bodies that drip, never end, are packed, or are none."""

import gzip
import socket
import threading
import time
import zlib

import pytest

from portfolio import outbound
from portfolio.outbound import Failure, Guard, NotFetchedError
from tests.hostile import (
    drips,
    endless,
    redirect,
    resets,
    response,
    says_nothing,
)
from tests.portfolio.fetching import GENEROUS, NOW, failure, fetch
from tests.waiting import wait_for


def test_nothing_is_asked_once_the_deadline_is_over(server, monkeypatch):
    answers, real = threading.Event(), socket.getaddrinfo

    def resolve(*args, **kwargs):
        answers.wait()
        return real(*args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    found = failure(server.on("/", response(b"x")), server, seconds=0.2)
    answers.set()

    wait_for(lambda: all(each.name != outbound.THREAD for each in threading.enumerate()), within=30)
    assert (found, server.asked) == (Failure.TOO_SLOW, [])


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "serve",
    [
        says_nothing,
        drips(HEAD, b"X-Drip: x\r\n"),
        drips(HEAD + b"Content-Length: 99999\r\n\r\n"),
        drips(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["silence", "headers", "body", "chunks"],
)
def test_a_deadline_ends_all_of_it(server, serve):
    url = server.on("/", serve)
    start = time.monotonic()

    assert failure(url, server, seconds=0.5) in (Failure.TOO_SLOW, Failure.UNREACHABLE)
    assert time.monotonic() - start < GENEROUS


def test_a_silent_handshake_ends_by_the_deadline(server):
    assert failure(server.url("/").replace("http:", "https:"), server, seconds=0.5) in (
        Failure.TOO_SLOW,
        Failure.UNREACHABLE,
    )


def test_slow_redirects_share_one_deadline(server):
    for number in range(3):
        server.on(f"/{number}", redirect(f"/{number + 1}"))
    server.on("/3", says_nothing)

    assert failure(server.url("/0"), server, seconds=0.5) == Failure.TOO_SLOW


@pytest.mark.parametrize(
    "serve",
    [
        endless(HEAD + b"\r\n", b"x" * 65536),
        endless(
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n"
        ),
        response(b"x" * (1024 * 1024 + 1)),
        response(gzip.compress(bytes(200 * 1024 * 1024)), "Content-Encoding: gzip"),
        response(zlib.compress(bytes(200 * 1024 * 1024)), "Content-Encoding: deflate"),
        endless(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x")[:10], bytes(65536)),
        endless(HEAD + b"Content-Encoding: deflate\r\n\r\n", b"\0\0\0\xff\xff" * 13000),
    ],
    ids=[
        "endless",
        "endless chunks",
        "one byte more",
        "gzip bomb",
        "deflate bomb",
        "bad gzip",
        "nothing, packed without end",
    ],
)
def test_nothing_too_large_is_kept(server, serve):
    found = failure(server.on("/", serve), server, seconds=30)

    assert found in (Failure.TOO_LARGE, Failure.UNREACHABLE)


def without_header(text):
    pack = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return pack.compress(text) + pack.flush()


def in_two_members(text):
    return gzip.compress(text[:100]) + gzip.compress(text[100:])


def with_more_after_it(text):
    return gzip.compress(text) + b"more"


@pytest.mark.parametrize(
    ("pack", "name"),
    [
        (gzip.compress, "gzip"),
        (gzip.compress, "x-gzip"),
        (in_two_members, "gzip"),
        (with_more_after_it, "gzip"),
        (zlib.compress, "deflate"),
        (without_header, "deflate"),
    ],
)
def test_packed_answers_are_unpacked(server, pack, name):
    text = b"A bird. " * 10_000

    assert (
        fetch(server.on("/", response(pack(text), f"Content-Encoding: {name}")), server).body
        == text
    )


def test_what_follows_a_packed_body_is_not_taken(server):
    head = HEAD + b"Content-Encoding: gzip\r\n\r\n"
    url = server.on("/", endless(head + gzip.compress(b"here"), b"z" * 65536))

    assert fetch(url, server).body == b"here"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"X: y\r\n" * 200 + b"\r\n",
        HEAD + b"X: " + b"y" * 70_000 + b"\r\n\r\n",
        response(b"not packed", "Content-Encoding: gzip"),
        response(b"x", "Content-Encoding: br"),
        response(b"x", "Content-Encoding: gzip, gzip"),
        resets,
    ],
    ids=[
        "nothing",
        "no http",
        "a lie about its length",
        "bad chunks",
        "many headers",
        "a long header",
        "no gzip",
        "brotli",
        "packed twice",
        "a reset",
    ],
)
def test_broken_answers_are_none(server, content):
    assert failure(server.on("/", content), server) == Failure.UNREACHABLE


def test_a_closed_port_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    guard = Guard(ports=frozenset({port}), allows_loopback=True)

    with pytest.raises(NotFetchedError) as caught:
        outbound.fetch(f"http://127.0.0.1:{port}/", now=NOW, guard=guard)
    assert caught.value.failure == Failure.UNREACHABLE
