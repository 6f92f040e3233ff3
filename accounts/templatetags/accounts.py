"""A filter for forms whose fields come from elsewhere."""

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def without_placeholder(field: BoundField) -> BoundField:
    """Drop a placeholder, which would only repeat the label and vanish when it is needed."""
    field.field.widget.attrs.pop("placeholder", None)
    return field
