"""The log as a file: taking it away, and bringing entries along from somewhere else."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import UserRequest
from study import actions
from study.exchange import MOST_BYTES
from study.exchange.texts import UnreadableError
from study.exchange.writing import entries_as_csv
from study.forms import AddForm, DateOrderForm, FileForm
from study.models import Import, ImportRow
from study.models.imports import DUPLICATES, ImportRowQuerySet

ROWS_A_PAGE = 50
# How often a page asks for a file that is not here yet.
MOST_TRIES = 128
# What the preview can be narrowed to, named as in its address and among the counts.
SHOWN: dict[str, Callable[[ImportRowQuerySet], ImportRowQuerySet]] = {
    "all": ImportRowQuerySet.all,
    "added": ImportRowQuerySet.to_add,
    "duplicate": ImportRowQuerySet.duplicates,
    "wrong": ImportRowQuerySet.wrong,
}


@dataclass(frozen=True)
class Progress:
    """How far a file has been read, in per cent; None while it is still being sent.

    `pause` is how many milliseconds to wait before the next try to find out, and 0 where that
    would bring nothing new.
    """

    percent: int | None
    pause: int = 0
    tries: int = 0


@require_GET
def export(request: UserRequest) -> StreamingHttpResponse:
    """Send all entries as CSV."""
    name = f"learnpath-{request.user.study_day(timezone.now()).isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        entries_as_csv(request.user), content_type="text/csv; charset=utf-8", headers=headers
    )


@require_GET
def imports(request: UserRequest) -> HttpResponse:
    """The page on which to choose a file."""
    return render(request, "study/imports.html", _choice_context(request, FileForm()))


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Puts a file on disk, whatever its size, and lets go of one that is too large."""

    is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST_BYTES:
            self.is_too_large = True
            self.file.close()
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)


@csrf_exempt  # the form is read only after the upload handler is in place, and checked then
@require_POST
def read_file(request: UserRequest) -> HttpResponse:
    handler = CappedUploadHandler(request)
    request.upload_handlers = [handler]
    return _read_file(request, handler)


@csrf_protect
def _read_file(request: UserRequest, handler: CappedUploadHandler) -> HttpResponse:
    """Read a file that was sent, and go on to the preview; or say why it cannot be read."""
    form = FileForm(request.POST, request.FILES)
    form.is_too_large = handler.is_too_large
    if form.is_valid():
        try:
            file = _read(request, form)
        except UnreadableError as error:
            form.add_error("file", str(error))
        except (actions.NotYoursError, actions.NotReadError):
            form.add_error("file", _("This form was used before. Choose the file again."))
        except actions.AnotherIsReadError:
            words = _("Another file of yours is being read. Wait until it is done, or forget it.")
            form.add_error("file", words)
        else:
            address = reverse("study:import", args=[file.pk])
            return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    template = "study/imports.html#panel" if request.htmx else "study/imports.html"
    return render(request, template, _choice_context(request, form))


def _read(request: UserRequest, form: FileForm) -> Import:
    now = timezone.now()
    upload = form.cleaned_data["file"]
    file = Import(
        pk=form.cleaned_data["id"],
        learner=request.user,
        file_name=upload.name[:200],
        bytes_total=upload.size,
    )
    today = request.user.study_day(now)
    return actions.read_file(file=file, content=upload.file, now=now, today=today)


@require_GET
def import_progress(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """How far a file is, for the bar below the form.

    A file that is not here looks like one still being sent, which it mostly is; so do the
    files of others.
    """
    file = Import.objects.for_learner(request.user).filter(pk=pk).first()
    tries = request.GET.get("tries", "")
    progress = _progress(file, int(tries) if re.fullmatch("[0-9]{1,3}", tries) else 0)
    context = {"file_id": pk, "file": file, "progress": progress, "is_sent": True}
    return render(request, "study/imports.html#progress", context)


@require_GET
def preview(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    """What will be added from a file, what is here already, and what is wrong, row by row."""
    file = get_object_or_404(Import.objects.for_learner(request.user), pk=pk)
    if file.added_at:
        return redirect("study:log")
    if not file.read_at:
        return render(request, "study/import.html", {"file": file, "progress": _progress(file, 0)})
    return render(request, "study/import.html", _preview_context(request, file))


@require_POST
def set_date_order(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    file = get_object_or_404(Import.objects.for_learner(request.user), pk=pk, is_order_open=True)
    form = DateOrderForm(request.POST, file=file)
    if form.is_valid():
        today = request.user.study_day(timezone.now())
        actions.set_date_order(file=file, order=form.cleaned_data["order"], today=today)
        return redirect("study:import", file.pk)
    return render(request, "study/import.html", _preview_context(request, file, form))


@require_POST
def add_imported(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    file = get_object_or_404(Import.objects.for_learner(request.user), pk=pk)
    form, now = AddForm(request.POST), timezone.now()
    if not form.is_valid():
        return render(request, "study/import.html", _preview_context(request, file, adding=form))
    try:
        count = actions.add_entries(
            file=file,
            kind=form.cleaned_data["kind"],
            now=now,
            today=request.user.study_day(now),
        )
    except (actions.OrderUnknownError, actions.NotReadError):
        return redirect("study:import", file.pk)
    said = ngettext("%(count)s entry added.", "%(count)s entries added.", count)
    messages.success(request, said % {"count": f"{count:,}"})
    return redirect("study:log")


@require_POST
def forget_import(request: UserRequest, pk: uuid.UUID) -> HttpResponse:
    file = get_object_or_404(Import.objects.for_learner(request.user), pk=pk)
    actions.forget_import(file=file)
    messages.success(request, _("The file is forgotten. Your log is as it was."))
    return redirect("study:imports")


def _choice_context(request: UserRequest, form: FileForm) -> dict[str, Any]:
    waiting = Import.objects.for_learner(request.user).unread().first()
    return {"form": form, "file_id": uuid.uuid4(), "waiting": waiting}


def _progress(file: Import | None, tries: int) -> Progress:
    if file is None:
        # Asked for less and less often, for a quarter of an hour: so long a file may be sent.
        pause = 700 + 100 * tries if tries < MOST_TRIES else 0
        return Progress(None, pause, tries + 1)
    percent = 100 * file.bytes_read // max(file.bytes_total, 1)
    is_over = file.read_at or file.is_cut_off(timezone.now())
    return Progress(percent, 0 if is_over else 700)


def _preview_context(
    request: UserRequest,
    file: Import,
    asking: DateOrderForm | None = None,
    adding: AddForm | None = None,
) -> dict[str, Any]:
    counts = file.rows.all().counts()
    shown = request.GET.get("show", "all")
    shown = shown if shown in SHOWN else "all"
    return {
        "file": file,
        "counts": counts,
        "duplicates": DUPLICATES,
        "shown": shown,
        "page": _page(request, file, shown, counts[shown]),
        "asking": asking or DateOrderForm(file=file),
        "adding": adding or AddForm(),
    }


def _page(request: UserRequest, file: Import, shown: str, count: int) -> Page[ImportRow]:
    rows = SHOWN[shown](file.rows.all())
    paginator = Paginator(rows.with_day(file.date_order).in_file_order(), ROWS_A_PAGE)
    paginator.count = count  # counted already
    return paginator.get_page(request.GET.get("page"))
