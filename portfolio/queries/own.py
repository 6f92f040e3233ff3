"""What a learner sees of their own portfolio."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, Sum

from accounts.models import User
from portfolio.models import Budget, Expense, Item, Portfolio
from portfolio.queries.page import KindCount, PublicPage, kind_counts, public_page
from study.models import Entry, Note

WARN_FROM = Decimal("0.8")
"""Share of a cap from which a learner is warned."""


@dataclass(frozen=True)
class Overview:
    """All items of a learner, and whether their page is open."""

    items: list[Item]
    portfolio: Portfolio

    @cached_property
    def in_work(self) -> list[Item]:
        return [item for item in self.items if item.published_on is None]

    @cached_property
    def out(self) -> list[Item]:
        return [item for item in self.items if item.published_on is not None]

    @cached_property
    def kinds(self) -> list[KindCount]:
        return kind_counts(self.out)

    @property
    def missing(self) -> list[Item.Kind]:
        """The kinds of which nothing is out yet."""
        return [each.kind for each in self.kinds if not each.count]


def overview(learner: User) -> Overview:
    """A learner's items and page, in two queries."""
    items = Item.objects.for_learner(learner).with_kind().with_minutes().newest_first()
    return Overview(list(items.defer("draft", "text", "html")), portfolio_of(learner))


def portfolio_of(learner: User) -> Portfolio:
    """The page of a learner; of one who never opened it, closed and not stored."""
    return Portfolio.objects.filter(learner=learner).first() or Portfolio(learner=learner)


def as_visitor(learner: User) -> PublicPage:
    """A learner's page as visitors see it, or would see it if it were open."""
    return public_page(portfolio_of(learner))


@dataclass(frozen=True)
class Spending:
    """What was spent against the caps; a cap of nothing allows nothing."""

    budget: Budget
    money: Decimal
    gpu_hours: Decimal

    @property
    def money_warns(self) -> bool:
        return _warns(self.money, self.budget.money)

    @property
    def gpu_hours_warn(self) -> bool:
        return _warns(self.gpu_hours, self.budget.gpu_hours)


def _warns(spent: Decimal, cap: Decimal) -> bool:
    """Whether four fifths of a cap are spent; of a cap of nothing, whether anything is."""
    return spent > 0 and spent >= cap * WARN_FROM


def spending(learner: User, item: Item | None = None) -> Spending:
    """What a learner spent in all, or on one item, beside their budget."""
    expenses = Expense.objects.for_learner(learner)
    if item is not None:
        expenses = expenses.filter(item=item)
    spent = expenses.aggregate(
        money=Sum("money", default=Decimal(0)), gpu_hours=Sum("gpu_hours", default=Decimal(0))
    )
    return Spending(budget_of(learner), **spent)


def budget_of(learner: User) -> Budget:
    """The caps of a learner; of one who set none, zero and not stored."""
    return Budget.objects.filter(learner=learner).first() or Budget(learner=learner)


@dataclass(frozen=True)
class Beside:
    """What lies beside a text that is written: notes on its units, notes of hours on them."""

    notes: list[Note]
    entries: list[Entry]


MOST_ENTRIES = 12


def beside(item: Item) -> Beside:
    """What the learner noted about the units an item rests on, there and in the log."""
    units = Q(unit__item_units__item=item)
    entries = Entry.objects.for_learner(item.learner).exclude(note="").filter(units)
    notes = Note.objects.for_learner(item.learner).written().filter(units)
    return Beside(
        notes=list(notes.select_related("unit").order_by("unit__title")),
        entries=list(entries.select_related("unit").order_by("-day", "-logged_at")[:MOST_ENTRIES]),
    )
