"""Opening a page, and the budget."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from portfolio.models import Budget, Expense, Portfolio
from portfolio.queries import spending
from tests.portfolio.factories import ExpenseFactory, ItemFactory

PAGE = reverse("portfolio:page")
BUDGET = reverse("portfolio:budget")
EXPENSE = {
    "expense-day": "2026-03-02",
    "expense-what": "T4",
    "expense-money": "5",
    "expense-gpu_hours": "0",
}


def test_page_is_closed_until_it_is_opened(learner_client, client, learner):
    closed = learner_client.get(PAGE).text
    sent = {"is_public": "on", "tagline": "Counts birds", "shows_hours": "on", "is_listed": "on"}

    opened = learner_client.post(reverse("portfolio:save-page"), sent, follow=True).text

    page = Portfolio.objects.get()
    assert "See what visitors would see" in closed
    assert "Your page is open." in opened
    assert f"/@{learner.handle}/" in opened
    assert (page.learner, page.tagline, page.shows_hours, page.is_listed) == (
        learner, "Counts birds", True, True,
    )  # fmt: skip
    assert client.get(page.get_absolute_url()).status_code == 200


def test_page_can_be_closed_again(learner_client, client, learner):
    learner_client.post(reverse("portfolio:save-page"), {"is_public": "on"})
    learner_client.post(reverse("portfolio:save-page"), {})

    assert client.get(reverse("public:page", args=[learner.handle])).status_code == 404


def test_page_keeps_a_line_that_is_too_long_in_the_box(learner_client):
    response = learner_client.post(reverse("portfolio:save-page"), {"tagline": "x" * 161})

    assert "at most 160 characters" in response.text
    assert "x" * 161 in response.text
    assert not Portfolio.objects.exists()


def test_budget_is_nothing_until_it_is_set(learner_client, learner):
    before = learner_client.get(BUDGET).text
    sent = {"budget-money": "20", "budget-currency": "EUR", "budget-gpu_hours": "10.5"}

    learner_client.post(reverse("portfolio:set-budget"), sent)

    budget = Budget.objects.get()
    assert "of 0" in before
    assert (budget.learner, budget.money, budget.currency, budget.gpu_hours) == (
        learner, Decimal(20), "EUR", Decimal("10.5"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"budget-money": "-1"}, "A cap is zero or more."),
        ({"budget-currency": "euro"}, "at most 3 characters"),
        ({"budget-currency": "eur"}, "Three capital letters, such as EUR."),
        ({"budget-money": "lots"}, "Enter a number."),
        ({"budget-money": "NaN"}, "Enter a number."),
    ],
)
def test_budget_explains_what_is_wrong(learner_client, change, message):
    sent = {"budget-money": "20", "budget-currency": "EUR", "budget-gpu_hours": "1"} | change

    response = learner_client.post(reverse("portfolio:set-budget"), sent)

    assert message in response.text
    assert not Budget.objects.exists()


@pytest.mark.parametrize(
    ("spent", "cap", "warns"),
    [("0", "0", False), ("0.01", "0", True), ("15.99", "20", False), ("16", "20", True)],
)
def test_spending_warns_from_four_fifths(learner, spent, cap, warns):
    Budget.objects.create(learner=learner, money=cap, gpu_hours=0)
    if Decimal(spent):
        ExpenseFactory(learner=learner, money=spent)
    ExpenseFactory(money=1000)

    found = spending(learner)

    assert (found.money_warns, found.gpu_hours_warn) == (warns, False)


def test_expenses_are_of_today_unless_told(learner_client, learner):
    today = learner.study_day(timezone.now())

    assert f'value="{today.isoformat()}"' in learner_client.get(BUDGET).text


def test_budget_shows_what_was_spent_on_what(learner_client, learner):
    item = ItemFactory(learner=learner, title="Birds")
    learner_client.post(
        reverse("portfolio:note-expense"),
        EXPENSE | {"expense-item": str(item.pk), "expense-gpu_hours": "2.5"},
    )

    budget, portfolio, of_item = (
        learner_client.get(address).text
        for address in (BUDGET, reverse("portfolio:portfolio"), item.get_absolute_url())
    )

    expense = Expense.objects.get()
    assert (expense.learner, expense.item) == (learner, item)
    assert "The money you set is spent." in budget
    assert "The GPU hours you set are used." in budget
    assert "Four fifths of your budget are spent." in portfolio
    assert "5.00 USD, 2.5 GPU hours" in of_item


def test_budget_warns_before_it_is_spent(learner_client, learner):
    Budget.objects.create(learner=learner, money=10, gpu_hours=10)
    ExpenseFactory(learner=learner, money=9, gpu_hours=9)

    html = learner_client.get(BUDGET).text

    assert "Four fifths of the money are spent." in html
    assert "Four fifths of the GPU hours are used." in html


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"expense-money": "0"}, "Enter what it cost: money, GPU hours, or both."),
        ({"expense-money": "-3"}, "Enter what it cost"),
        ({"expense-what": ""}, "Say what it was for."),
        ({"expense-day": "2999-01-01"}, "This day is not here yet."),
        ({"expense-item": "nonsense"}, "Select a valid choice."),
    ],
)
def test_note_expense_explains_what_is_wrong(learner_client, change, message):
    response = learner_client.post(reverse("portfolio:note-expense"), EXPENSE | change)

    assert message in response.text
    assert not Expense.objects.exists()


def test_note_expense_refuses_somebody_elses_item(learner_client):
    response = learner_client.post(
        reverse("portfolio:note-expense"), EXPENSE | {"expense-item": str(ItemFactory().pk)}
    )

    assert "Select a valid choice." in response.text
    assert not Expense.objects.exists()


def test_delete_expense_is_for_the_owner(learner_client, learner):
    own, others = ExpenseFactory(learner=learner), ExpenseFactory()

    responses = [
        learner_client.post(reverse("portfolio:delete-expense", args=[each.pk])).status_code
        for each in (own, others)
    ]

    assert responses == [302, 404]
    assert Expense.objects.get() == others


@pytest.mark.parametrize("count", [1, 3])
def test_budget_runs_the_same_queries_however_much_there_is(
    learner_client, learner, count, django_assert_num_queries
):
    item = ItemFactory(learner=learner)
    ExpenseFactory.create_batch(count, learner=learner, item=item)

    with django_assert_num_queries(8):
        response = learner_client.get(BUDGET)

    assert response.text.count("Delete “T4”") == count
