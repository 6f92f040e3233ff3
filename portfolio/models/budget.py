"""What the work costs: money and GPU hours, against a cap of the learner's own."""

from decimal import Decimal
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from portfolio.models.item import Item


class Budget(models.Model):
    """What a learner wants to spend at most, in all. Nobody who set none spends anything."""

    learner = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="budget")
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="USD",
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, such as EUR."))],
        help_text=_("Three letters, such as EUR."),
    )
    money = models.DecimalField(_("money"), max_digits=9, decimal_places=2, default=Decimal(0))
    gpu_hours = models.DecimalField(
        _("GPU hours"), max_digits=7, decimal_places=1, default=Decimal(0)
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(money__gte=0, gpu_hours__gte=0),
                name="budget_is_not_negative",
                violation_error_message=_("A cap is zero or more."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="budget_currency_is_a_code"
            ),
        ]

    def __str__(self) -> str:
        return f"Budget of {self.learner_id}"


class ExpenseQuerySet(models.QuerySet["Expense"]):
    def for_learner(self, learner: User) -> Self:
        return self.filter(learner=learner)

    def newest_first(self) -> Self:
        return self.order_by("-day", "-pk")


class Expense(models.Model):
    """Money or GPU hours that were spent on a day, perhaps on one item."""

    learner = models.ForeignKey(User, models.CASCADE, related_name="expenses")
    item = models.ForeignKey(Item, models.SET_NULL, related_name="expenses", null=True, blank=True)
    day = models.DateField(_("date"))
    what = models.CharField(_("for what"), max_length=120)
    money = models.DecimalField(_("money"), max_digits=9, decimal_places=2, default=Decimal(0))
    gpu_hours = models.DecimalField(
        _("GPU hours"), max_digits=7, decimal_places=1, default=Decimal(0)
    )

    objects = ExpenseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["learner", "-day"], name="expense_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(money__gte=0, gpu_hours__gte=0) & (Q(money__gt=0) | Q(gpu_hours__gt=0)),
                name="expense_is_something",
                violation_error_message=_("Enter what it cost: money, GPU hours, or both."),
            ),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="expense_says_for_what",
                violation_error_message=_("Say what it was for."),
            ),
        ]

    def __str__(self) -> str:
        return f"Expense {self.pk} of {self.learner_id}"
