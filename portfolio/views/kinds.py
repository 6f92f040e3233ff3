"""What one kind of item has besides its form: runs, feedback."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from portfolio import actions
from portfolio.forms import FeedbackForm, RunsForm
from portfolio.models import Feedback, Item
from portfolio.views.items import show_item
from portfolio.views.overview import own, own_item


@require_POST
def set_runs(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Replace the runs of an experiment by those that were pasted."""
    item = own_item(request, pk, own(request).filter(kind=Item.Kind.EXPERIMENT))
    form = RunsForm(request.POST)
    if not form.is_valid():
        return show_item(request, pk, runs_form=form)
    actions.set_runs(experiment=item.experiment, runs=form.cleaned_data["runs"], now=timezone.now())
    messages.success(request, _("The runs are saved."))
    return redirect("portfolio:item", pk)


@require_POST
def note_feedback(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what somebody did or said with an app."""
    item = own_item(request, pk, own(request).filter(kind=Item.Kind.APP))
    now = timezone.now()
    form = FeedbackForm(
        request.POST, instance=Feedback(app=item.app), today=request.user.study_day(now)
    )
    if not form.is_valid():
        return show_item(request, pk, feedback_form=form)
    try:
        actions.note_feedback(feedback=form.instance, now=now)
    except actions.FullError:
        form.add_error(None, _("This app's list is full. Delete what is no longer of use."))
        return show_item(request, pk, feedback_form=form)
    messages.success(request, _("Noted."))
    return redirect("portfolio:item", pk)


@require_POST
def delete_feedback(request: UserRequest, pk: int) -> HttpResponse:
    mine = Feedback.objects.for_learner(request.user)
    feedback = get_object_or_404(mine, pk=pk)
    actions.delete_feedback(feedback=feedback, now=timezone.now())
    return redirect("portfolio:item", feedback.app_id)
