"""The history of the curriculum in admin: what was changed, by whom, and how to have it back."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curriculum import actions, history
from curriculum.admin.base import A_PAGE, page_number
from curriculum.history.rows import Key
from curriculum.models.change import Change

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROWS_A_PAGE = 100
SINCE: list[tuple[str, "StrOrPromise"]] = [
    ("", _("Any time")),
    ("1", _("The last day")),
    ("7", _("The last week")),
    ("30", _("The last thirty days")),
]


class FilterForm(forms.Form):
    """Which changes to list."""

    person = forms.ModelChoiceField(
        User.objects.none(), required=False, label=_("By"), empty_label=_("Everybody")
    )
    kind = forms.ChoiceField(required=False, label=_("What"))
    since = forms.ChoiceField(choices=SINCE, required=False, label=_("When"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind._meta.model_name, kind._meta.verbose_name_plural) for kind in history.KINDS]
        self.fields["kind"].choices = [("", _("Everything")), *kinds]  # type: ignore[attr-defined]  # it has some
        people = history.people()
        self.people = {person.pk: person for person in people}
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # as above
            ("", _("Everybody")),
            *((person.pk, person.display_name) for person in people),
        ]
        self.fields["person"].queryset = User.objects.filter(pk__in=self.people)  # type: ignore[attr-defined]  # as above

    def filters(self, request: HttpRequest) -> history.Filters:
        """What was chosen; nothing that is not to be chosen."""
        if not self.is_valid():
            return history.Filters()
        person, since = self.cleaned_data["person"], self.cleaned_data["since"]
        return history.Filters(
            person=person and person.pk,
            kind=history.kind_named(self.cleaned_data["kind"]),
            since=timezone.now() - timedelta(days=int(since)) if since else None,
        )


@admin.register(Change)
class ChangeAdmin(admin.ModelAdmin):
    """A list, a page for each change, and one to take it back."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.list), name="curriculum_change_changelist"),
            path("", view(self.list), name="curriculum_changes"),
            path("<str:key>/", view(self.detail), name="curriculum_change_detail"),
            path("<str:key>/revert/", view(self.revert), name="curriculum_change_revert"),
        ]

    def list(self, request: HttpRequest) -> HttpResponse:
        """Changes, newest first."""
        self._require_view(request)
        form = FilterForm(request.GET or None)
        page = page_number(request)
        found = history.changes(form.filters(request), skip=(page - 1) * A_PAGE, limit=A_PAGE + 1)
        query = request.GET.copy()
        query.pop("page", None)
        return self._page(
            request,
            "list",
            title=_("Changes"),
            form=form,
            changes=found[:A_PAGE],
            page=page,
            has_more=len(found) > A_PAGE,
            query=query.urlencode(),
        )

    def detail(self, request: HttpRequest, key: str) -> HttpResponse:
        """One change, row by row and field by field."""
        self._require_view(request)
        change = _change_or_404(key)
        rows, page = history.rows_of(change.key), page_number(request)
        begin = (page - 1) * ROWS_A_PAGE
        return self._page(
            request,
            "detail",
            title=_("A change"),
            change=change,
            rows=history.shown(rows[begin : begin + ROWS_A_PAGE]),
            page=page,
            has_more=len(rows) > begin + ROWS_A_PAGE,
            may_revert=self._may_revert(request),
        )

    def revert(self, request: HttpRequest, key: str) -> HttpResponse:
        """What would be written to have a change back; and writing it."""
        self._require_view(request)
        if not self._may_revert(request):
            raise PermissionDenied
        change, refused = _change_or_404(key), []
        if request.method == "POST":
            try:
                actions.revert(key=change.key, by=cast(User, request.user), now=timezone.now())
            except actions.CannotRevertError as error:
                refused = [str(words) for words in error.args]
            else:
                messages.success(request, _("It is as it was before that change."))
                return redirect("admin:curriculum_changes")
        plan = history.plan(history.rows_of(change.key), now=timezone.now())
        return self._page(
            request,
            "revert",
            title=_("Revert a change"),
            change=change,
            refused=refused or [obstacle.words for obstacle in plan.obstacles],
            rows=history.shown(plan.writes),
        )

    def _page(self, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "opts": self.opts}
        return render(request, f"admin/curriculum/change/{name}.html", common | context)

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _may_revert(self, request: HttpRequest) -> bool:
        return request.user.has_perm("curriculum.revert_change")


def _change_or_404(text: str) -> history.Change:
    key = Key.read(text)
    change = key and history.one_change(key)
    if not change:
        raise Http404
    return change
