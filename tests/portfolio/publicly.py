"""Where a public page is."""

from django.urls import reverse


def home(page, name="page", *rest):
    """The address of a page, or of what belongs to it."""
    return reverse(f"public:{name}", args=[page.learner.handle, *rest])
