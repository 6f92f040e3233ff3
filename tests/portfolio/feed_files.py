"""Feeds as they are written."""

from portfolio.feeds_in import (
    read_feed,
)

BASE = "https://birds.example/blog/"


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Birds</title>{}</channel></rss>"""


def read(body, content_type="application/xml"):
    body = body if isinstance(body, bytes) else body.encode()
    return read_feed(body, content_type=content_type, base_url=BASE)


def items(*inner):
    return RSS.format("".join(f"<item>{each}</item>" for each in inner))
