"""A learner's side: what they asked for, ask for now, and look at themselves."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from mentoring import actions, queries, rubric
from mentoring.forms import AskForm, SelfReviewForm
from mentoring.forms.asking import WHOLE
from mentoring.models import Advice, ReviewRequest
from portfolio.actions import FullError
from portfolio.models import Item


@require_GET
def reviews(request: UserRequest) -> HttpResponse:
    """What waits, what was said, whose turn it is."""
    context = {
        "mine": queries.mine(request.user),
        "now": timezone.now(),
        **mentor_tabs(request),
    }
    return render(request, "mentoring/reviews.html", context)


def mentor_tabs(request: UserRequest) -> dict[str, bool]:
    """Whether the tabs of mentors are shown, and the queue among them."""
    return {
        "mentors": queries.is_any_mentor(request.user),
        "has_standing": queries.has_standing(request.user),
    }


@require_GET
def ask(request: UserRequest) -> HttpResponse:
    """Ask what the review should be of; `item` in the address is chosen already."""
    about = request.GET.get("item", "")
    items = _items(request)
    return _show_ask(request, AskForm(items=items, about=about if items else WHOLE))


@require_POST
def send(request: UserRequest) -> HttpResponse:
    form = AskForm(request.POST, items=_items(request))
    if not form.is_valid():
        return _show_ask(request, form)
    try:
        asked = actions.ask(
            learner=request.user,
            item=form.item,
            question=form.cleaned_data["question"],
            now=timezone.now(),
        )
    except actions.AlreadyAskedError:
        form.add_error("about", _("A review of this is asked for already."))
    except actions.TooManyOpenError:
        form.add_error(None, _("Three of your requests wait. Withdraw one, or wait for an answer."))
    except actions.NothingToReviewError:
        form.add_error("about", _NOTHING[bool(form.item)])
    else:
        messages.success(request, _("Asked. Meanwhile, go on: a review holds nothing up."))
        return redirect(asked)
    return _show_ask(request, form)


LINK = "invite_link"  # in the session, from its making until it is shown

_NOTHING = {
    True: gettext_lazy("There is nothing of it to look at yet. Write a line, or give its link."),
    False: gettext_lazy(
        "Nothing that mentors may see is out yet. Publish something, or ask about one item."
    ),
}


def _items(request: UserRequest) -> list[Item]:
    """What of one's own can be asked about, the newest first."""
    own = Item.objects.for_learner(request.user).newest_first()
    return list(own.defer("draft", "text", "html"))


def _show_ask(request: UserRequest, form: AskForm) -> HttpResponse:
    context = {"form": form, "waits": queries.waits(timezone.now())}
    return render(request, "mentoring/ask.html", context)


@require_GET
def request(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """A request: to its learner how it stands, to who may review it what it is about."""
    readable = ReviewRequest.objects.readable_by(request.user).select_related("learner", "review")
    found = get_object_or_404(readable.select_related("claimed_by", "invited", "snapshot"), pk=pk)
    if found.learner_id == request.user.pk:
        made = request.session.get(LINK, {})
        if made.get("request") == str(pk):
            del request.session[LINK]
            return show_request(request, found, link=made["link"])
        return show_request(request, found)
    if found.state == ReviewRequest.State.REVIEWED:
        return redirect(found.review)
    now = timezone.now()
    context = {
        "asked": found,
        "reading": _reading(found),
        "capacity": queries.capacity_of(request.user, now),
        "is_mine": found.is_claimed_by(request.user, now),
        "is_claimed": found.is_claimed(now),
        "is_invited": found.invited_id == request.user.pk,
        "now": now,
    }
    return render(request, "mentoring/offer.html", context)


def show_request(
    request: UserRequest, found: ReviewRequest, form: SelfReviewForm | None = None, **shown: Any
) -> HttpResponse:
    """A request to its learner, with the self-review once a week has gone by."""
    now = timezone.now()
    done = getattr(found, "self_review", None)
    criteria = queries.criteria_for(found.kind)
    is_time = now >= found.asked_at + actions.requests.SELF_REVIEW_AFTER
    context = {
        "asked": found,
        "reading": _reading(found),
        "waits": queries.waits(now),
        "is_claimed": found.is_claimed(now),
        "invite": found.invites.filter(revoked_at=None).first(),
        "self_review": done,
        "self_rubric": rubric.read(done.rubric) if done else [],
        "self_form": form or (SelfReviewForm(criteria=criteria) if is_time else None),
        "self_review_from": found.asked_at + actions.requests.SELF_REVIEW_AFTER,
        "now": now,
        **shown,
    }
    return render(request, "mentoring/request.html", context)


def _reading(found: ReviewRequest) -> queries.Reading:
    return queries.reading(found.snapshot, queries.before(found), queries.pictures_at(found))


def own_request(request: UserRequest, pk: uuid.UUID) -> ReviewRequest:
    """A request of one's own; 404 for everybody else."""
    own = ReviewRequest.objects.for_learner(request.user)
    joined = own.select_related("snapshot", "invited", "claimed_by", "review")
    return get_object_or_404(joined, pk=pk)


@require_POST
def withdraw(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = own_request(request, pk)
    try:
        actions.withdraw(request=found, now=timezone.now())
    except actions.SettledError:
        messages.info(request, _("It was settled a moment before."))
        return redirect(found)
    messages.success(request, _("Withdrawn. You can ask again whenever you like."))
    return redirect("mentoring:reviews")


@require_POST
def self_review(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer the rubric oneself; the request goes on waiting."""
    found = own_request(request, pk)
    form = SelfReviewForm(request.POST, criteria=queries.criteria_for(found.kind))
    if not form.is_valid():
        return show_request(request, found, form)
    try:
        actions.review_oneself(
            request=found,
            rubric=form.rubric,
            next_step=form.cleaned_data["next_step"],
            now=timezone.now(),
        )
    except actions.TooEarlyError:
        messages.info(request, _("A mentor may still come. After a week you can do it yourself."))
        return redirect(found)
    messages.success(request, _("Kept. You know your next step."))
    return redirect(found)


def _own_advice(request: UserRequest, pk: int) -> Advice:
    return get_object_or_404(Advice.objects.for_learner(request.user), pk=pk)


@require_POST
def begin_advice(request: UserRequest, pk: int) -> HttpResponse:
    """Begin an item from what a mentor suggested."""
    try:
        item = actions.begin_from_advice(
            advice=_own_advice(request, pk), learner=request.user, now=timezone.now()
        )
    except FullError:
        messages.warning(request, _("Your portfolio is full. Delete an item you no longer need."))
        return redirect("mentoring:reviews")
    messages.success(request, _("Begun. It is yours alone until you publish it."))
    return redirect(item)


@require_POST
def set_aside_advice(request: UserRequest, pk: int) -> HttpResponse:
    actions.set_aside(advice=_own_advice(request, pk), now=timezone.now())
    return redirect("mentoring:reviews")
