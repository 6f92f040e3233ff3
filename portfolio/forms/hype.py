"""A hype check as it is filled in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.forms.fields import ON_THE_WEB_ONLY, OwnItemField, address, by_today, line, lines
from portfolio.models import HypeAnswer, HypeReport
from portfolio.models.item import web_address
from portfolio.queries.hype import Answered, Asked
from study.forms.plan import DayField


class SubjectForm(forms.ModelForm):
    """What is looked at, and whether it is a work of one's own."""

    item = OwnItemField(label=_("Is it your own?"), empty_label=_("No"))

    class Meta:
        model = HypeReport
        fields = ["subject", "url", "claim", "item"]
        widgets = {
            "subject": line(),
            "url": address(),
            "claim": lines(2),
        }
        help_texts = {"claim": _("With its source and date, if you have them.")}
        error_messages = {
            "url": ON_THE_WEB_ONLY,
            "subject": {"required": _("Say what you look at.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].among(self.instance.learner_id)  # type: ignore[attr-defined]


class WordsForm(forms.ModelForm):
    """What there is to say besides the answers."""

    prefix = "words"

    class Meta:
        model = HypeReport
        fields = ["subject", "url", "claim", "strongest", "gaps", "conclusion"]
        widgets = {
            "subject": line(),
            "url": address(),
            **{name: lines(3) for name in ("claim", "strongest", "gaps", "conclusion")},
        }
        error_messages = {
            "url": ON_THE_WEB_ONLY,
            "subject": {"required": _("Say what you look at.")},
        }


class AnswerForm(forms.Form):
    """The answer to one question. Sends what it was drawn with along, so that a page that is out
    of date takes back nothing of what was answered meanwhile.
    """

    state = forms.ChoiceField(
        label=_("What did you find?"),
        required=False,
        choices=[("", _("Not looked at")), *HypeAnswer.State.choices],
        widget=forms.RadioSelect,
        show_hidden_initial=True,
    )
    evidence = forms.CharField(
        label=_("Evidence: what, where, who said so"),
        required=False,
        max_length=1000,
        widget=lines(2),
        show_hidden_initial=True,
    )
    url = forms.URLField(
        label=_("Link to it"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[web_address],
        widget=address(),
        error_messages=ON_THE_WEB_ONLY,
        show_hidden_initial=True,
    )
    checked_on = DayField(label=_("Looked at on"), required=False, show_hidden_initial=True)

    def __init__(self, data: Any = None, *, asked: Asked, today: date) -> None:
        answer = asked.answer
        names = ("state", "evidence", "url", "checked_on")
        initial = {name: getattr(answer, name) for name in names} if answer else {}
        super().__init__(data, initial=initial, prefix=asked.question.slug)
        self.asked, self.today = asked, today

    def clean_checked_on(self) -> date:
        return by_today(self.cleaned_data["checked_on"] or self.today, self.today)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        state, said = given.get("state"), given.get("evidence") or given.get("url")
        if state == HypeAnswer.State.SHOWN and not said and "url" not in self.errors:
            self.add_error("evidence", _("Shown means that others can check it. Say where."))
        if state == HypeAnswer.State.NOT_APPLICABLE and not given.get("evidence"):
            self.add_error("evidence", _("Give the reason why it does not apply."))
        if said and not state:
            self.add_error("state", _("Choose one of the five."))
        return given

    @property
    def drawn_state(self) -> str:
        """The state it was drawn with, hidden; other fields bring theirs along."""
        return self["state"].as_hidden(only_initial=True)

    @property
    def answered(self) -> Answered:
        """What was found out."""
        return Answered(**{name: self.cleaned_data[name] for name in self.fields})
