"""What every page shows of study: the timer in the top bar."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from study.queries import TimerState, timer_state


def timer(request: HttpRequest) -> dict[str, Any]:
    """Give templates `timer`: the learner's, read when first used, or None."""

    def read() -> TimerState | None:
        if not request.user.is_authenticated:
            return None
        return timer_state(request.user, timezone.now())

    return {"timer": SimpleLazyObject(read)}
