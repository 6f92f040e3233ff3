"""The gallery, which anybody may look at, and one's list of communities."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from portfolio import actions, queries
from portfolio.communities import KNOWN
from portfolio.forms import CommunityForm, SuggestionForm
from portfolio.models import Community, Item, Suggestion


@login_not_required
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Public work by kind; `after` in the address says where a page begins."""
    return _show_gallery(request, SuggestionForm())


@require_POST
def suggest(request: UserRequest) -> HttpResponse:
    """Suggest a post to others. Staff decide."""
    form = SuggestionForm(request.POST, instance=Suggestion(learner=request.user))
    if not form.is_valid():
        return _show_gallery(request, form)
    try:
        actions.suggest(suggestion=form.instance)
    except actions.FullError:
        form.add_error(None, _("Many of yours wait already. Come back when they are decided."))
        return _show_gallery(request, form)
    messages.success(request, _("Thank you. It is shown once somebody has looked at it."))
    return redirect("public:gallery")


@require_GET
def communities(request: UserRequest) -> HttpResponse:
    return _show_communities(request, CommunityForm())


@require_POST
def add_community(request: UserRequest) -> HttpResponse:
    form = CommunityForm(request.POST, instance=Community(learner=request.user))
    if not form.is_valid():
        return _show_communities(request, form)
    try:
        actions.add_community(community=form.instance)
    except actions.FullError:
        form.add_error(None, _("Your list is full. Take one off first."))
        return _show_communities(request, form)
    messages.success(request, _("On your list."))
    return redirect("portfolio:communities")


@require_POST
def delete_community(request: UserRequest, pk: int) -> HttpResponse:
    get_object_or_404(Community.objects.for_learner(request.user), pk=pk).delete()
    return redirect("portfolio:communities")


def _show_gallery(request: HttpRequest, form: SuggestionForm) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in Item.Kind.values else ""
    place = queries.Place.read(request.GET.get("after", ""))
    context = {
        "gallery": queries.gallery(kind, place, request.user),
        "kinds": Item.Kind.choices,
        "kind": kind,
        "form": form,
    }
    return render(request, "portfolio/gallery.html", context)


def _show_communities(request: UserRequest, form: CommunityForm) -> HttpResponse:
    own = Community.objects.for_learner(request.user).order_by("name", "pk")
    return render(
        request, "portfolio/communities.html", {"known": KNOWN, "communities": own, "form": form}
    )
