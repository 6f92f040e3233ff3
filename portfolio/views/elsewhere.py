"""Work that lies elsewhere: one's own feeds, and what they propose."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from portfolio import actions
from portfolio.forms import FeedForm, TakeForm
from portfolio.models import BlogFeed, Proposal

MOST_SHOWN = 50


@require_GET
def elsewhere(request: UserRequest) -> HttpResponse:
    return _show(request, FeedForm())


@require_POST
def add_feed(request: UserRequest) -> HttpResponse:
    form = FeedForm(request.POST, instance=BlogFeed(learner=request.user))
    if not form.is_valid():
        return _show(request, form)
    try:
        actions.add_feed(feed=form.instance, now=timezone.now())
    except actions.FullError:
        form.add_error(None, _("Five feeds are on your list. Take one off first."))
        return _show(request, form)
    messages.success(request, _("On the list. It is read within a few minutes."))
    return redirect("portfolio:elsewhere")


@require_POST
def delete_feed(request: UserRequest, pk: int) -> HttpResponse:
    get_object_or_404(BlogFeed.objects.for_learner(request.user), pk=pk).delete()
    return redirect("portfolio:elsewhere")


@require_POST
def take(request: UserRequest, pk: int) -> HttpResponse:
    """Make an item of what a feed proposed, as a draft."""
    proposal = get_object_or_404(Proposal.objects.for_learner(request.user), pk=pk)
    form = TakeForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        item = actions.take_proposal(
            proposal=proposal, kind=form.cleaned_data["kind"], now=timezone.now()
        )
    except actions.FullError:
        messages.error(request, _("Your portfolio is full. Delete an item you no longer need."))
        return redirect("portfolio:elsewhere")
    messages.success(request, _("Taken, as a draft. Nobody sees it until you publish it."))
    return redirect("portfolio:item", item.pk)


@require_POST
def leave(request: UserRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(Proposal.objects.for_learner(request.user), pk=pk)
    actions.leave_proposal(proposal=proposal, now=timezone.now())
    return redirect("portfolio:elsewhere")


def _show(request: UserRequest, form: FeedForm) -> HttpResponse:
    proposals = Proposal.objects.for_learner(request.user).open().select_related("feed")
    context = {
        "form": form,
        "feeds": BlogFeed.objects.for_learner(request.user).order_by("pk"),
        "proposals": proposals.newest_first()[:MOST_SHOWN],
    }
    return render(request, "portfolio/elsewhere.html", context)
