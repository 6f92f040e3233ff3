"""A review being written: saved as one types, sent once, never lost."""

import re
import uuid
from typing import Any

from django.contrib import messages
from django.db.models import F, Q
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
from mentoring.snapshots import lines_of


@require_GET
def write(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """The work at the left, the review at the right; without the claim, what was written of it."""
    draft = _draft(request, pk)
    claims = ReviewRequest.objects.claimed_by_person(request.user, timezone.now())
    found = claims.select_related("learner", "snapshot").filter(pk=pk).first()
    if draft and found:
        opened = request.GET.get("comment", "")
        form = _form(found, version=draft.version, content=draft.content, opened=opened)
        return _show(request, found, form, version=draft.version)
    if draft:
        return _show_kept(request, draft)
    readable = get_object_or_404(ReviewRequest.objects.readable_by(request.user), pk=pk)
    return redirect(readable)


@require_POST
def save_draft(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what is typed; the script asks for it as one writes. Renews the claim."""
    found = _writable(request, pk)
    saved = _keep(request, found)
    if isinstance(saved, HttpResponse):
        return saved
    draft, hold = saved
    if request.htmx:
        return _saved(request, found, version=draft.version, draft=draft, hold=hold.value)
    opened = re.fullmatch(r"[0-9]{1,4}-[0-9]{1,6}", request.POST.get("comment", ""))
    to = redirect("mentoring:write", pk)
    if hold in (actions.Hold.YES, actions.Hold.AGAIN):
        messages.success(request, _("Saved."))
        to["Location"] += f"?comment={opened[0]}#line-{opened[0]}" if opened else ""
    return to


@require_POST
def send(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Send the review. Whatever keeps it from being sent, what was typed is kept."""
    found = _writable(request, pk)
    saved = _keep(request, found)
    if isinstance(saved, HttpResponse):
        return saved
    draft, hold = saved
    if hold not in (actions.Hold.YES, actions.Hold.AGAIN):
        return redirect("mentoring:write", pk)
    form = _form(found, version=draft.version, data=request.POST)
    if not form.is_valid():
        return _show(request, found, form, version=draft.version)
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
    """Throw away what was written. While it is claimed an empty draft is left, to begin anew."""
    drafts = ReviewDraft.objects.for_mentor(request.user).filter(request=pk)
    claims = ReviewRequest.objects.claimed_by_person(request.user, timezone.now())
    if claims.filter(pk=pk).exists():
        drafts.update(content={}, version=F("version") + 1)
        return redirect("mentoring:write", pk)
    drafts.delete()
    messages.success(request, _("Thrown away."))
    return redirect("mentoring:reviews")


def _draft(request: UserRequest, pk: uuid.UUID) -> ReviewDraft | None:
    drafts = ReviewDraft.objects.for_mentor(request.user).filter(request=pk)
    return drafts.select_related("request__learner", "request__claimed_by").first()


def _writable(request: UserRequest, pk: uuid.UUID) -> ReviewRequest:
    """What somebody writes about: a claim begins a draft, so it is found when all else is gone;
    or what they have sent already.
    """
    theirs = Q(drafts__mentor=request.user) | Q(review__mentor=request.user, review__hidden_at=None)
    requests = ReviewRequest.objects.filter(theirs).select_related("learner")
    return get_object_or_404(requests.distinct(), pk=pk)


def _keep(
    request: UserRequest, found: ReviewRequest
) -> tuple[ReviewDraft, actions.Hold] | HttpResponse:
    """Keep what was sent; or the answer that says why it could not be kept."""
    content = kept(request.POST)
    try:
        return actions.save_draft(
            request=found,
            mentor=request.user,
            content=content,
            version=_version(request),
            now=timezone.now(),
        )
    except actions.DraftChangedError as error:
        return _answer_newer(request, found, error.newer, content)
    except actions.SettledError:
        return _answer_sent(request, found)


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
    return ReviewForm(
        criteria=queries.criteria_for(found.kind),
        longest=[len(lines_of(part)) for part in found.snapshot.parts],
        initial={**(content or {}), "version": version},
        **rest,
    )


def _show(
    request: UserRequest, found: ReviewRequest, form: ReviewForm, *, version: int, **shown: Any
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
        "version": version,
        "snippets": Snippet.objects.for_mentor(request.user).order_by("name", "pk"),
        "has_standing": queries.has_standing(request.user),
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
        "is_claimed": may and found.is_claimed(now),
        "may_claim": may and not found.is_claimed(now),
        "words": [
            words
            for name, words in draft.content.items()
            if name != "advice_kind" and not name.startswith("judge-")
        ],
    }
    return render(request, "mentoring/kept.html", context)


def _answer_newer(
    request: UserRequest, found: ReviewRequest, newer: ReviewDraft, content: dict[str, str]
) -> HttpResponse:
    """Say that another tab saved since. What was typed stays in the boxes, on top of the version
    it was read at, and is not saved.
    """
    version = _version(request)
    if request.htmx:
        return _saved(request, found, version=version, is_newer=True)
    claims = ReviewRequest.objects.claimed_by_person(request.user, timezone.now())
    if not claims.filter(pk=found.pk).exists():
        return redirect("mentoring:write", found.pk)
    form = _form(found, version=version, content=content)
    return _show(request, found, form, version=version, is_newer=True, newer=newer)


def _answer_sent(request: UserRequest, found: ReviewRequest) -> HttpResponse:
    """Say that it was sent already, from here or from another tab."""
    if request.htmx:
        return _saved(request, found, version=_version(request), is_sent=True)
    messages.info(request, _("It was sent a moment before."))
    return redirect("mentoring:request", found.pk)


def _saved(
    request: UserRequest, found: ReviewRequest, *, version: int, **shown: Any
) -> HttpResponse:
    """What the script puts in: the version, until when the claim lasts, or what became of it."""
    found = ReviewRequest.objects.select_related("claimed_by").get(pk=found.pk)
    context = {"asked": found, "version": version, **shown}
    return render(request, "mentoring/write.html#saved", context)
