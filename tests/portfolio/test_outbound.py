"""Requests to addresses people typed, and what a hostile server makes of them."""

import socket

import pytest

from portfolio.outbound import PUBLIC_WEB, Failure
from portfolio.responses import A_WEEK_SECONDS
from tests.certificates import certificate, tls_of
from tests.hostile import (
    drips,
    endless,
    hostile_server,
    redirect,
    response,
)
from tests.portfolio.fetching import failure, fetch

INSIDE = [
    "127.0.0.1", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433",
    "017700000001", "127.0.0.1.", "127.255.255.254", "0.0.0.0", "0", "0.0.0.1", "10.0.0.1",
    "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255",
    "169.254.169.254", "169.254.0.1", "0xa9fea9fe", "2852039166", "100.64.0.1",
    "100.127.255.254", "192.0.0.1", "192.0.0.170", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "[::1]", "[::]", "[::127.0.0.1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]",
    "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::]",
    "[2001::1]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "[100::1]",
    "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[ff0e::1]",
    "localhost", "LOCALHOST", "localhost.",
]  # fmt: skip


@pytest.mark.parametrize("host", INSIDE)
def test_nothing_inside_is_reached(host):
    assert failure(f"http://{host}/") in (Failure.REFUSED, Failure.UNREACHABLE)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"]
)
def test_public_addresses_are_allowed(address):
    assert PUBLIC_WEB.allows(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "::1", "::ffff:10.0.0.1", "fec0::1", "::7f00:1", "224.0.0.1", "100.64.0.1", "2002::1", "2001::1", "255.255.255.255"],
)  # fmt: skip
def test_the_guard_itself_refuses_what_no_library_does(address):
    assert not PUBLIC_WEB.allows(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)",
        "data:text/plain,x", "//example.org/", "example.org", "", "http://", "http:///x",
        "http://user@example.org/", "http://user:password@example.org/",
        "http://example.org:22/", "http://example.org:8080/", "http://example.org:99999/",
        "http://example.org\\@127.0.0.1/", "http://127.0.0.1\\.example.org/", "http://exa mple.org/",
        "http://example.org/\r\nX: y", "http://example.org/\tx", "http://[::1/", "http://%00/",
        "https://example.org:80000000000/", "http://" + "a" * 2000 + ".org/", "http://.../",
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_refused(url):
    assert failure(url) in (Failure.REFUSED, Failure.UNREACHABLE)


def test_fetch_brings_what_is_there(server):
    url = server.on(
        "/",
        response(
            b"<p>h\xe9</p>",
            "Content-Type: text/html; charset=Latin-1",
            'ETag: "a"',
            "Last-Modified: then",
        ),
    )

    fetched = fetch(url, server)

    assert (fetched.status, fetched.url, fetched.body) == (200, url, b"<p>h\xe9</p>")
    assert (fetched.content_type, fetched.charset) == ("text/html", "latin-1")
    assert (fetched.etag, fetched.modified, fetched.retry_after) == ('"a"', "then", None)


def test_fetch_says_who_it_is_and_nothing_else_of_this_machine(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    fetch(server.on("/", response(b"x")), server)

    (asked,) = server.asked
    names = {line.split(":")[0] for line in asked.splitlines()[1:] if line}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert "User-Agent: Learnpath (+http://localhost:8000)" in asked


def test_fetch_asks_whether_anything_changed(server):
    url = server.on("/", response(b"", status="304 Not Modified"))

    fetched = fetch(url, server, etag='"a"', modified="then")

    assert (fetched.status, fetched.body) == (304, b"")
    assert 'If-None-Match: "a"' in server.asked[0]
    assert "If-Modified-Since: then" in server.asked[0]


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("99999999", A_WEEK_SECONDS),
        ("9" * 400, None),
        ("Mon, 02 Mar 2026 13:00:00 GMT", 3600),
        ("Mon, 02 Mar 2026 13:00:00 -0000", 3600),
        ("Mon, 02 Mar 2020 13:00:00 GMT", 0),
        ("Mon, 02 Mar 9999 13:00:00 GMT", A_WEEK_SECONDS),
        ("soon", None),
        ("²", None),
        ("Mon, 02 Mar 2026 13:00:00 +99999999999999", None),
        ("Mon, 02 Mar 99999999999999999999 13:00:00 GMT", None),
    ],
)
def test_any_status_is_an_answer_and_says_when_to_come_back(server, told, seconds):
    answer = response(b"busy", f"Retry-After: {told}", status="429 Too Many")
    busy = server.on("/", answer.decode().encode("latin-1"))

    fetched = fetch(busy, server)

    assert (fetched.status, fetched.body, fetched.retry_after) == (429, b"", seconds)


@pytest.mark.parametrize("status", ["301 X", "302 X", "303 X", "307 X", "308 X"])
def test_redirects_are_followed_three_times(server, status):
    server.on("/end", response(b"here"))
    for number, to in ((1, "/2"), (2, "3"), (3, f"//127.0.0.1:{server.port}/end")):
        server.on(f"/{number}", redirect(to, status))

    fetched = fetch(server.url("/1"), server)

    assert (fetched.body, fetched.url) == (b"here", server.url("/end"))
    server.on("/0", redirect("/1"))
    assert failure(server.url("/0"), server) == Failure.REDIRECTS


def test_a_redirect_may_be_written_in_utf_8(server):
    server.on("/caf%C3%A9", response(b"here"))

    assert fetch(server.on("/", redirect("/café")), server).body == b"here"
    latin = redirect("/caf%E9").replace(b"%E9", b"\xe9")
    assert fetch(server.on("/", latin), server).body == b"here"


def test_each_redirect_has_a_connection_of_its_own_and_no_cookie(server):
    head = b"HTTP/1.1 302 Found\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n"
    server.on("/", head + b"Location: /end\r\n\r\n")
    server.on("/end", response(b"here"))

    assert fetch(server.url("/"), server).body == b"here"
    assert ["cookie" in asked.lower() for asked in server.asked] == [False, False]
    assert ["Connection: close" in asked for asked in server.asked] == [True, True]


@pytest.mark.parametrize(
    "body",
    [endless(b"\r\n", b"x" * 65536), drips(b"\r\n")],
    ids=["endless", "slow"],
)
def test_the_body_of_a_redirect_is_not_read(server, body):
    def serve(connection, server):
        connection.sendall(
            b"HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: 9999999999\r\n"
        )
        body(connection, server)

    server.on("/end", response(b"here"))

    assert fetch(server.on("/", serve), server).body == b"here"


def test_a_redirect_without_an_address_is_an_answer(server):
    assert fetch(server.on("/", response(b"", status="302 Found")), server).status == 302


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fd00:ec2::254]/",
        "file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "http://127.0.0.1:22/",
        "http://user@127.0.0.1/", "http://127.0.0.1\\@example.org/",
    ],
)  # fmt: skip
def test_a_redirect_is_checked_like_any_address(server, location):
    assert failure(server.on("/", redirect(location)), server) == Failure.REFUSED


def test_production_follows_no_redirect_to_loopback(server):
    assert failure(server.url("/")) == Failure.REFUSED
    assert server.asked == []


def names(monkeypatch, *answers):
    """Let a name resolve to these addresses, another each time it is asked for."""
    given = iter(answers)
    real = socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        host = host.decode() if isinstance(host, bytes) else host
        if host != "rebinding.example":
            return real(host, port, *args, **kwargs)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(given)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def test_a_name_is_resolved_once_and_kept(server, monkeypatch):
    names(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    server.on("/", response(b"here"))

    fetched = fetch(f"http://rebinding.example:{server.port}/", server)

    assert fetched.body == b"here"
    assert f"Host: rebinding.example:{server.port}" in server.asked[0]


def test_a_name_that_leads_inside_is_refused(monkeypatch):
    names(monkeypatch, ["169.254.169.254"], ["10.0.0.1"])

    assert failure("http://rebinding.example/") == Failure.REFUSED
    assert failure("https://rebinding.example/") == Failure.REFUSED


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.1", "::1", "64:ff9b::7f00:1"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_with_one_address_inside_is_refused(monkeypatch, scheme, inside):
    names(monkeypatch, ["1.1.1.1", inside])

    assert failure(f"{scheme}://rebinding.example/") == Failure.REFUSED


def test_a_certificate_has_to_be_for_the_name(tmp_path, monkeypatch):
    names(monkeypatch, ["127.0.0.1"], ["127.0.0.1"])
    pem = certificate(tmp_path)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(pem))
    context, asked_for = tls_of(pem), []
    context.sni_callback = lambda _socket, name, _context: asked_for.append(name)

    with hostile_server(context) as server:
        server.on("/", response(b"here"))
        for_the_number = server.url("/").replace("http:", "https:")
        for_the_name = for_the_number.replace("127.0.0.1", "rebinding.example")

        assert fetch(for_the_number, server).body == b"here"
        assert failure(for_the_name, server) == Failure.UNREACHABLE
    assert asked_for == [None, "rebinding.example"]


def test_a_mistake_of_ours_is_raised_and_at_once(monkeypatch):
    def resolve(*args, **kwargs):
        raise LookupError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(LookupError):
        fetch("http://nowhere.example/")


def test_a_name_that_leads_nowhere_is_unreachable(monkeypatch):
    def resolve(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert failure("http://nowhere.example/") == Failure.UNREACHABLE
