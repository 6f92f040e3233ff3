"""One item of one's own: what it is, who sees it, whether it is out."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from portfolio import actions, checklist, queries
from portfolio.charts import run_dots
from portfolio.forms import (
    AboutForm,
    FeedbackForm,
    PublishForm,
    RunsForm,
    VisibilityForm,
    kind_form,
)
from portfolio.models import Feedback, Item
from portfolio.runs import write_runs
from portfolio.views.overview import own, own_item


@require_GET
def item(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    return show_item(request, pk)


@require_POST
def save_about(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Save title, claim, link, lesson, reader and units. What is public changes at once."""
    form = AboutForm(request.POST, instance=own_item(request, pk))
    if not form.is_valid():
        return show_item(request, pk, about_form=form)
    actions.save_about(
        item=form.instance, units=list(form.cleaned_data["units"]), now=timezone.now()
    )
    messages.success(request, _("Saved."))
    return redirect("portfolio:item", pk)


@require_POST
def save_kind(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Save what belongs to the item's kind."""
    found = own_item(request, pk)
    form = kind_form(found, request.POST)
    if form is None:
        return redirect("portfolio:item", pk)
    if not form.is_valid():
        return show_item(request, pk, kind_form=form)
    actions.save_kind(of_kind=form.instance, now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("portfolio:item", pk)


@require_POST
def publish(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Publish an item for the first time, or what was written since."""
    found = own_item(request, pk)
    form = PublishForm(request.POST, item=found)
    if not form.is_valid():
        return show_item(request, pk, publish_form=form)
    now = timezone.now()
    try:
        actions.publish_item(
            item=found,
            visibility=form.cleaned_data["visibility"],
            today=request.user.study_day(now),
            now=now,
        )
    except actions.NotReadyError:
        return show_item(request, pk, publish_form=form)
    messages.success(request, _("Published."))
    return redirect("portfolio:item", pk)


@require_POST
def withdraw(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    actions.withdraw_item(item=own_item(request, pk), now=timezone.now())
    messages.success(request, _("It is a draft again, and nobody else sees it."))
    return redirect("portfolio:item", pk)


@require_POST
def set_visibility(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    found = own_item(request, pk)
    form = VisibilityForm(request.POST, instance=found)
    if form.is_valid():
        actions.set_visibility(
            item=found, visibility=form.cleaned_data["visibility"], now=timezone.now()
        )
        messages.success(request, _("Saved."))
    return redirect("portfolio:item", pk)


@require_GET
def confirm_deletion(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    return render(request, "portfolio/delete.html", {"item": own_item(request, pk)})


@require_POST
def delete(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    actions.delete_item(item=own_item(request, pk))
    messages.success(request, _("Deleted."))
    return redirect("portfolio:portfolio")


def show_item(request: UserRequest, pk: uuid.UUID, **forms: Any) -> HttpResponse:
    """The page of an item, with forms as they were sent where something was wrong."""
    found = own_item(request, pk, queries.whole(own(request)))
    context = {
        "item": found,
        "missing": checklist.missing(found),
        "about_form": AboutForm(instance=found),
        "kind_form": kind_form(found),
        "publish_form": PublishForm(item=found),
        "visibility_form": VisibilityForm(instance=found),
        "spent": queries.spending(request.user, found),
        "portfolio": queries.portfolio_of(request.user),
        **_of_kind(request, found),
        **forms,
    }
    return render(request, "portfolio/item.html", context)


def _of_kind(request: UserRequest, found: Item) -> dict[str, Any]:
    """What an experiment or an app has besides its form."""
    if found.kind == Item.Kind.EXPERIMENT:
        runs = list(found.experiment.runs.all())
        return {
            "runs": runs,
            "chart": run_dots(found.experiment, runs),
            "runs_form": RunsForm(initial={"runs": write_runs(runs)}),
        }
    if found.kind == Item.Kind.APP:
        feedback = list(found.app.feedback.all())
        return {
            "feedback": feedback,
            "own_tests": sum(each.person == Feedback.Person.MAKER for each in feedback),
            "feedback_form": FeedbackForm(today=request.user.study_day(timezone.now())),
        }
    if found.kind == Item.Kind.ANSWER:
        others = own(request).filter(kind=Item.Kind.ANSWER).published()
        return {"is_first_answer": not others.exists()}
    return {}
