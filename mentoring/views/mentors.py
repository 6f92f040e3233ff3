"""A mentor's desk: turns, claims, capacity, words kept, and learners who share."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import User
from mentoring import actions, queries
from mentoring.forms import CapacityForm, LearnerNoteForm, SnippetForm
from mentoring.models import LearnerNote, Mentor, Snippet
from mentoring.passages import with_pictures_at
from mentoring.views.asking import mentor_tabs
from portfolio.models import Image, Item
from portfolio.views.public import serve_image

MOST_SNIPPETS = 100


@require_GET
def desk(request: UserRequest) -> HttpResponse:
    """What is in hand. For whoever has standing, or was invited, or has written a review."""
    if not queries.is_any_mentor(request.user):
        raise Http404
    return _show_desk(request)


@require_POST
def save_capacity(request: UserRequest) -> HttpResponse:
    mentor = get_object_or_404(Mentor.objects.standing(), person=request.user)
    form = CapacityForm(request.POST, instance=mentor)
    if not form.is_valid():
        return _show_desk(request, form)
    actions.save_capacity(mentor=form.instance)
    messages.success(request, _("Saved."))
    return redirect("mentoring:desk")


def _show_desk(request: UserRequest, form: CapacityForm | None = None) -> HttpResponse:
    now = timezone.now()
    capacity = queries.capacity_of(request.user, now)
    if form is None and capacity.mentor is not None:
        form = CapacityForm(instance=capacity.mentor)
    context = {
        "capacity": capacity,
        "desk": queries.desk(request.user, now),
        "learners": queries.my_learners(request.user, now) if capacity.mentor else [],
        "form": form,
        "has_standing": capacity.mentor is not None,
        "now": now,
    }
    return render(request, "mentoring/desk.html", context)


@require_GET
def snippets(request: UserRequest) -> HttpResponse:
    return _show_snippets(request, SnippetForm())


@require_POST
def add_snippet(request: UserRequest) -> HttpResponse:
    form = SnippetForm(request.POST, instance=Snippet(mentor=request.user))
    own = Snippet.objects.for_mentor(request.user)
    if not queries.is_any_mentor(request.user):
        raise Http404
    if form.is_valid() and own.count() >= MOST_SNIPPETS:
        form.add_error(None, _("You have a hundred. Delete one first."))
    if not form.is_valid():
        return _show_snippets(request, form)
    Snippet.objects.bulk_create([form.instance], ignore_conflicts=True)  # twice in a moment is once
    messages.success(request, _("Kept."))
    return redirect("mentoring:snippets")


@require_POST
def delete_snippet(request: UserRequest, pk: int) -> HttpResponse:
    get_object_or_404(Snippet.objects.for_mentor(request.user), pk=pk).delete()
    return redirect("mentoring:snippets")


def _show_snippets(request: UserRequest, form: SnippetForm) -> HttpResponse:
    tabs = mentor_tabs(request)
    if not tabs["mentors"]:
        raise Http404
    own = Snippet.objects.for_mentor(request.user).order_by("name", "pk")
    return render(request, "mentoring/snippets.html", {"snippets": own, "form": form, **tabs})


@require_GET
def learner(request: UserRequest, handle: str) -> HttpResponse:
    """What a mentor knows of a learner: notes for mentors, and what the learner shares."""
    return _show_learner(request, _learner(request, handle), LearnerNoteForm())


@require_POST
def add_note(request: UserRequest, handle: str) -> HttpResponse:
    about = _learner(request, handle)
    form = LearnerNoteForm(request.POST, instance=LearnerNote(learner=about, author=request.user))
    if not form.is_valid():
        return _show_learner(request, about, form)
    form.save()
    messages.success(request, _("Kept."))
    return redirect("mentoring:learner", handle)


@require_POST
def delete_note(request: UserRequest, pk: int) -> HttpResponse:
    """Delete a note of one's own, while one works with the learner."""
    notes = LearnerNote.objects.by_author(request.user).select_related("learner")
    found = get_object_or_404(notes, pk=pk)
    about = _learner(request, found.learner.handle)
    found.delete()
    return redirect("mentoring:learner", about.handle)


def _learner(request: UserRequest, handle: str) -> User:
    """A learner whom this mentor has to do with; 404 for everybody else."""
    found = get_object_or_404(User, handle=handle, is_active=True)
    if found == request.user or not queries.knows(request.user, found, timezone.now()):
        raise Http404
    return found


def _show_learner(request: UserRequest, about: User, form: LearnerNoteForm) -> HttpResponse:
    shares = queries.shares(request.user, about)
    context: dict[str, Any] = {
        "learner": about,
        "brief": queries.brief(about, timezone.now()) if shares else None,
        "items": _shown(about) if shares else [],
        "notes": queries.notes_about(about),
        "form": form,
    }
    return render(request, "mentoring/learner.html", context)


def _shown(about: User) -> list[tuple[Item, SafeString]]:
    """What a learner published for mentors or for everybody, each with its text."""
    pictures_at = reverse("mentoring:learner", args=[about.handle]) + "pictures/"
    items = Item.objects.for_learner(about).for_mentors().newest_first()
    return [(item, with_pictures_at(SafeString(item.html), pictures_at)) for item in items]


@require_GET
def learner_picture(request: UserRequest, handle: str, image: uuid.UUID) -> FileResponse:
    """A picture in what a learner published for mentors, for one they share with."""
    about = _learner(request, handle)
    if not queries.shares(request.user, about):
        raise Http404
    items = Item.objects.for_learner(about).for_mentors()
    return serve_image(get_object_or_404(Image, pk=image, item__in=items))
