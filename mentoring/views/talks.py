"""A review and the talk about it, for its two sides."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from mentoring import actions, queries
from mentoring.forms import AdviceForm, PostForm, RatingForm, ReportForm
from mentoring.models import Review, Side


@require_GET
def review(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    return _show(request, _found(request, pk))


@require_POST
def reply(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Say something; the turn goes to the other side."""
    found, form = _found(request, pk), PostForm(request.POST)
    if not form.is_valid():
        return _show(request, found, post_form=form)
    try:
        actions.reply(
            review=found, author=request.user, text=form.cleaned_data["text"], now=timezone.now()
        )
    except actions.ClosedError:
        form.add_error("text", _("The talk was closed a moment before. Copy what you wrote."))
        return _show(request, _found(request, pk), post_form=form)
    messages.success(request, _("Sent."))
    return redirect(f"{found.get_absolute_url()}#end")


@require_POST
def close(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = _found(request, pk)
    try:
        actions.close(review=found, person=request.user, now=timezone.now())
    except actions.ClosedError:
        messages.info(request, _("It was closed a moment before."))
    else:
        messages.success(request, _("Closed. It stays readable for both of you."))
    return redirect(found)


@require_POST
def rate(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Say whether it helped, once it is closed."""
    found = _for_learner(request, pk)
    form = RatingForm(request.POST)
    if found.is_open:
        return redirect(found)
    if not form.is_valid():
        return _show(request, found, rating_form=form)
    actions.rate(review=found, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Thank you. Noted."))
    return redirect(found)


@require_POST
def suggest(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Suggest an experiment or a post to the learner, while the talk is open."""
    found = _found(request, pk)
    if found.side_of(request.user) != Side.MENTOR or not found.is_open:
        raise Http404
    form = AdviceForm(request.POST)
    if not form.is_valid():
        return _show(request, found, advice_form=form)
    try:
        actions.suggest(review=found, now=timezone.now(), **form.cleaned_data)
    except actions.EnoughError:
        form.add_error("text", _("Ten are enough for one review."))
        return _show(request, found, advice_form=form)
    messages.success(request, _("It is among their prompts now."))
    return redirect(found)


@require_POST
def show_badge(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = _found(request, pk)
    actions.show_badge(
        review=found,
        side=found.side_of(request.user),
        shows=request.POST.get("shows") == "yes",
        now=timezone.now(),
    )
    messages.success(request, _("Saved."))
    return redirect(found)


@require_POST
def set_sharing(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Let the mentor see one's weeks, or no longer."""
    found = _for_learner(request, pk)
    if found.mentor is not None:
        shares = request.POST.get("shares") == "yes"
        actions.set_sharing(
            learner=request.user, mentor=found.mentor, shares=shares, now=timezone.now()
        )
        messages.success(request, _("Saved."))
    return redirect(found)


@require_POST
def report(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Tell staff of a problem; the two do not meet again."""
    found, form = _found(request, pk), ReportForm(request.POST)
    if not form.is_valid():
        return _show(request, found, report_form=form)
    actions.report(
        review=found,
        side=found.side_of(request.user),
        words=form.cleaned_data["words"],
        now=timezone.now(),
    )
    messages.success(request, _("Thank you. Staff will look into it. You two will not meet again."))
    return redirect(found)


@require_POST
def block(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = _found(request, pk)
    if other := _other(found, request):
        actions.block(blocker_id=request.user.pk, blocked_id=other, now=timezone.now())
        messages.success(request, _("You two will not meet here again."))
    return redirect(found)


@require_POST
def unblock(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = _found(request, pk)
    if other := _other(found, request):
        actions.unblock(blocker_id=request.user.pk, blocked_id=other)
        messages.success(request, _("Taken back, as far as it was yours."))
    return redirect(found)


def _other(found: Review, request: UserRequest) -> int | None:
    is_learner = found.side_of(request.user) == Side.LEARNER
    return found.mentor_id if is_learner else found.request.learner_id


def _found(request: UserRequest, pk: uuid.UUID) -> Review:
    """A review the person is a side of; 404 for everybody else."""
    reviews = Review.objects.visible_to(request.user)
    joined = reviews.select_related("request__learner", "request__item", "mentor")
    return get_object_or_404(joined.prefetch_related("line_comments"), pk=pk)


def _for_learner(request: UserRequest, pk: uuid.UUID) -> Review:
    """A review the person was given; 404 for its mentor, too."""
    found = _found(request, pk)
    if found.side_of(request.user) != Side.LEARNER:
        raise Http404
    return found


def _show(request: UserRequest, found: Review, **forms: Any) -> HttpResponse:
    """The page of a review, with forms as they were sent where something was wrong."""
    rated = {"rating": found.rating, "thanks": found.thanks}
    context = {
        "talk": queries.talk(found, request.user),
        "post_form": PostForm(),
        "rating_form": RatingForm(initial=rated),
        "report_form": ReportForm(),
        "advice_form": AdviceForm(),
        "has_standing": queries.has_standing(request.user),
        "now": timezone.now(),
        **forms,
    }
    return render(request, "mentoring/review.html", context)
