"""Mentors of one's own: a private link, and what it shows to whoever opens it."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from mentoring import actions
from mentoring.models import ReviewRequest
from mentoring.views.asking import LINK, own_request


@require_POST
def make(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Make a link; the page of the request shows it, once."""
    found = own_request(request, pk)
    try:
        secret = actions.make_invite(request=found, now=timezone.now())
    except actions.SettledError:
        messages.info(request, _("It was settled a moment before."))
        return redirect(found)
    link = settings.SITE_URL + reverse("mentoring:invitation", args=[secret])
    request.session[LINK] = {"request": str(pk), "link": link}
    return redirect(f"{found.get_absolute_url()}#invite")


@require_POST
def revoke(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = own_request(request, pk)
    try:
        actions.revoke_invite(request=found, now=timezone.now())
    except actions.SettledError:
        messages.info(request, _("It was settled a moment before."))
    else:
        messages.success(request, _("The link works no more, and the request is in the queue."))
    return redirect(found)


@require_GET
def invitation(request: UserRequest, secret: str) -> HttpResponse:
    """Say who asks for what. Opening a link accepts nothing."""
    invite, now = actions.invite_of(secret), timezone.now()
    is_open = (
        invite is not None
        and invite.is_open(now)
        and ReviewRequest.objects.waiting().filter(pk=invite.request_id).exists()
        and invite.request.learner_id != request.user.pk
    )
    context = {
        "invite": invite if is_open else None,
        "is_claimed": is_open and invite is not None and invite.request.is_claimed(now),
        "secret": secret,
    }
    return render(request, "mentoring/invitation.html", context, status=200 if is_open else 404)


@require_POST
def accept(request: UserRequest, secret: str) -> HttpResponse:
    try:
        found = actions.accept_invite(secret=secret, person=request.user, now=timezone.now())
    except actions.InviteSpentError:
        return render(request, "mentoring/invitation.html", {"invite": None}, status=404)
    except actions.ClaimedError:
        return redirect("mentoring:invitation", secret)
    messages.success(
        request, _("Thank you. Look at it in peace; claim it when you begin to write.")
    )
    return redirect(found)
