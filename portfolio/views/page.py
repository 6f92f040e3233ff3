"""One's own side of the public page, and the budget."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from portfolio import actions, queries
from portfolio.forms import BudgetForm, ExpenseForm, PageForm
from portfolio.models import Expense
from portfolio.views.public import show_page


@require_GET
def page(request: UserRequest) -> HttpResponse:
    form = PageForm(instance=queries.portfolio_of(request.user))
    return render(request, "portfolio/page.html", {"form": form})


@require_POST
def save_page(request: UserRequest) -> HttpResponse:
    form = PageForm(request.POST, instance=queries.portfolio_of(request.user))
    if not form.is_valid():
        return render(request, "portfolio/page.html", {"form": form})
    actions.save_page(page=form.instance)
    words = _("Saved. Your page is open.") if form.instance.is_public else _("Saved.")
    messages.success(request, words)
    return redirect("portfolio:page")


@require_GET
def preview_page(request: UserRequest) -> HttpResponse:
    """One's page as visitors see it, also while it is closed."""
    return HttpResponse(show_page(queries.as_visitor(request.user)))


@require_GET
def budget(request: UserRequest) -> HttpResponse:
    return _show_budget(request)


@require_POST
def set_budget(request: UserRequest) -> HttpResponse:
    form = BudgetForm(request.POST, instance=queries.budget_of(request.user))
    if not form.is_valid():
        return _show_budget(request, budget_form=form)
    actions.set_budget(budget=form.instance)
    messages.success(request, _("Saved."))
    return redirect("portfolio:budget")


@require_POST
def note_expense(request: UserRequest) -> HttpResponse:
    today = request.user.study_day(timezone.now())
    form = ExpenseForm(request.POST, instance=Expense(learner=request.user), today=today)
    if not form.is_valid():
        return _show_budget(request, expense_form=form)
    actions.note_expense(expense=form.instance)
    messages.success(request, _("Noted."))
    return redirect("portfolio:budget")


@require_POST
def delete_expense(request: UserRequest, pk: int) -> HttpResponse:
    get_object_or_404(Expense.objects.for_learner(request.user), pk=pk).delete()
    return redirect("portfolio:budget")


def _show_budget(request: UserRequest, **forms: Any) -> HttpResponse:
    today = request.user.study_day(timezone.now())
    expenses = Expense.objects.for_learner(request.user).select_related("item").newest_first()
    initial = {"item": request.GET.get("item")}
    context = {
        "spending": queries.spending(request.user),
        "expenses": expenses[:200],
        "budget_form": BudgetForm(instance=queries.budget_of(request.user)),
        "expense_form": ExpenseForm(
            instance=Expense(learner=request.user), today=today, initial=initial
        ),
        **forms,
    }
    return render(request, "portfolio/budget.html", context)
