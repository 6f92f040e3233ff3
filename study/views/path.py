"""The path, its units, and a learner's progress on them. Anybody may read the path."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import User
from curriculum.forms import PromptFilterForm
from curriculum.models import Edition, Prompt, Step, Unit
from curriculum.queries import current_edition, edition_guide, offered_paths, unit_page
from study import actions, charts
from study.forms import SkipForm
from study.models import Completion, Enrolment, Entry, Skip, StepTick
from study.queries import current_enrolment, path_state, reader_path, way_back
from study.views.own_context import own_context
from study.views.rot_context import resources_context


@login_not_required
@require_GET
def path(request: HttpRequest) -> HttpResponse:
    learner = request.user if isinstance(request.user, User) else None
    enrolment = current_enrolment(learner) if learner else None
    edition = _edition_of(enrolment, path=request.GET.get("path", ""))
    state = path_state(edition.pk, learner)
    context: dict[str, Any] = {"enrolment": enrolment, "edition": edition, "path": state}
    if enrolment is None:
        context["other_paths"] = [path for path in offered_paths() if path.pk != edition.path_id]
    else:
        context["back"] = way_back(enrolment)
    return render(request, "study/path.html", context | {"trail": charts.trail(state)})


@login_not_required
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """What the path is for, how it was made, and what comes after it."""
    learner = request.user if isinstance(request.user, User) else None
    enrolment = current_enrolment(learner) if learner else None
    edition = _edition_of(enrolment, path=request.GET.get("path", ""))
    return render(request, "study/about.html", {"guide": edition_guide(edition)})


@login_not_required
@require_GET
def prompts(request: HttpRequest) -> HttpResponse:
    """Questions worth a blog post, those that fit the path somebody is on."""
    path_id = reader_path(request.user)
    form = PromptFilterForm(request.GET, path_id=path_id)
    found = form.filter(Prompt.objects.current().fitting(path_id)).with_units().in_order()
    return render(request, "study/prompts.html", {"form": form, "prompts": found})


@login_not_required
@require_GET
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    return show_unit(request, slug)


@require_POST
def complete_unit(request: UserRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Unit, slug=slug)
    actions.complete_unit(learner=request.user, unit=found, now=timezone.now())
    return redirect(found)


@require_POST
def undo_completion(request: UserRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Unit, slug=slug)
    actions.undo_completion(learner=request.user, unit=found, now=timezone.now())
    return redirect(found)


@require_POST
def skip_unit(request: UserRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Unit, slug=slug)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return show_unit(request, slug, shown={"skip_form": form})
    reason = form.cleaned_data["reason"]
    try:
        actions.skip_unit(learner=request.user, unit=found, reason=reason, now=timezone.now())
    except actions.AlreadyDoneError:
        messages.warning(request, _("You completed this unit. Undo that before you skip it."))
    return redirect(found)


@require_POST
def undo_skip(request: UserRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Unit, slug=slug)
    actions.undo_skip(learner=request.user, unit=found, now=timezone.now())
    return redirect(found)


@require_POST
def tick_step(request: UserRequest, pk: int) -> HttpResponse:
    step = get_object_or_404(Step.objects.select_related("unit"), pk=pk)
    actions.tick_step(learner=request.user, step=step)
    return _show_step(request, step)


@require_POST
def untick_step(request: UserRequest, pk: int) -> HttpResponse:
    step = get_object_or_404(Step.objects.select_related("unit"), pk=pk)
    actions.untick_step(learner=request.user, step=step)
    return _show_step(request, step)


def _show_step(request: UserRequest, step: Step) -> HttpResponse:
    if not request.htmx:
        return redirect(step.unit)
    ticked = set(
        StepTick.objects.filter(learner=request.user, step=step).values_list("step", flat=True)
    )
    return render(request, "study/unit.html#step", {"step": step, "ticked": ticked})


def edition_for(learner: User) -> Edition:
    """The edition a learner follows, or else the newest. 404 before one is published."""
    return _edition_of(current_enrolment(learner))


def _edition_of(enrolment: Enrolment | None, **shown: str) -> Edition:
    """The edition that is followed, or else the one to show. 404 before one is published."""
    edition = enrolment.edition if enrolment else current_edition(**shown)
    if edition is None:
        raise Http404
    return edition


def show_unit(
    request: HttpRequest, slug: str, *, shown: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of a unit. What is `shown` takes the place of what would be: a refused form."""
    learner = request.user if isinstance(request.user, User) else None
    enrolment = current_enrolment(learner) if learner else None
    track = enrolment.track if enrolment else None
    try:
        content = unit_page(slug, _edition_of(enrolment, unit=slug), track)
    except Unit.DoesNotExist as error:
        raise Http404 from error
    context: dict[str, Any] = {
        "enrolment": enrolment,
        "content": content,
        "unit": content.unit,
        "self_checks": content.self_checks,
        "skip_form": SkipForm(),
        **resources_context(content, learner),
    }
    if learner:
        steps = [step.pk for step in content.steps]
        context |= {
            "ticked": set(
                StepTick.objects.filter(learner=learner, step__in=steps).values_list(
                    "step", flat=True
                )
            ),
            "completion": Completion.objects.for_learner(learner).filter(unit=content.unit).first(),
            "skip": Skip.objects.for_learner(learner).filter(unit=content.unit).first(),
            "logged_here": Entry.objects.for_learner(learner)
            .filter(unit=content.unit)
            .total_minutes(),
        }
        context |= own_context(learner, content)
    return render(request, "study/unit.html", context | (shown or {}))
