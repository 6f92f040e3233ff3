"""The desk of an edition: draft, dry run, preview, publish, retire; with who would be touched."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from curriculum import actions as editing
from curriculum.admin.base import one_change
from curriculum.admin.editions import EditionAdmin
from curriculum.models import Edition, Release, Unit
from curriculum.queries import changes_between, sums_of, warnings_of
from study import actions
from study.admin.takes import TakesMixin
from study.queries import edition_before, effects_of


class DraftForm(forms.ModelForm):
    """The version of a new draft; the database says what fits."""

    class Meta:
        model = Edition
        fields = ["version"]
        help_texts = {"version": gettext_lazy("Such as 2027.1. Learners see it.")}

    def clean_version(self) -> str:
        version: str = self.cleaned_data["version"]
        taken = Edition.objects.filter(path=self.instance.path_id, version=version)
        if taken.exists():
            raise forms.ValidationError(_("Another edition of the path has this version."))
        return version


@admin.register(Edition)
class EditionDesk(TakesMixin, EditionAdmin):
    """Editions, with what can be done with them besides editing."""

    change_form_template = "admin/curriculum/edition/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            wrapped = self.admin_site.admin_view(view)
            return path(f"<int:pk>/{route}/", wrapped, name=f"curriculum_edition_{name}")

        return [
            at("draft", require_http_methods(["GET", "POST"])(self.begin_draft), "draft"),
            at("dry-run", require_GET(self.dry_run), "dry-run"),
            at("publish", require_POST(self.publish), "publish"),
            at("preview", require_POST(self.begin_preview), "preview"),
            at("preview/end", require_POST(self.end_preview), "end-preview"),
            at("retire", require_POST(self.retire), "retire"),
            at("put-back", require_POST(self.put_back), "put-back"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        edition = self.get_object(request, object_id)
        about = {} if edition is None else _about(edition)
        context = {**about, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    @one_change("edition", "draft")
    def begin_draft(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self._edition(request, pk)
        instance = Edition(path=edition.path, target_minutes=edition.target_minutes)
        form = DraftForm(request.POST or None, instance=instance)
        if request.method == "POST" and form.is_valid():
            version = form.cleaned_data["version"]
            try:
                draft = editing.draft_from(edition=edition, version=version)
            except editing.VersionTakenError:
                form.add_error("version", _("Another edition has this version by now."))
            else:
                self.log_addition(request, draft, f"draft of {edition.version}")
                return redirect("admin:curriculum_edition_change", draft.pk)
        fields = helpers.AdminForm(form, [(None, {"fields": ["version"]})], {})
        title = _("New draft from %(edition)s") % {"edition": edition}
        context = {"title": title, "adminform": fields, "form": form}
        return self._page(request, "draft", edition, context)

    def dry_run(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        before = edition_before(draft)
        context = {
            "title": _("Dry run of %(edition)s") % {"edition": draft},
            "before": before,
            "changes": changes_between(before, draft),
            "effects": effects_of(draft, before),
            "warnings": warnings_of(draft),
        }
        return self._page(request, "dry_run", draft, context)

    @one_change("edition", "publish")
    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        by = User.objects.get(pk=request.user.pk)
        try:
            actions.release_edition(draft=draft, by=by, now=timezone.now())
        except editing.NothingToPublishError as error:
            messages.error(request, _nothing_in(*error.args))
        except editing.AlreadyPublishedError:
            messages.warning(request, _("It was published already, perhaps in another tab."))
        else:
            self.log_change(request, draft, "published")
            messages.success(request, _("Edition %(version)s is out.") % {"version": draft.version})
        return redirect("admin:curriculum_edition_change", pk)

    def begin_preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        try:
            key = editing.preview(edition=draft, now=timezone.now())
        except editing.AlreadyPublishedError as error:
            raise Http404 from error  # since it was looked at
        address = request.build_absolute_uri(reverse("study:preview", args=[key]))
        messages.success(
            request,
            format_html(
                _("Whoever has this link sees the draft for seven days: {}"),
                format_html('<a href="{}">{}</a>', address, address),
            ),
        )
        return redirect("admin:curriculum_edition_change", pk)

    def end_preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        editing.end_preview(edition=self._draft(request, pk))
        messages.success(request, _("The link shows nothing any more."))
        return redirect("admin:curriculum_edition_change", pk)

    @one_change("edition", "retire")
    def retire(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self._edition(request, pk)
        editing.retire(edition=edition, now=timezone.now())
        self.log_change(request, edition, "retired")
        messages.success(request, _("It is offered to nobody any more. Whoever is on it stays."))
        return redirect("admin:curriculum_edition_change", pk)

    @one_change("edition", "put back")
    def put_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self._edition(request, pk)
        editing.put_back(edition=edition)
        self.log_change(request, edition, "offered again")
        messages.success(request, _("It is offered again."))
        return redirect("admin:curriculum_edition_change", pk)

    def _edition(self, request: HttpRequest, pk: int) -> Edition:
        edition = self.get_object(request, str(pk))
        if edition is None:
            raise Http404
        if not self.has_change_permission(request, edition):
            raise PermissionDenied
        return edition

    def _draft(self, request: HttpRequest, pk: int) -> Edition:
        edition = self._edition(request, pk)
        if not edition.is_draft:
            raise Http404
        return edition

    def _page(
        self, request: HttpRequest, name: str, edition: Edition, context: Mapping[str, object]
    ) -> HttpResponse:
        common = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": edition,
            "title": edition,
        }
        return TemplateResponse(
            request, f"admin/curriculum/edition/{name}.html", {**common, **context}
        )


def _nothing_in(track: str = "") -> str:
    if not track:
        return _("There is no unit in it yet: nothing to publish.")
    words = _("The track “%(track)s” has no unit of this edition. Give it some, or delete it.")
    return words % {"track": track}


def _about(edition: Edition) -> dict[str, Any]:
    """What the page of an edition shows besides its form."""
    minutes = dict(Unit.objects.values_list("pk", "minutes"))
    return {
        "sums": sums_of(edition),
        "warnings": warnings_of(edition) if edition.is_draft else [],
        "unit_minutes": minutes,
        "release": Release.objects.select_related("by", "before").filter(edition=edition).first(),
    }
