"""Requests to addresses that people typed. There is no other way out of this program for them.

A name is resolved once and its address pinned (requests-hardened); only public addresses and
the usual ports are connected to, anew after each redirect; all of it ends by a deadline,
whatever drips; and nothing larger than a limit is kept, packed or unpacked.
"""

import ipaddress
import re
import socket
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin

import requests
import urllib3
from django.conf import settings
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

A_WEEK_SECONDS = 7 * 24 * 3600
REDIRECTS = {301, 302, 303, 307, 308}
CHUNK = 16 * 1024
THREAD = "outbound"

# Not public, though Python's `is_global` says so of some (RFC 6890, 6052, 3056, 4380, 3879).
_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        "192.88.99.0/24", "100.64.0.0/10", "::/96", "64:ff9b::/96", "64:ff9b:1::/48",
        "2001::/23", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
    )
]  # fmt: skip


class Failure(StrEnum):
    """Why nothing was fetched."""

    REFUSED = "refused"  # an address that is not on the public web
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"  # too many of them


class NotFetchedError(Exception):
    """Nothing was fetched. People are told the same words for the first three failures, so
    that nobody learns what answers inside a network.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


@dataclass(frozen=True)
class Guard:
    """What may be reached, and how much of it."""

    ports: frozenset[int] = frozenset({80, 443})
    allows_loopback: bool = False
    seconds: float = 5.0  # in all
    most_bytes: int = 1024 * 1024
    most_redirects: int = 3

    def allows(self, address: str) -> bool:
        """Whether an IP address is one of the public web."""
        ip = ipaddress.ip_address(address)
        if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        if self.allows_loopback and ip.is_loopback:
            return True
        special = ip.is_multicast or ip.is_reserved or any(ip in each for each in _NOT_PUBLIC)
        return ip.is_global and not special


PUBLIC_WEB = Guard()


@dataclass(frozen=True)
class Fetched:
    """An answer. `url` is where it came from in the end; `body` is unpacked, and empty unless
    the status is 200.
    """

    status: int
    url: str
    body: bytes = b""
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    retry_after: int | None = None  # seconds, a week at most


def fetch(
    url: str, *, etag: str = "", modified: str = "", now: datetime, guard: Guard = PUBLIC_WEB
) -> Fetched:
    """GET an address; with `etag` or `modified` of an earlier answer, 304 says nothing changed.

    Any status is an answer. Raises `NotFetchedError`.
    """
    wanted = {"If-None-Match": etag, "If-Modified-Since": modified}
    exchange = _Exchange(guard, {name: value for name, value in wanted.items() if value}, now)
    done: Future[Fetched] = Future()
    arguments = (exchange, url, done)
    threading.Thread(target=_follow, args=arguments, name=THREAD, daemon=True).start()
    try:
        return done.result(timeout=guard.seconds)
    except TimeoutError:
        raise NotFetchedError(Failure.TOO_SLOW) from None
    finally:
        exchange.cut()


def _follow(exchange: "_Exchange", url: str, done: "Future[Fetched]") -> None:
    """Fetch in a thread of its own, so that whoever waits can stop waiting."""
    try:
        done.set_result(exchange.follow(url))
    except NotFetchedError as error:
        done.set_exception(error)
    except InvalidIPAddress:
        done.set_exception(NotFetchedError(Failure.REFUSED))
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError):
        done.set_exception(NotFetchedError(Failure.UNREACHABLE))


@dataclass
class _Exchange:
    """One fetch with all its redirects, and the sockets it opened."""

    guard: Guard
    headers: dict[str, str]
    now: datetime
    sockets: list[socket.socket] = field(default_factory=list)
    is_over: bool = False

    def follow(self, url: str) -> Fetched:
        with self._session() as session:
            for _redirect in range(self.guard.most_redirects + 1):
                answer = session.get(_checked(url, self.guard), **self._options())
                with answer:
                    location = answer.headers.get("Location")
                    if answer.status_code not in REDIRECTS or not location:
                        return self._fetched(answer, url)
                    url = urljoin(url, location)
        raise NotFetchedError(Failure.REDIRECTS)

    def cut(self) -> None:
        """Shut whatever is open, also in the middle of a handshake, and open nothing more."""
        self.is_over = True
        for each in self.sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def watch(self, opened: socket.socket) -> socket.socket:
        """Remember a connection by a handle of its own: TLS takes the first one away."""
        self.sockets.append(opened.dup())
        if self.is_over:
            self.cut()
        return opened

    def _session(self) -> requests.Session:
        config = Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=self.guard.allows_loopback,
            never_redirect=True,
            default_timeout=(self.guard.seconds, self.guard.seconds),
            user_agent_override=f"Learnpath (+{settings.SITE_URL})",
        )
        session: requests.Session = Manager(config).get_session()
        session.trust_env = False  # no proxy and no password of this machine
        for adapter in session.adapters.values():
            adapter.poolmanager.pool_classes_by_scheme = _pools(self)  # type: ignore[attr-defined]
        return session

    def _options(self) -> dict[str, Any]:
        headers = {"Accept-Encoding": "gzip, deflate", "Accept": "*/*", **self.headers}
        return {"headers": headers, "stream": True, "allow_redirects": False}

    def _fetched(self, answer: requests.Response, url: str) -> Fetched:
        told = Message()
        told["Content-Type"] = answer.headers.get("Content-Type", "")
        return Fetched(
            status=answer.status_code,
            url=url,
            body=self._body(answer) if answer.status_code == 200 else b"",
            content_type=told.get_content_type(),
            charset=told.get_content_charset() or "",
            etag=answer.headers.get("ETag", "")[:200],
            modified=answer.headers.get("Last-Modified", "")[:100],
            retry_after=_retry_after(answer.headers.get("Retry-After", ""), self.now),
        )

    def _body(self, answer: requests.Response) -> bytes:
        encoding = answer.headers.get("Content-Encoding", "").strip().lower()
        body = bytearray()
        for part in self._unpacked(answer, encoding):
            body += part
            if len(body) > self.guard.most_bytes:
                raise NotFetchedError(Failure.TOO_LARGE)
        return bytes(body)

    def _unpacked(self, answer: requests.Response, encoding: str) -> Iterator[bytes]:
        """The body in parts no larger than a limit, however tightly it was packed."""
        parts = answer.raw.stream(CHUNK, decode_content=False)
        if encoding in ("", "identity"):
            yield from parts
            return
        if encoding not in ("gzip", "x-gzip", "deflate"):
            raise NotFetchedError(Failure.UNREACHABLE)
        unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        for part in parts:
            while part:
                yield _unpack(unpack, part)
                part = unpack.unconsumed_tail


def _unpack(unpack: Any, part: bytes) -> bytes:
    try:
        return bytes(unpack.decompress(part, CHUNK))
    except zlib.error:
        raise NotFetchedError(Failure.UNREACHABLE) from None


def _checked(url: str, guard: Guard) -> str:
    """An address as it will be asked for. Raises `NotFetchedError` if it must not be."""
    if re.search(r"[\x00-\x20\x7f\\]", url) or len(url) > 2000:
        raise NotFetchedError(Failure.REFUSED)
    try:
        prepared = requests.Request("GET", url).prepare().url or ""
        parts = urllib3.util.parse_url(prepared)
    except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError):
        raise NotFetchedError(Failure.REFUSED) from None
    usual = {"http": 80, "https": 443}
    port = parts.port or usual.get(parts.scheme or "")
    if parts.scheme not in usual or parts.auth or not parts.host or port not in guard.ports:
        raise NotFetchedError(Failure.REFUSED)
    return prepared


def _pools(exchange: _Exchange) -> dict[str, type[HTTPConnectionPool]]:
    """Connections that are checked before they are made and can be cut afterwards."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            _refuse_unless_allowed(exchange.guard, self._dns_host)
            return exchange.watch(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            _refuse_unless_allowed(exchange.guard, self._dns_host)
            return exchange.watch(super()._new_conn())

    plain = type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": Plain})
    secure = type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": Secure})
    return {"http": plain, "https": secure}


def _refuse_unless_allowed(guard: Guard, pinned: str) -> None:
    """Look at the very address that is about to be connected to: a number by now."""
    if not guard.allows(pinned.strip("[]")):
        raise NotFetchedError(Failure.REFUSED)


def _retry_after(told: str, now: datetime) -> int | None:
    """Seconds to wait, from seconds or a date (RFC 9110, 10.2.3); a week at most."""
    if told.isdigit() and len(told) < 12:
        return min(int(told), A_WEEK_SECONDS)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(round((until - now).total_seconds()), 0), A_WEEK_SECONDS)
