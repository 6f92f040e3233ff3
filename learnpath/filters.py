"""Filters and tags for every template, registered as builtins in settings."""

from django import template
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from curriculum.markdown import markdown
from study.duration import duration, hours

register = template.Library()
register.filter("duration", duration)
register.filter("hours", hours)
register.filter("markdown", markdown)


@register.filter
def grouped(number: int) -> str:
    """Write a count for reading: `1,234`."""
    return number_format(number, force_grouping=True)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite, beside words that say the same."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("img/icons.svg"),
        name,
    )
