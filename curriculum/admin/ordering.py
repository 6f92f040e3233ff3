"""Rows with a place in an order: dragged, moved by keys, or by typing a number.

The number says where a row goes, not where it is: it may stand twice, or be left out for the
end. What is kept are the numbers from 1 on without a gap.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.forms import BaseInlineFormSet
from django.http import HttpRequest

LAST = 30_000  # where a row goes whose number was left out


class OrderedForm(forms.ModelForm):
    """The form of a row with a place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            self.fields["position"].widget.attrs |= {"class": "order", "min": 0}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "position" in self.fields:
            cleaned["position"] = self._place(cleaned)
        return cleaned

    def _place(self, cleaned: dict[str, Any]) -> int | None:
        """Where it goes: what is retired has no place, and what comes back goes to the end."""
        was_retired = getattr(self.instance, "is_retired", False)
        if cleaned.get("is_retired", was_retired):
            return None
        typed = cleaned.get("position")
        return LAST if typed is None else min(typed, LAST)

    def _get_validation_exclusions(self) -> set[str]:
        """Two rows may well have the same number until all are numbered anew."""
        return {*super()._get_validation_exclusions(), "position"}  # type: ignore[misc]


class OrderedFormSet(BaseInlineFormSet):
    """The rows of one parent, numbered anew when they are saved."""

    def renumber(self) -> None:
        """Give all rows of the parent their numbers, from where the typed ones say they go."""
        manager = self.model._default_manager  # type: ignore[union-attr]  # of an inline
        rows = list(manager.filter(**{self.fk.name: self.instance}))
        rows = [row for row in rows if not getattr(row, "is_retired", False)]
        moves = {form.instance.pk: _move(form) for form in self.forms if form.instance.pk}
        rows.sort(key=lambda row: (*self.group(row), row.position, moves.get(row.pk, 0), row.pk))
        changed: list[Model] = []
        for number, row in enumerate(rows, start=1):
            if row.position != number:
                row.position = number
                changed.append(row)
        manager.bulk_update(changed, ["position"])

    def group(self, row: Any) -> tuple[Any, ...]:
        """What rows are ordered by before their numbers."""
        return ()


def _move(form: forms.ModelForm) -> int:
    """Of two rows with one number, the one that came up goes first, the one that went down last."""
    before, after = form.initial.get("position"), form.cleaned_data.get("position")
    if after is None or before == after:
        return 0
    return -1 if before is None or after < before else 1


class OrderedInline(admin.TabularInline):
    """An inline whose rows have a place."""

    form = OrderedForm
    formset = OrderedFormSet
    extra = 0
    ordering = ["position"]
    classes = ["ordered"]

    class Media:
        js = ["js/ordering.js"]


class OrderedAdmin(admin.ModelAdmin):
    """An admin with such inlines: numbers its rows anew once they are saved."""

    def save_formset(
        self, request: HttpRequest, form: Any, formset: BaseInlineFormSet, change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        if isinstance(formset, OrderedFormSet):
            formset.renumber()
