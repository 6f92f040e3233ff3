"""The queue of requests, claims, and the pictures in a snapshot."""

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from mentoring import actions, queries
from mentoring.models import Mentor, RequestKind, ReviewRequest
from portfolio.models import Image
from portfolio.rendering import pictures_in
from portfolio.views.public import serve_image


@require_GET
def queue(request: UserRequest) -> HttpResponse:
    """What waits, the oldest first; `after` in the address says where a page begins.

    Without `filter` in it a mentor sees their topics.
    """
    now = timezone.now()
    capacity = queries.capacity_of(request.user, now)
    if capacity.mentor is None:
        raise Http404
    filters = _filters(request, capacity.mentor)
    context = {
        "capacity": capacity,
        "queue": queries.queue(
            request.user, filters, queries.Place.read(request.GET.get("after", "")), now
        ),
        "filters": filters,
        "by_topics": "filter" not in request.GET,
        "kinds": RequestKind.choices,
        "modules": queries.modules(),
        "has_standing": True,
        "now": now,
    }
    return render(request, "mentoring/queue.html", context)


def _filters(request: UserRequest, mentor: Mentor) -> queries.Filters:
    if "filter" not in request.GET:
        return queries.Filters.of_topics(mentor)
    kind, module = request.GET.get("kind", ""), request.GET.get("module", "")
    return queries.Filters(
        (kind,) if kind in RequestKind.values else (),
        (module,) if module else (),
        request.GET.get("domain", "").strip().lower()[:60],
    )


@require_POST
def claim(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Have a request for half an hour, and begin to write."""
    found = get_object_or_404(ReviewRequest.objects.readable_by(request.user), pk=pk)
    try:
        actions.claim(pk=pk, person=request.user, now=timezone.now())
    except actions.ClaimedError as error:
        name = error.by.display_name if error.by else _("Another mentor")
        messages.warning(request, _("%(name)s has it at the moment.") % {"name": name})
    except actions.HandsFullError:
        messages.warning(request, _("You have four claims. Finish one, or put one back."))
    except actions.NoCapacityError:
        messages.warning(
            request, _("Your week is full, or you are away. You can change that on your desk.")
        )
    except actions.NotThereError:
        messages.info(request, _("It was answered or withdrawn a moment before."))
        return redirect("mentoring:reviews")
    else:
        return redirect("mentoring:write", pk)
    return redirect(found)


@require_POST
def release(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    claims = ReviewRequest.objects.claimed_by_person(request.user, timezone.now())
    actions.release(request=get_object_or_404(claims, pk=pk))
    messages.success(request, _("It is in the queue again. What you wrote is kept on your desk."))
    return redirect("mentoring:desk")


@require_GET
def picture(request: UserRequest, pk: uuid.UUID, image: uuid.UUID) -> FileResponse:
    """A picture in a snapshot, for whoever may read that."""
    readable = ReviewRequest.objects.readable_by(request.user).select_related("snapshot")
    found = get_object_or_404(readable.filter(snapshot__isnull=False), pk=pk)
    shown = {pk for part in found.snapshot.parts for pk in pictures_in(part["text"])}
    if str(image) not in shown:
        raise Http404
    return serve_image(get_object_or_404(Image, pk=image, item__learner=found.learner_id))
