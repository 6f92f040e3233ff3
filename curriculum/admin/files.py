"""Files in and out of admin: an edition as a ZIP, and a diff before anything is applied."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any, Self

import pghistory
from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.exporter import Difference, difference, export
from curriculum.importer import Files, Parsed, RefusedError, Report, Upload, load_parsed
from curriculum.models import Edition

MOST_BYTES = 1024 * 1024
SALT = "curriculum.admin.files"
CARRIED_SECONDS = 24 * 60 * 60
# The same content makes the same file, whenever it is made.
A_DAY = (1980, 1, 1, 0, 0, 0)


class FilesForm(forms.Form):
    """The files of a path, as `manage.py curriculum` and the export write them."""

    curriculum = forms.FileField(label="curriculum.yaml")
    prompts = forms.FileField(
        label="prompts.yaml",
        required=False,
        help_text=gettext_lazy("Without it, the prompts that are stored stay."),
    )
    hypecheck = forms.FileField(
        label="hypecheck.yaml",
        required=False,
        help_text=gettext_lazy("Without it, the hype check that is stored stays."),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, UploadedFile | None] = self.cleaned_data
        if sum(file.size or 0 for file in given.values() if file) > MOST_BYTES:
            raise forms.ValidationError(_("Together they are larger than a megabyte."))
        return given

    @property
    def given(self) -> Files:
        given = {name: file for name, file in self.cleaned_data.items() if file}
        return Files(**{name: Upload(file.name, file.read()) for name, file in given.items()})


@dataclass(frozen=True)
class Carried:
    """The files between the diff and the decision: in the page, signed, for one person."""

    files: Files
    digest: str

    def token(self, request: HttpRequest) -> str:
        files = {
            name: (file.name, file.content.decode())
            for name, file in vars(self.files).items()
            if file
        }
        return signing.dumps([request.user.pk, files, self.digest], salt=SALT, compress=True)

    @classmethod
    def read(cls, request: HttpRequest) -> Self:
        """What a page carried. Raises `signing.BadSignature`."""
        token = request.POST["carried"]
        person, files, digest = signing.loads(token, salt=SALT, max_age=CARRIED_SECONDS)
        if person != request.user.pk:
            raise signing.BadSignature
        uploads = {name: Upload(file, text.encode()) for name, (file, text) in files.items()}
        return cls(Files(**uploads), digest)


class FilesMixin(ModelAdmin):
    """The pages of editions that have to do with files."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("files/", view(self.from_files), name="curriculum_edition_files"),
            path("<int:pk>/export/", view(self.export), name="curriculum_edition_export"),
            *super().get_urls(),
        ]

    def export(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An edition as a ZIP of its files."""
        edition = get_object_or_404(Edition.objects.select_related("path"), pk=pk)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        name = f"{edition.path.slug}-{edition.version}.zip"
        return HttpResponse(
            _zipped(export(edition).by_file),
            content_type="application/zip",
            headers={"Content-Disposition": content_disposition_header(True, name) or ""},
        )

    def from_files(self, request: HttpRequest) -> HttpResponse:
        """Take files, show what they would change, and apply them when told so."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        if "carried" in request.POST:
            return self._decide(request)
        if request.method != "POST":
            return self._show(request, form=FilesForm())
        form = FilesForm(request.POST, request.FILES)
        if form.is_valid():
            return self._look(request, form.given)
        return self._show(request, form=form)

    def _look(self, request: HttpRequest, files: Files) -> HttpResponse:
        try:
            found = difference(Parsed.of(files), now=timezone.now())
        except RefusedError as error:
            return self._show(request, form=FilesForm(), faults=error.faults)
        token = Carried(files, found.digest).token(request)
        return self._show(request, found=found, lines=_with_kinds(found), carried=token)

    def _decide(self, request: HttpRequest) -> HttpResponse:
        try:
            carried = Carried.read(request)
        except signing.BadSignature:
            messages.error(request, _("The page was too old. Give the files again."))
            return redirect("admin:curriculum_edition_files")
        try:
            edition, report = _applied(request, carried)
        except RefusedError as error:
            return self._show(request, form=FilesForm(), faults=error.faults)
        if report is None:
            messages.warning(request, _("Something was edited since. Look at the diff again."))
            return self._look(request, carried.files)
        self.log_change(request, edition, f"applied from files: {report.changes}")
        messages.success(request, _("Applied. %(report)s") % {"report": report})
        return redirect(reverse("admin:curriculum_edition_change", args=[edition.pk]))

    def _show(self, request: HttpRequest, **context: Any) -> HttpResponse:
        shared = self.admin_site.each_context(request) | {"title": _("From a file")}
        return render(request, "admin/curriculum/edition/files.html", shared | context)


@transaction.atomic
def _applied(request: HttpRequest, carried: Carried) -> tuple[Any, Report | None]:
    """The edition and what was done; None if what is stored is not what was looked at."""
    parsed, now = Parsed.of(carried.files), timezone.now()
    publishes = request.POST.get("how") == "publish"
    found = difference(parsed, now=now, publishes=publishes)
    if found.digest != carried.digest:
        return None, None
    note = f"{found.path} {found.version} from files"
    with pghistory.context(user=request.user.pk, what="file", note=note):
        report = load_parsed(parsed, now=now, publishes=publishes)
    return Edition.objects.get(path__slug=found.path, version=found.version), report


def _with_kinds(found: Difference) -> list[tuple[str, str]]:
    """Each line of a diff, and what to paint it as."""
    kinds = {"+": "added", "-": "removed", "@": "place"}
    return [
        ("file" if line.startswith(("+++ ", "--- ")) else kinds.get(line[:1], ""), line)
        for line in found.lines
    ]


def _zipped(texts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, A_DAY), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
