"""What tests of items have alike."""

from django.urls import reverse


def address(name, item):
    return reverse(f"portfolio:{name}", args=[item.pk])
