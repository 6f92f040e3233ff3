"""What a learner says when they ask, and when they look at their work themselves."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.forms.fields import JudgementsForm, words
from mentoring.models.attached import LONGEST_QUESTION
from mentoring.rubric import Criterion
from portfolio.models import Item

WHOLE = "portfolio"


class AskForm(forms.Form):
    """What the review is of, and what the learner wants to know."""

    about = forms.ChoiceField(
        label=_("Of what?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what should be looked at."),
            "invalid_choice": _("Choose something from the list."),
        },
    )
    question = words(
        _("What do you want to know?"),
        LONGEST_QUESTION,
        rows=4,
        help_text=_("One honest question gets a better review than “any thoughts?”."),
        missing=_("Say what you want to know. One sentence is enough."),
    )

    def __init__(self, data: Any = None, *, items: Iterable[Item], about: str = "") -> None:
        super().__init__(data, initial={"about": about})
        self.items = {str(item.pk): item for item in items}
        choices = [
            (pk, f"{item.title} ({item.get_kind_display()})") for pk, item in self.items.items()
        ]
        whole = (WHOLE, _("My whole portfolio, as it is today"))
        self.fields["about"].choices = [*choices, whole]  # type: ignore[attr-defined]

    @property
    def item(self) -> Item | None:
        """The item that was chosen; None for all of them."""
        return self.items.get(self.cleaned_data["about"])


class SelfReviewForm(JudgementsForm):
    """The rubric, answered by the learner."""

    next_step = words(
        _("One thing to do next"), 500, rows=3, missing=_("Name one thing, however small.")
    )

    def __init__(self, data: Any = None, *, criteria: list[Criterion], initial: Any = None) -> None:
        super().__init__(data, criteria=criteria, initial=initial)
