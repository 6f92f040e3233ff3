"""What the top bar of every page shows: the timer, and how much is unread in the inbox."""

from functools import cache
from typing import Any

from django.db.models import Count, IntegerField, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from nudges.models import Nudge
from study.queries import TimerState, timer_state_of

_OF_TIMER = (
    "timer__running_since",
    "timer__stretches",
    "timer__unit__title",
    "timer__unit__slug",
)


def bar(request: HttpRequest) -> dict[str, Any]:
    """Give templates `timer`, or None, and `unread_count`: one query, when one is first used."""

    @cache
    def read() -> tuple[TimerState | None, int]:
        if not request.user.is_authenticated:
            return None, 0
        return _bar_of(request.user)

    return {
        "timer": SimpleLazyObject(lambda: read()[0]),
        "unread_count": SimpleLazyObject(lambda: read()[1]),
    }


def _bar_of(person: User) -> tuple[TimerState | None, int]:
    now = timezone.now()
    unread = Nudge.objects.unread(now).for_person(person).order_by().values("recipient")
    found = (
        User.objects.filter(pk=person.pk)
        .select_related("timer__unit")
        .only("pk", *_OF_TIMER)
        .annotate(
            unread_count=Coalesce(
                Subquery(unread.values(n=Count("pk")), output_field=IntegerField()), 0
            )
        )
        .get()
    )
    timer = getattr(found, "timer", None)
    return timer and timer_state_of(timer, now), found.unread_count
