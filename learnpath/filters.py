"""Filters for every template, registered as builtins in settings."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def duration(minutes: int) -> str:
    """Write minutes as a person would: 45 min, 2 h, 2 h 05 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}


@register.filter
def hours(minutes: int) -> str:
    """Write minutes as hours with one decimal at most: 27.4, 70."""
    value = round(minutes / 60, 1)
    return number_format(value, decimal_pos=0 if value == int(value) else 1)
