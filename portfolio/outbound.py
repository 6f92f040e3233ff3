"""Requests to addresses that people typed. There is no other way out of this program for them.

A name is resolved once, refused if any of its addresses is not public, and its first address
pinned; what is connected to is looked at again, anew after each redirect; all of it ends by a
deadline, whatever drips; and nothing larger than a limit is taken, packed or unpacked.
"""

import ipaddress
import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin

import requests
import urllib3
from django.conf import settings
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import filter_host
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from portfolio.addresses import is_public
from portfolio.responses import PART, as_sent, seconds_to_wait, unpacked

REDIRECTS = {301, 302, 303, 307, 308}
THREAD = "outbound"


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
        return is_public(ip)


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
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError):
        done.set_exception(NotFetchedError(Failure.UNREACHABLE))
    except Exception as error:  # a mistake of ours: raised where somebody waits, and at once
        done.set_exception(error)


@dataclass
class _Exchange:
    """One fetch with all its redirects, and the sockets it opened."""

    guard: Guard
    headers: dict[str, str]
    now: datetime
    sockets: list[socket.socket] = field(default_factory=list)
    is_over: bool = False

    def follow(self, url: str) -> Fetched:
        for _redirect in range(self.guard.most_redirects + 1):
            url, fetched = self._step(url)
            if fetched:
                return fetched
        raise NotFetchedError(Failure.REDIRECTS)

    def _step(self, url: str) -> tuple[str, Fetched | None]:
        """What is at an address, or where it leads. Connection and cookies end with it."""
        with (
            self._session() as session,
            session.get(_checked(url, self.guard), **self._options()) as answer,
        ):
            location = answer.headers.get("Location")
            if answer.status_code in REDIRECTS and location:
                return urljoin(url, as_sent(location)), None
            return url, self._fetched(answer, url)

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
        session = _Session(config)
        session.trust_env = False  # no proxy and no password of this machine
        for scheme in ("http", "https"):
            adapter = _Pinning(scheme == "https", allow_loopback=self.guard.allows_loopback)
            adapter.guard = self.guard
            adapter.poolmanager.pool_classes_by_scheme = _pools(self)
            session.mount(f"{scheme}://", adapter)
        return session

    def _options(self) -> dict[str, Any]:
        usual = {"Accept-Encoding": "gzip, deflate", "Accept": "*/*", "Connection": "close"}
        return {"headers": usual | self.headers, "stream": True, "allow_redirects": False}

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
            retry_after=seconds_to_wait(answer.headers.get("Retry-After", ""), self.now),
        )

    def _body(self, answer: requests.Response) -> bytes:
        encoding = answer.headers.get("Content-Encoding", "").strip().lower()
        body = bytearray()
        for part in unpacked(self._received(answer), encoding):
            body += part
            if len(body) > self.guard.most_bytes:
                raise NotFetchedError(Failure.TOO_LARGE)
        return bytes(body)

    def _received(self, answer: requests.Response) -> Iterator[bytes]:
        """The body as it comes, so that packing nothing without end is too large as well."""
        received = 0
        for part in answer.raw.stream(PART, decode_content=False):
            received += len(part)
            if received > self.guard.most_bytes:
                raise NotFetchedError(Failure.TOO_LARGE)
            yield part


class _Session(HTTPSession):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None, ever: of a redirect, requests reads the whole body, unpacks it and keeps it."""


class _Pinning(IPFilterAdapter):
    """Resolves a name once. requests-hardened looks at the first of its addresses only."""

    guard: Guard

    def build_connection_pool_key_attributes(
        self, request: Any, verify: Any, cert: Any = None
    ) -> Any:
        """Connect to the number, ask for the name, and let the certificate be for the name."""
        host, pool = HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        name, port = host["host"], host["port"]
        shown = f"[{name}]" if ":" in name else name
        request.headers["Host"] = f"{shown}:{port}" if port else shown
        if host["scheme"] == "https":
            pool |= {"assert_hostname": name, "server_hostname": name}
        number = _number(self.guard, name)
        host["host"] = filter_host(number, port, allow_loopback=self.guard.allows_loopback)
        return host, pool


def _number(guard: Guard, name: str) -> str:
    """The first address of a name. All of them have to be public."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    addresses = [str(place[0]) for *_kind, place in found]
    for address in addresses:
        _refuse_unless_allowed(guard, address)
    return addresses[0]


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

    def watched(pool: type, connection: type) -> Any:
        def _new_conn(self: Any) -> socket.socket:
            _refuse_unless_allowed(exchange.guard, self._dns_host)
            return exchange.watch(connection._new_conn(self))  # type: ignore[attr-defined]

        of_ours = type("Watched", (connection,), {"_new_conn": _new_conn})
        return type("WatchedPool", (pool,), {"ConnectionCls": of_ours})

    return {
        "http": watched(HTTPConnectionPool, HTTPConnection),
        "https": watched(HTTPSConnectionPool, HTTPSConnection),
    }


def _refuse_unless_allowed(guard: Guard, pinned: str) -> None:
    """Look at the very address that is about to be connected to: a number by now."""
    if not guard.allows(pinned.strip("[]")):
        raise NotFetchedError(Failure.REFUSED)
