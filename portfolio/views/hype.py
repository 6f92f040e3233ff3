"""The hype check, filled in."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from curriculum.queries import hype_check
from portfolio import actions, hype_files, queries
from portfolio.forms import AnswerForm, SubjectForm, WordsForm
from portfolio.models import HypeReport
from portfolio.queries.hype import Part, ReportPage
from portfolio.views.exports import file_answer

FULL = gettext_lazy("Your list is full. Delete a check you no longer need.")


@require_GET
def reports(request: UserRequest) -> HttpResponse:
    initial = {"item": request.GET.get("item")}
    form = SubjectForm(instance=HypeReport(learner=request.user), initial=initial)
    return _show_reports(request, form)


@require_POST
def begin(request: UserRequest) -> HttpResponse:
    """Begin to look at a subject."""
    check = hype_check()
    if check is None:
        raise Http404
    today = request.user.study_day(timezone.now())
    begun = HypeReport(learner=request.user, hype_check=check, begun_on=today)
    form = SubjectForm(request.POST, instance=begun)
    if not form.is_valid():
        return _show_reports(request, form)
    try:
        actions.begin_report(report=form.instance)
    except actions.FullError:
        form.add_error(None, FULL)
        return _show_reports(request, form)
    return redirect(form.instance)


@require_GET
def report(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    return _show(request, _own(request, pk))


@require_POST
def save_section(request: UserRequest, pk: uuid.UUID, section: str) -> HttpResponse:
    """Save the answers of one section; only those that were changed on this page."""
    found = _own(request, pk)
    forms = _forms(request, _part(queries.report_page(found), section), request.POST)
    changed = [form for form in forms if form.has_changed()]
    if [form for form in changed if not form.is_valid()]:  # asks every one
        return _show_section(request, found, section, forms)
    answers = {form.asked.question: form.answered for form in changed}
    actions.save_answers(report=found, answers=answers)
    if request.htmx:
        return _show_section(request, found, section)
    messages.success(request, _("Saved."))
    return redirect(f"{found.get_absolute_url()}#{section}")


@require_POST
def save_words(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    form = WordsForm(request.POST, instance=_own(request, pk))
    if not form.is_valid():
        return _show_words(request, _own(request, pk), form)
    form.save()
    if request.htmx:
        return _show_words(request, form.instance)
    messages.success(request, _("Saved."))
    return redirect(form.instance)


@require_POST
def again(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin another look at the same subject."""
    today = request.user.study_day(timezone.now())
    try:
        return redirect(actions.look_again(report=_own(request, pk), today=today))
    except actions.FullError:
        messages.error(request, FULL)
        return redirect("portfolio:hype-reports")


@require_GET
def compare(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """A look beside the one before."""
    found = queries.comparison(_own(request, pk))
    if found is None:
        raise Http404
    return render(request, "portfolio/hype/compare.html", {"comparison": found})


@require_POST
def delete(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    _own(request, pk).delete()
    messages.success(request, _("Deleted."))
    return redirect("portfolio:hype-reports")


@require_GET
def as_markdown(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    content = hype_files.as_markdown(queries.report_page(_own(request, pk)))
    return file_answer(content, "hype-check.md", "text/markdown; charset=utf-8")


@require_GET
def as_json(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    content = hype_files.as_json(queries.report_page(_own(request, pk)))
    return file_answer(content, "hype-check.json", "application/json")


def _own(request: UserRequest, pk: uuid.UUID) -> HypeReport:
    own = HypeReport.objects.for_learner(request.user)
    return get_object_or_404(
        own.select_related("hype_check", "item", "follows__hype_check", "next_look"), pk=pk
    )


def _forms(request: UserRequest, part: Part, data: Any = None) -> list[AnswerForm]:
    today = request.user.study_day(timezone.now())
    return [AnswerForm(data, asked=asked, today=today) for asked in part.asked]


def _part(page: ReportPage, section: str) -> Part:
    part = next((part for part in page.parts if part.section.slug == section), None)
    if part is None:
        raise Http404
    return part


def _show(
    request: UserRequest,
    found: HypeReport,
    sent: dict[str, list[AnswerForm]] | None = None,
    words_form: WordsForm | None = None,
) -> HttpResponse:
    page = queries.report_page(found)
    sent = sent or {}
    context = {
        "page": page,
        "report": found,
        "parts": [
            (part, sent.get(part.section.slug) or _forms(request, part)) for part in page.parts
        ],
        "words_form": words_form or WordsForm(instance=found),
    }
    return render(request, "portfolio/hype/report.html", context)


def _show_section(
    request: UserRequest, found: HypeReport, section: str, sent: list[AnswerForm] | None = None
) -> HttpResponse:
    """For htmx a section alone, so that what is typed in others stays, and the verdict."""
    if not request.htmx:
        return _show(request, found, {section: sent or []})
    page = queries.report_page(found)
    part = _part(page, section)
    context = {
        "page": page,
        "report": found,
        "part": part,
        "forms": sent or _forms(request, part),
        "is_saved": sent is None,
        "is_swapped": True,
    }
    return render(request, "portfolio/hype/report.html#saved-section", context)


def _show_words(
    request: UserRequest, found: HypeReport, sent: WordsForm | None = None
) -> HttpResponse:
    """For htmx the words alone, so that what is typed above them stays, and the heading."""
    if not request.htmx:
        return _show(request, found, words_form=sent)
    context = {
        "report": found,
        "words_form": sent or WordsForm(instance=found),
        "is_saved": sent is None,
        "is_swapped": True,
    }
    return render(request, "portfolio/hype/report.html#saved-words", context)


def _show_reports(request: UserRequest, form: SubjectForm) -> HttpResponse:
    context = {"pages": queries.hype_reports(request.user), "form": form}
    return render(request, "portfolio/hype/reports.html", context)
