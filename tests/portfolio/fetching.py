"""Fetching from a server that misbehaves."""

import datetime as dt

import pytest

from portfolio import outbound
from portfolio.outbound import PUBLIC_WEB, Guard, NotFetchedError

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


GENEROUS = 5  # seconds in which half a second is surely over


def fetch(url, server=None, seconds=GENEROUS, **kwargs):
    """Fetch with the production guard, or one that also lets the hostile server be reached."""
    guard = (
        Guard(ports=frozenset({server.port}), allows_loopback=True, seconds=seconds)
        if server
        else PUBLIC_WEB
    )
    return outbound.fetch(url, now=NOW, guard=guard, **kwargs)


def failure(url, server=None, **kwargs):
    with pytest.raises(NotFetchedError) as caught:
        fetch(url, server, **kwargs)
    return caught.value.failure
