"""The welcome: four short steps at the start, and one page to change any of it later."""

from dataclasses import asdict, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from curriculum.models import Resource, Unit
from curriculum.queries import current_edition
from study import actions
from study.advice import Advice, Answers, Prospect, Route, advise
from study.forms import BackgroundForm, DomainForm, GoalForm, PathForm, TrackForm
from study.models import Background, Enrolment
from study.queries import current_enrolment, path_state, remaining_minutes, standing

type StepForm = BackgroundForm | TrackForm | DomainForm | GoalForm

STEPS: dict[str, type[StepForm]] = {
    "background": BackgroundForm,
    "track": TrackForm,
    "domain": DomainForm,
    "goal": GoalForm,
}
RHYTHMS = (3 * 60, 5 * 60, 7 * 60, 10 * 60)  # minutes a week, to compare with


@require_POST
def start(request: UserRequest) -> HttpResponse:
    """Start the path at once, so that leaving the questions in the middle loses nothing."""
    edition = current_edition(path=request.POST.get("path", ""))
    if edition is None:
        raise Http404
    today = request.user.study_day(timezone.now())
    actions.start_path(learner=request.user, edition=edition, today=today)
    if "questions" in request.POST:
        return redirect("study:welcome", "background")
    return redirect("home")


@require_GET
def step(request: UserRequest, step: str) -> HttpResponse:
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    return _show_step(request, step, _form(request, STEPS.get(step), enrolment), enrolment)


@require_POST
def save_step(request: UserRequest, step: str) -> HttpResponse:
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    form = _form(request, STEPS.get(step), enrolment)
    if not form.is_valid():
        return _show_step(request, step, form, enrolment)
    _save(request, form)
    following = _neighbours(step)[1]
    if following:
        return redirect("study:welcome", following)
    messages.success(request, _what_follows(request))
    return redirect("home")


@require_GET
def settings(request: UserRequest) -> HttpResponse:
    """What the welcome asks, to change at any time. The goal is on the plan."""
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    return _show_settings(request, _form(request, PathForm, enrolment), enrolment)


@require_POST
def edit_settings(request: UserRequest) -> HttpResponse:
    enrolment = current_enrolment(request.user)
    if enrolment is None:
        return redirect("home")
    form = _form(request, PathForm, enrolment)
    if not form.is_valid():
        return _show_settings(request, form, enrolment)
    actions.settle(
        learner=request.user,
        today=form.today,
        track=form.chosen_track,
        domain=form.cleaned_data["domain"],
        background=form.background,
    )
    messages.success(request, _what_follows(request))
    return redirect("study:settings")


def _form[F: StepForm](request: UserRequest, form: type[F] | None, enrolment: Enrolment) -> F:
    """The form of a step, filled in if it was sent. 404 for a step there is not."""
    if form is None:
        raise Http404
    today = request.user.study_day(timezone.now())
    typed = request.POST if request.method == "POST" else None
    return form(typed, enrolment=enrolment, today=today)


def _save(request: UserRequest, form: StepForm) -> None:
    learner = request.user
    match form:
        case BackgroundForm():
            actions.set_background(
                learner=learner,
                today=form.today,
                weekly_minutes=form.weekly_minutes,
                **form.background,
            )
        case TrackForm():
            actions.follow_track(learner=learner, track=form.chosen_track)
        case DomainForm():
            actions.set_domain(learner=learner, domain=form.cleaned_data["domain"])
        case GoalForm():
            actions.set_rhythm(
                learner=learner,
                today=form.today,
                weekly_minutes=form.weekly_minutes,
                target_on=form.cleaned_data["target_on"],
            )


def _show_step(
    request: UserRequest, step: str, form: StepForm, enrolment: Enrolment
) -> HttpResponse:
    before, following = _neighbours(step)
    context: dict[str, Any] = {
        "step": step,
        "number": list(STEPS).index(step) + 1,
        "count": len(STEPS),
        "before": before,
        "following": following,
        "form": form,
    }
    if step in ("background", "track"):
        context["advice"] = _advice(enrolment)
    if step == "goal":
        context |= _prospects(request, enrolment)
    return render(request, "study/welcome.html", context)


def _show_settings(request: UserRequest, form: PathForm, enrolment: Enrolment) -> HttpResponse:
    context = {"form": form, "advice": _advice(enrolment), "enrolment": enrolment}
    return render(request, "study/settings.html", context)


def _neighbours(step: str) -> tuple[str | None, str | None]:
    """The steps before and after this one."""
    names: list[str | None] = [None, *STEPS, None]
    place = names.index(step)
    return names[place - 1], names[place + 1]


def _advice(enrolment: Enrolment) -> list[dict[str, Any]]:
    """What the kept answers come to, with the units and resources it points at."""
    known: Background | None = getattr(enrolment.learner, "background", None)
    if known is None:
        return []
    answers = Answers(known.coding, known.python, known.mathematics, enrolment.weekly_minutes)
    tracks = enrolment.edition.tracks.order_by("position")
    routes = [Route(track.title, track.target_minutes) for track in tracks]
    if not routes:
        routes = [Route(enrolment.edition.path.title, enrolment.edition.target_minutes)]
    return _with_links(advise(answers, routes))


def _with_links(advice: list[Advice]) -> list[dict[str, Any]]:
    units = Unit.objects.in_bulk(
        [slug for each in advice for slug in each.units], field_name="slug"
    )
    resources = Resource.objects.current().in_bulk(
        [slug for each in advice for slug in each.resources], field_name="slug"
    )
    return [
        asdict(each)
        | {"units": [units[slug] for slug in each.units if slug in units]}
        | {"resources": [resources[slug] for slug in each.resources if slug in resources]}
        for each in advice
    ]


def _prospect(request: UserRequest, enrolment: Enrolment) -> Prospect:
    path = path_state(enrolment.edition_id, request.user)
    return Prospect(
        minutes_left=remaining_minutes(path, standing(request.user, enrolment)),
        weekly_minutes=enrolment.weekly_minutes,
        today=request.user.study_day(timezone.now()),
        target_on=enrolment.target_on,
    )


def _prospects(request: UserRequest, enrolment: Enrolment) -> dict[str, Any]:
    """What the goal comes to, and what others would."""
    prospect = _prospect(request, enrolment)
    return {
        "prospect": prospect,
        "rhythms": [replace(prospect, weekly_minutes=each) for each in RHYTHMS],
    }


def _what_follows(request: UserRequest) -> str:
    """Say what the goal that was just set comes to."""
    enrolment = current_enrolment(request.user)
    prospect = _prospect(request, enrolment) if enrolment else None
    if prospect is None or not prospect.weeks:
        return _("Saved.")
    return _("Saved. That is about %(weeks)s, until %(day)s.") % {
        "weeks": prospect.weeks_in_words,
        "day": prospect.ends_about,
    }
