"""The gallery: what learners made public and let be listed, and posts from elsewhere."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from curriculum.models import SamplePost
from portfolio.models import Item, Suggestion
from study.queries import reader_path

A_PAGE = 30


@dataclass(frozen=True)
class Place:
    """Where a page of the gallery ends: the day and the id of its last item."""

    day: date
    pk: UUID

    @classmethod
    def read(cls, written: str) -> "Place | None":
        """A place as an address has it; none if it is no place."""
        day, _, pk = written.partition("_")
        try:
            return cls(date.fromisoformat(day), UUID(pk))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.day.isoformat()}_{self.pk}"


@dataclass(frozen=True)
class Gallery:
    """A page of items, where the next one begins, and posts from elsewhere on the first."""

    items: list[Item]
    next_place: Place | None
    posts: list[SamplePost]
    suggestions: list[Suggestion]


def gallery(kind: str, after: Place | None, reader: User | AnonymousUser) -> Gallery:
    """Items of a kind, or of all (""), the newest first, from a place on: no page costs more."""
    items = Item.objects.public().filter(learner__portfolio__is_listed=True)
    if kind:
        items = items.filter(kind=kind)
    if after:
        earlier = Q(published_on__lt=after.day) | Q(published_on=after.day, pk__gt=after.pk)
        items = items.filter(earlier)
    found = list(
        items.select_related("learner", "contribution")
        .defer("draft", "text", "html")
        .order_by("-published_on", "pk")[: A_PAGE + 1]
    )
    last = found[A_PAGE - 1] if len(found) > A_PAGE else None
    is_first = after is None and kind in ("", Item.Kind.BLOG)
    return Gallery(
        items=found[:A_PAGE],
        next_place=Place(last.published_on, last.pk) if last and last.published_on else None,
        posts=list(SamplePost.objects.fitting(reader_path(reader)).in_order()) if is_first else [],
        suggestions=list(Suggestion.objects.accepted().order_by("-decided_at", "pk")[:A_PAGE])
        if is_first
        else [],
    )
