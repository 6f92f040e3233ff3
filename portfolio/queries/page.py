"""What a public page shows, and whether it changed since."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from django.db.models import (
    Count,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat

from accounts.models import User
from portfolio.models import Feedback, Item, ItemUnit, Portfolio, Run
from portfolio.models.item import ItemQuerySet
from study.models import Entry


@dataclass(frozen=True)
class KindCount:
    """One of the five kinds, and how many items of it are out."""

    kind: Item.Kind
    count: int


def kind_counts(items: list[Item]) -> list[KindCount]:
    """The five kinds, in their order, with how many of these items are of each."""
    kinds = [item.kind for item in items]
    return [KindCount(kind, kinds.count(kind.value)) for kind in Item.Kind]


@dataclass(frozen=True)
class PublicPage:
    """A learner's public page as anybody reads it. `minutes` is None unless it is shown."""

    learner: User
    portfolio: Portfolio
    items: list[Item]
    minutes: int | None

    @cached_property
    def kinds(self) -> list[KindCount]:
        return kind_counts(self.items)


def fingerprint(handle: str) -> tuple[Portfolio, str] | None:
    """The page of a handle, if it is public, and a digest of all that it shows: one query.

    Every change of an item, or of what belongs to it, moves the item's `changed_at`.
    """
    text = TextField()
    mark = Concat(Cast("pk", text), Value(" "), Cast("changed_at", text), output_field=text)
    items = Item.objects.for_everybody().filter(learner=OuterRef("learner"))
    marks = (
        items.order_by()
        .values("learner")
        .annotate(marks=StringAgg(mark, Value("|"), order_by="pk", output_field=text))
    )
    found = (
        Portfolio.objects.public()
        .filter(learner__handle=handle)
        .select_related("learner")
        .annotate(marks=Subquery(marks.values("marks")), logged=Subquery(_logged("learner")))
        .first()
    )
    if found is None:
        return None
    learner = found.learner
    shown = (
        learner.pk, learner.handle, learner.display_name, found.tagline, found.is_listed,
        found.shows_hours, found.logged if found.shows_hours else None, found.marks,
    )  # fmt: skip
    return found, hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def public_page(portfolio: Portfolio) -> PublicPage:
    """What the page shows, in three queries however much it is."""
    items = Item.objects.filter(learner=portfolio.learner_id).for_everybody()
    logged = _logged(Value(portfolio.learner_id)).first()
    return PublicPage(
        learner=portfolio.learner,
        portfolio=portfolio,
        items=list(_counted(items).newest_first()),
        minutes=(logged or 0) if portfolio.shows_hours else None,
    )


def public_item(portfolio: Portfolio, slug: str) -> Item | None:
    """One public item of a page with all that is shown of it."""
    items = Item.objects.filter(learner=portfolio.learner_id, slug=slug)
    return whole(items.for_everybody()).first()


def whole(items: ItemQuerySet) -> ItemQuerySet:
    """Bring along everything that an item's own page shows: runs, feedback, units."""
    return _counted(items).prefetch_related(
        Prefetch("experiment__runs", Run.objects.order_by("position")),
        Prefetch("app__feedback", Feedback.objects.newest_first()),
        Prefetch("item_units", ItemUnit.objects.select_related("unit").order_by("unit__title")),
    )


def _counted(items: ItemQuerySet) -> ItemQuerySet:
    """Annotate what lists say of items: minutes, runs, people who were heard."""
    from_others = ~Q(app__feedback__person=Feedback.Person.MAKER)
    return (
        items.defer("draft")
        .with_kind()
        .with_minutes()
        .annotate(
            run_count=Count("experiment__runs", distinct=True),
            heard_count=Count("app__feedback", filter=from_others, distinct=True),
        )
    )


def _logged(learner: str | Value) -> QuerySet[Entry, int]:
    """Minutes a learner logged in all, as a subquery."""
    reference = OuterRef(learner) if isinstance(learner, str) else learner
    entries = Entry.objects.filter(learner=reference, deleted_at=None)
    return (
        entries.order_by().values("learner").annotate(n=Sum("minutes")).values_list("n", flat=True)
    )
