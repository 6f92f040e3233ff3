"""Lists of very many rows: found by whose they are and by unit, counted no further than needed."""

from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.staff import ShownOnlyAdmin
from curriculum.models import Unit

MOST_COUNTED = 10_000
MOST_PEOPLE = 200


class CappedPaginator(Paginator):
    """Counts ten thousand rows and no more: nobody turns that many pages, they filter."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_COUNTED].count()  # type: ignore[attr-defined]  # always a queryset here


class LongListAdmin(ShownOnlyAdmin):
    """Search goes from a person's address or handle, by its beginning, and from a unit's title.

    Both are small tables: what was found there is looked up by an index in the large one, where
    looking for words in joined rows would read all of it.
    """

    paginator = CappedPaginator
    show_full_result_count = False
    search_fields = ["learner__email", "learner__handle", "unit__title"]
    search_help_text = _(
        "By the beginning of an email address or a handle (200 people at most), or by a unit's title."
    )
    person = "learner"
    unit = "unit"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        words = search_term.strip()
        if not words:
            return queryset, False
        people = Q(email__startswith=words.lower()) | Q(handle__startswith=words.lower())
        found = Q(**{f"{self.person}__in": _ids(User.objects.filter(people).order_by("handle"))})
        if self.unit:
            units = _ids(Unit.objects.filter(title__icontains=words).order_by("pk"))
            found |= Q(**{f"{self.unit}__in": units})
        return queryset.filter(found), False


def _ids(rows: QuerySet) -> list[int]:
    """The ids themselves and no subquery: knowing them, Postgres knows which index to take."""
    return list(rows.values_list("pk", flat=True)[:MOST_PEOPLE])
