"""Which addresses belong to the public internet."""

import ipaddress

# Not public, though Python's `is_global` says so of some (RFC 6890, 6052, 3056, 4380, 3879).
_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        "192.88.99.0/24", "100.64.0.0/10", "::/96", "64:ff9b::/96", "64:ff9b:1::/48",
        "2001::/23", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
    )
]  # fmt: skip


def is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether anybody may be reached there. One that wraps another address is none."""
    special = ip.is_multicast or ip.is_reserved or any(ip in each for each in _NOT_PUBLIC)
    return ip.is_global and not special
