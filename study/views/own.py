"""A learner's own matter on a unit: what the forms on the unit's page do.

Each answers htmx with its panel, and a browser without JavaScript with the unit's page.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from curriculum.markdown import markdown
from curriculum.models import SelfCheck, Unit
from study import actions
from study.forms import LinkForm, MoveForm, NoteForm, PassForm, QuestionForm, RatingForm
from study.models import Link, Note, ParkedQuestion, Pass, SelfCheckRating
from study.queries import links, open_questions, units_that_may_answer
from study.views.own_context import note_context, passes_context, questions_context
from study.views.path import edition_for, show_unit
from study.views.timer import back


@require_POST
def save_note(request: UserRequest, slug: str) -> HttpResponse:
    """Save the note. A version that is not the newest is kept in the form, beside the newest."""
    unit = get_object_or_404(Unit, slug=slug)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _show_note(request, unit, {"note_form": form, "is_editing": True})
    text = form.cleaned_data["text"]
    try:
        note = actions.save_note(
            learner=request.user,
            unit=unit,
            text=text,
            version=form.cleaned_data["version"],
            now=timezone.now(),
        )
    except actions.NoteChangedError as error:
        newer = error.newer
        mine = NoteForm(initial={"text": text, "version": newer.version})
        shown = {"note": newer, "note_form": mine, "newer": newer, "is_editing": True}
        return _show_note(request, unit, shown)
    return _show_note(request, unit, note_context(note)) if request.htmx else _to(unit, "note")


@require_POST
def preview_note(request: UserRequest, slug: str) -> HttpResponse:
    """Show what a note would look like, and save nothing."""
    unit = get_object_or_404(Unit, slug=slug)
    form = NoteForm(request.POST)
    shown: dict[str, Any] = {"note_form": form, "is_editing": True}
    if form.is_valid():
        shown["preview"] = markdown(form.cleaned_data["text"])
    return _show_note(request, unit, shown)


@require_POST
def park_question(request: UserRequest, slug: str) -> HttpResponse:
    """Park a question, and ask which unit may answer it."""
    unit = get_object_or_404(Unit, slug=slug)
    form = QuestionForm(request.POST, instance=ParkedQuestion(learner=request.user))
    if not form.is_valid():
        if request.htmx:
            return _show_questions(request, unit, {"question_form": form})
        return show_unit(request, slug, shown={"question_form": form})
    question = actions.park_question(
        learner=request.user, text=form.cleaned_data["text"], parked_in=unit, now=timezone.now()
    )
    if not request.htmx:
        return redirect(f"{question.get_absolute_url()}?next={unit.get_absolute_url()}")
    units = units_that_may_answer(question.text, edition=edition_for(request.user), parked_in=unit)
    return _show_questions(request, unit, {"placing": question, "suggestions": units})


@require_POST
def move_question(request: UserRequest, pk: int) -> HttpResponse:
    """Say which unit may answer a question, or that nobody knows yet."""
    questions = ParkedQuestion.objects.for_learner(request.user)
    question = get_object_or_404(questions.with_units(), pk=pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    actions.move_question(question=question, unit=form.cleaned_data["unit"])
    if request.htmx and question.parked_in:
        return _show_questions(request, question.parked_in, {})
    return back(request)


@require_POST
def rate_self_check(request: UserRequest, pk: int) -> HttpResponse:
    check = get_object_or_404(SelfCheck.objects.current().select_related("unit"), pk=pk)
    form = RatingForm(request.POST)
    if not form.is_valid():
        raise Http404
    rating = form.cleaned_data["rating"]
    actions.rate_self_check(
        learner=request.user, self_check=check, rating=rating, now=timezone.now()
    )
    if not request.htmx:
        return _to(check.unit, f"rating-{check.pk}")  # inside: opens the question again
    context = {
        "check": {"id": check.pk, "question": check.question, "rating": rating},
        "rating_choices": SelfCheckRating.Rating.choices,
    }
    return render(request, "study/own/rating.html", context)


@require_POST
def add_link(request: UserRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    form = LinkForm(request.POST, instance=Link(learner=request.user, unit=unit))
    if form.is_valid():
        actions.keep_link(link=form.instance)
        return _show_links(request, unit)
    return _show_links(request, unit, form)


@require_POST
def remove_link(request: UserRequest, pk: int) -> HttpResponse:
    mine = Link.objects.for_learner(request.user).select_related("unit")
    found = get_object_or_404(mine, pk=pk)
    found.delete()
    return _show_links(request, found.unit)


@require_POST
def record_pass(request: UserRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    actions.record_pass(learner=request.user, unit=unit, kind=_kind(request), now=timezone.now())
    return _show_passes(request, unit)


@require_POST
def undo_pass(request: UserRequest, slug: str) -> HttpResponse:
    unit = get_object_or_404(Unit, slug=slug)
    actions.undo_pass(learner=request.user, unit=unit, kind=_kind(request), now=timezone.now())
    return _show_passes(request, unit)


def _kind(request: UserRequest) -> str:
    form = PassForm(request.POST)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data["kind"]


def _to(unit: Unit, panel: str) -> HttpResponse:
    return redirect(f"{unit.get_absolute_url()}#{panel}")


def _show_note(request: UserRequest, unit: Unit, shown: dict[str, Any]) -> HttpResponse:
    if not request.htmx:
        return show_unit(request, unit.slug, shown=shown)
    if "note" not in shown:
        shown["note"] = Note.objects.for_learner(request.user).filter(unit=unit).first()
    return render(request, "study/own/note.html", {"unit": unit, **shown})


def _show_questions(request: UserRequest, unit: Unit, shown: dict[str, Any]) -> HttpResponse:
    context = questions_context(open_questions(request.user, unit), unit)
    return render(request, "study/own/questions.html", {"unit": unit, **context, **shown})


def _show_links(request: UserRequest, unit: Unit, form: LinkForm | None = None) -> HttpResponse:
    if not request.htmx:
        if form:
            return show_unit(request, unit.slug, shown={"link_form": form})
        return _to(unit, "links")
    context = {
        "unit": unit,
        "links": links(request.user, unit),
        "link_form": form or LinkForm(),
    }
    return render(request, "study/own/links.html", context)


def _show_passes(request: UserRequest, unit: Unit) -> HttpResponse:
    if not request.htmx:
        return _to(unit, "passes")
    mine = Pass.objects.for_learner(request.user).filter(unit=unit)
    passes = passes_context(mine.values_list("kind", flat=True))
    return render(request, "study/own/passes.html", {"unit": unit, "passes": passes})
