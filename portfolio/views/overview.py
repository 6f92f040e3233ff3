"""A learner's own portfolio: all items, and the beginning of one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from curriculum.models import Prompt
from portfolio import actions, queries
from portfolio.forms import NewItemForm
from portfolio.models import Item
from portfolio.models.item import ItemQuerySet


def own(request: UserRequest) -> ItemQuerySet:
    """Where every view of an item of one's own looks for it."""
    return Item.objects.for_learner(request.user)


def own_item(request: UserRequest, pk: UUID, items: ItemQuerySet | None = None) -> Item:
    """One of the learner's own items, or of these, with its kind; 404 for everybody else."""
    among = own(request) if items is None else items
    return get_object_or_404(among.with_kind(), pk=pk)


@require_GET
def portfolio(request: UserRequest) -> HttpResponse:
    context = {
        "overview": queries.overview(request.user),
        "spending": queries.spending(request.user),
    }
    return render(request, "portfolio/portfolio.html", context)


@require_GET
def new_item(request: UserRequest) -> HttpResponse:
    """Ask what to begin; a prompt, a unit or a kind in the address are filled in."""
    prompt = Prompt.objects.current().filter(slug=request.GET.get("prompt", "")).first()
    initial = {
        "kind": request.GET.get("kind") or ("blog" if prompt else ""),
        "prompt": prompt and prompt.slug,
        "unit": request.GET.get("unit"),
    }
    return _show_new(request, NewItemForm(initial=initial), prompt)


@require_POST
def begin_item(request: UserRequest) -> HttpResponse:
    form = NewItemForm(request.POST, instance=Item(learner=request.user))
    if not form.is_valid():
        return _show_new(request, form, form.cleaned_data.get("prompt"))
    given = form.cleaned_data
    try:
        item = actions.begin_item(learner=request.user, now=timezone.now(), **given)
    except actions.FullError:
        form.add_error(None, _("Your portfolio is full. Delete an item you no longer need."))
        return _show_new(request, form, given["prompt"])
    messages.success(request, _("Begun. It is yours alone until you publish it."))
    to = "portfolio:write" if item.kind == Item.Kind.BLOG else "portfolio:item"
    return redirect(to, item.pk)


def _show_new(request: UserRequest, form: NewItemForm, prompt: Prompt | None) -> HttpResponse:
    return render(request, "portfolio/new.html", {"form": form, "prompt": prompt})
