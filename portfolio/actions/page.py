"""The public page, and what the work costs."""

from django.db import transaction

from portfolio.models import Budget, Expense, Portfolio


@transaction.atomic
def save_page(*, page: Portfolio) -> None:
    """Open or close a learner's page, and say what it shows."""
    shown = ["is_public", "tagline", "shows_hours", "is_listed"]
    Portfolio.objects.update_or_create(
        learner=page.learner, defaults={name: getattr(page, name) for name in shown}
    )


@transaction.atomic
def set_budget(*, budget: Budget) -> None:
    """Set the caps of a learner."""
    caps = {name: getattr(budget, name) for name in ("money", "currency", "gpu_hours")}
    Budget.objects.update_or_create(learner=budget.learner, defaults=caps)


@transaction.atomic
def note_expense(*, expense: Expense) -> None:
    """Keep what was spent."""
    expense.save()
