"""Fields that several forms of mentoring have alike."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring import rubric
from mentoring.rubric import Criterion, Judgement
from study.forms.own import TextField


def words(
    label: Any,
    longest: int,
    *,
    rows: int = 3,
    missing: Any = None,
    help_text: Any = "",
) -> TextField:
    """Several lines of text; needed if there are words for when it is missing."""
    messages: dict[str, Any] = {
        "max_length": _(
            "There is room for %(limit_value)d characters; this has %(show_value)d. Shorten it."
        )
    }
    if missing:
        messages["required"] = missing
    return TextField(
        label=label,
        required=missing is not None,
        max_length=longest,
        strip=False,
        widget=forms.Textarea({"rows": rows}),
        help_text=help_text,
        error_messages=messages,
    )


class JudgementsForm(forms.Form):
    """The rubric: one choice for each question; the five of every review are needed."""

    def __init__(self, data: Any = None, *, criteria: list[Criterion], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[self.name_of(criterion)] = forms.ChoiceField(
                label=criterion.question,
                help_text=criterion.help,
                choices=Judgement.choices,
                required=criterion.is_needed,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the four.")},
            )

    @staticmethod
    def name_of(criterion: Criterion) -> str:
        return f"judge-{criterion.slug}"

    @property
    def needed(self) -> list[Any]:
        return [self[self.name_of(each)] for each in self.criteria if each.is_needed]

    @property
    def optional(self) -> list[Any]:
        return [self[self.name_of(each)] for each in self.criteria if not each.is_needed]

    @property
    def rubric(self) -> list[dict[str, str]]:
        """The answers as they are kept."""
        answers = {each.slug: self.cleaned_data[self.name_of(each)] for each in self.criteria}
        return rubric.written(self.criteria, answers)
