"""Whole addresses of what is public, for those who read them elsewhere."""

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from portfolio.models import Item


def whole(path: str) -> str:
    """An address of ours with the site before it."""
    return f"{settings.SITE_URL}{path}"


def of_page(learner: User, name: str = "page") -> str:
    """Where a learner's page is, or what belongs to it (`atom`, `json-feed`)."""
    return whole(reverse(f"public:{name}", args=[learner.handle]))


def of_item(learner: User, item: Item) -> str:
    """Where an item of a learner's is read."""
    return whole(reverse("public:item", args=[learner.handle, item.slug]))
