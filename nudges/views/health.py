"""Whether nudges go out, for whoever watches the instance."""

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from nudges import queries


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether ticks end and nothing due waits: 200, or 503 with what is wrong in a few words."""
    try:
        problem = queries.health(timezone.now()).problem
    except OperationalError:
        problem = "database unavailable"
    return HttpResponse(problem or "ok", status=503 if problem else 200, content_type="text/plain")
