"""How staff see what learners suggest: to accept, or not. Their work is their own."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.staff import ShownOnlyAdmin
from portfolio.models import Suggestion


@admin.register(Suggestion)
class SuggestionAdmin(ShownOnlyAdmin):
    list_display = [
        "title",
        "author",
        "host",
        "learner",
        "suggested_at",
        "is_accepted",
        "decided_at",
    ]
    list_select_related = ["learner"]
    list_filter = [("decided_at", admin.EmptyFieldListFilter), "is_accepted"]
    search_fields = ["title", "author", "url", "learner__handle"]
    readonly_fields = ["learner", "suggested_at", "is_accepted", "decided_at"]
    ordering = ["-suggested_at", "-pk"]
    actions = ["accept", "decline"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Show them in the gallery"))
    def accept(self, request: HttpRequest, queryset: "QuerySet[Suggestion]") -> None:
        self._decide(request, queryset, is_accepted=True)

    @admin.action(description=_("Do not show them"))
    def decline(self, request: HttpRequest, queryset: "QuerySet[Suggestion]") -> None:
        self._decide(request, queryset, is_accepted=False)

    def _decide(
        self, request: HttpRequest, queryset: "QuerySet[Suggestion]", *, is_accepted: bool
    ) -> None:
        suggestions = Suggestion.objects.filter(pk__in=queryset)
        count = suggestions.decide(is_accepted=is_accepted, now=timezone.now())
        for suggestion in suggestions:
            words = "accepted" if is_accepted else "declined"
            self.log_change(request, suggestion, words)
        self.message_user(request, ngettext("%d decided.", "%d decided.", count) % count)
