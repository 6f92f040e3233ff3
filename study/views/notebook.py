"""What a learner wrote, over all units: notes, parked questions, what to come back to."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from study import actions
from study.forms import AnswerForm
from study.models import ParkedQuestion, SelfCheckRating
from study.queries import (
    notes_as_markdown,
    notes_of,
    search_notes,
    to_come_back_to,
    units_in_order,
    units_that_may_answer,
)
from study.views.path import edition_for
from study.views.timer import back

LONGEST_SEARCH = 200


@require_GET
def notes(request: UserRequest) -> HttpResponse:
    """All notes, or those with the words that were asked for."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    found = notes_of(request.user, edition_for(request.user))
    if words:
        found = search_notes(found, words)
    return render(request, "study/notes.html", {"notes": found, "words": words})


@require_GET
def download_notes(request: UserRequest) -> HttpResponse:
    text = notes_as_markdown(notes_of(request.user, edition_for(request.user)))
    headers = {"Content-Disposition": 'attachment; filename="learnpath-notes.md"'}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


@require_GET
def questions(request: UserRequest) -> HttpResponse:
    mine = ParkedQuestion.objects.for_learner(request.user).with_units().oldest_first()
    everything = list(mine)
    context = {
        "open": [question for question in everything if not question.answered_at],
        "answered": [question for question in everything if question.answered_at],
    }
    return render(request, "study/questions.html", context)


@require_GET
def question(request: UserRequest, pk: int) -> HttpResponse:
    """One question: which unit may answer it, or the answer."""
    return _show_question(request, _find(request, pk))


@require_POST
def answer_question(request: UserRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    form = AnswerForm(request.POST, instance=found)
    if not form.is_valid():
        return _show_question(request, found, form)
    answer = form.cleaned_data["answer"]
    actions.answer_question(question=found, answer=answer, now=timezone.now())
    return back(request)


@require_POST
def reopen_question(request: UserRequest, pk: int) -> HttpResponse:
    actions.reopen_question(question=_find(request, pk))
    return back(request)


@require_POST
def delete_question(request: UserRequest, pk: int) -> HttpResponse:
    _find(request, pk).delete()
    return back(request)


@require_GET
def come_back(request: UserRequest) -> HttpResponse:
    """The self-check questions the learner could not quite answer."""
    checks = to_come_back_to(request.user, edition_for(request.user))
    labels = dict(SelfCheckRating.Rating.choices)
    context = {"checks": [(check, labels[check.rating]) for check in checks]}
    return render(request, "study/come_back.html", context)


def _find(request: UserRequest, pk: int) -> ParkedQuestion:
    mine = ParkedQuestion.objects.for_learner(request.user).select_related("learner").with_units()
    return get_object_or_404(mine, pk=pk)


def _show_question(
    request: UserRequest, found: ParkedQuestion, form: AnswerForm | None = None
) -> HttpResponse:
    edition = edition_for(request.user)
    context: dict[str, Any] = {
        "question": found,
        "answer_form": form or AnswerForm(instance=found),
        "suggestions": units_that_may_answer(
            found.text, edition=edition, parked_in=found.parked_in
        ),
        "units": units_in_order(edition),
        "next": request.POST.get("next") or request.GET.get("next") or reverse("study:questions"),
    }
    return render(request, "study/question.html", context)
