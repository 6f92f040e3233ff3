"""Filters for pages whose forms and rows come from elsewhere."""

from allauth.socialaccount.models import SocialAccount
from django import template
from django.forms import BoundField

from accounts import queries

register = template.Library()


@register.filter
def without_placeholder(field: BoundField) -> BoundField:
    """Drop a placeholder, which would only repeat the label and vanish when it is needed."""
    field.field.widget.attrs.pop("placeholder", None)
    return field


@register.filter
def linked(account: SocialAccount) -> queries.LinkedAccount:
    """Say what an account elsewhere is called."""
    return queries.linked_account(account)
