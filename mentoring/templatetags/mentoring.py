"""What pages of apps below show of reviews: they know where, and not what."""

from datetime import timedelta
from typing import Any

from django import template
from django.utils.translation import gettext as _

from accounts.models import User
from mentoring import queries
from portfolio.models import Item

register = template.Library()


@register.filter
def span(time: timedelta | None) -> str:
    """A length of time in its two largest units, if it is known."""
    if time is None:
        return _("not known")
    hours, minutes = divmod(round(time.total_seconds() / 60), 60)
    if hours < 24:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    return _("%(days)d d %(hours)d h") % {"days": hours // 24, "hours": hours % 24}


@register.inclusion_tag("mentoring/of_item.html")
def reviews_of(item: Item) -> dict[str, Any]:
    """The reviews of an item of one's own, and the way to ask for one."""
    return {"item": item, "reviews": queries.reviews_of(item)}


@register.inclusion_tag("mentoring/suggested.html", takes_context=True)
def suggested_to(context: template.Context, person: User) -> dict[str, Any]:
    """The prompts that mentors gave a person, to begin or to set aside."""
    found = queries.waiting_advice(person) if person.is_authenticated else []
    return {"suggested": found, "csrf_token": context.get("csrf_token")}
