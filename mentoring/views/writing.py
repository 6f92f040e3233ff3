"""A review being written: saved as one types, sent once, never lost."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from mentoring import actions, queries
from mentoring.forms import ReviewForm
from mentoring.forms.review import kept
from mentoring.models import ReviewDraft, ReviewRequest, Snippet


@require_GET
def write(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """The work at the left, the review at the right; without the claim, what was written of it."""
    draft = _draft(request, pk)
    claims = ReviewRequest.objects.claimed_by_person(request.user, timezone.now())
    found = claims.select_related("learner", "snapshot").filter(pk=pk).first()
    if draft is not None and found is not None:
        opened = request.GET.get("comment", "")
        form = _form(found, version=draft.version, content=draft.content, opened=opened)
        return _show(request, found, draft, form)
    if draft is not None:
        return _show_kept(request, draft)
    readable = get_object_or_404(ReviewRequest.objects.readable_by(request.user), pk=pk)
    return redirect(readable)


@require_POST
def save_draft(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what is typed; the script asks for it as one writes. Renews the claim."""
    found = _writable(request, pk)
    content = kept(request.POST)
    try:
        draft, hold = _keep(request, found, content)
    except actions.DraftChangedError as error:
        return _answer_newer(request, found, error.newer, content)
    if request.htmx:
        return _saved(request, found, draft, hold=hold.value)
    opened = request.POST.get("comment", "")
    to = redirect("mentoring:write", pk)
    if hold in (actions.Hold.YES, actions.Hold.AGAIN):
        messages.success(request, _("Saved."))
        to["Location"] += f"?comment={opened}#line-{opened}" if opened else ""
    return to


@require_POST
def send(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Send the review. Whatever keeps it from being sent, what was typed is kept."""
    found = _writable(request, pk)
    content = kept(request.POST)
    try:
        draft, hold = _keep(request, found, content)
    except actions.DraftChangedError as error:
        return _answer_newer(request, found, error.newer, content)
    if hold not in (actions.Hold.YES, actions.Hold.AGAIN):
        return redirect("mentoring:write", pk)
    form = _form(found, version=draft.version, data=request.POST)
    if not form.is_valid():
        return _show(request, found, draft, form)
    try:
        review = actions.send_review(
            request=found, mentor=request.user, written=form.written, now=timezone.now()
        )
    except (actions.SettledError, actions.LostClaimError):
        return redirect("mentoring:write", pk)
    messages.success(request, _("Review sent."))
    return redirect(review)


@require_POST
def delete_draft(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    ReviewDraft.objects.filter(request=pk, mentor=request.user).delete()
    messages.success(request, _("Thrown away."))
    return redirect("mentoring:desk")


def _draft(request: UserRequest, pk: uuid.UUID) -> ReviewDraft | None:
    drafts = ReviewDraft.objects.filter(mentor=request.user, request=pk)
    return drafts.select_related("request__learner", "request__claimed_by").first()


def _writable(request: UserRequest, pk: uuid.UUID) -> ReviewRequest:
    """What somebody writes about. A claim begins a draft, so it is found when all else is gone."""
    drafts = ReviewDraft.objects.filter(mentor=request.user, request=pk)
    return get_object_or_404(drafts.select_related("request__learner"), request=pk).request


def _keep(
    request: UserRequest, found: ReviewRequest, content: dict[str, str]
) -> tuple[ReviewDraft, actions.Hold]:
    return actions.save_draft(
        request=found,
        mentor=request.user,
        content=content,
        version=_version(request),
        now=timezone.now(),
    )


def _version(request: UserRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _form(
    found: ReviewRequest,
    *,
    version: int,
    content: dict[str, str] | None = None,
    **rest: Any,
) -> ReviewForm:
    lines = queries.reading(found.snapshot, None, "").lines
    return ReviewForm(
        criteria=queries.criteria_for(found.kind),
        lines={(line.part, line.number) for line in lines},
        initial={**(content or {}), "version": version},
        **rest,
    )


def _show(
    request: UserRequest,
    found: ReviewRequest,
    draft: ReviewDraft,
    form: ReviewForm,
    **shown: Any,
) -> HttpResponse:
    """The page on which somebody with a claim writes."""
    reading = queries.reading(found.snapshot, queries.before(found), queries.pictures_at(found))
    for line in reading.lines:
        name = f"comment-{line.name}"
        line.field = form[name] if name in form.fields else None
    found.refresh_from_db(fields=["claimed_until"])
    context = {
        "asked": found,
        "reading": reading,
        "form": form,
        "draft": draft,
        "version": draft.version,
        "snippets": Snippet.objects.filter(mentor=request.user).order_by("name", "pk"),
        **shown,
    }
    return render(request, "mentoring/write.html", context)


def _show_kept(request: UserRequest, draft: ReviewDraft) -> HttpResponse:
    """What was written of what one does not have any more, to copy or to go on with."""
    now = timezone.now()
    found = draft.request
    may = ReviewRequest.objects.reviewable_by(request.user).filter(pk=found.pk).exists()
    context = {
        "draft": draft,
        "asked": found,
        "is_claimed": found.is_claimed(now),
        "may_claim": may and not found.is_claimed(now),
        "words": [words for name, words in draft.content.items() if not name.startswith("judge-")],
    }
    return render(request, "mentoring/kept.html", context)


def _answer_newer(
    request: UserRequest, found: ReviewRequest, newer: ReviewDraft, content: dict[str, str]
) -> HttpResponse:
    """Say that another tab saved since. What was typed stays in the boxes, and is not saved."""
    if request.htmx:
        return _saved(request, found, newer, is_newer=True)
    if not ReviewRequest.objects.claimed_by_person(request.user, timezone.now()).filter(
        pk=found.pk
    ):
        return redirect("mentoring:write", found.pk)
    form = _form(found, version=newer.version, content=content)
    return _show(request, found, newer, form, is_newer=True)


def _saved(
    request: UserRequest, found: ReviewRequest, draft: ReviewDraft, **shown: Any
) -> HttpResponse:
    """What the script puts in: the version, until when the claim lasts, or what became of it."""
    found = ReviewRequest.objects.select_related("claimed_by").get(pk=found.pk)
    context = {"asked": found, "draft": draft, "version": draft.version, **shown}
    return render(request, "mentoring/write.html#saved", context)
