"""Whether a page has anything in it that acts and is not ours."""

from html.parser import HTMLParser


def active(html):
    """Fail if anything in a page acts that is not ours."""
    found = Activity()
    found.feed(html)
    assert found.seen == []


class Activity(HTMLParser):
    """Notes elements and attributes that act, but for those of our own pages."""

    OURS = ("/static/", "/portfolio/", "/accounts/", "/timer/", "/sw.js", "/log/", "/reviews/", "#")

    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        is_ours = tag == "script" and (
            (told.get("src") or "").startswith("/static/")
            or told.get("type") == "application/ld+json"
        )
        if (
            tag in ("script", "iframe", "object", "embed", "style", "base", "video", "audio")
            and not is_ours
        ):
            self.seen.append(tag)
        for name, value in attrs:
            value = (value or "").strip().lower()
            if (
                name.startswith("on")
                or name == "style"
                or ("javascript:" in value and name in ("href", "src", "action"))
            ):
                self.seen.append((tag, name, value))
            if name in ("hx-post", "hx-get") and not value.startswith(self.OURS):
                self.seen.append((tag, name, value))
