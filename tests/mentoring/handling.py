"""What tests of reviews have alike."""

from django.urls import reverse

HTMX = {"HX-Request": "true"}


def address(name, row):
    """An address of a request or a review."""
    return reverse(f"mentoring:{name}", args=[row.pk])
