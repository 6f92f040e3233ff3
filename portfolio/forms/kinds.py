"""What belongs to one kind of item, as learners type it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portfolio.forms.fields import ON_THE_WEB_ONLY, by_today, line, lines
from portfolio.models import Answer, App, Contribution, Experiment, Feedback, Item
from portfolio.runs import NotRunsError, RunRow, read_runs
from study.forms.plan import DayField


class AppForm(forms.ModelForm):
    """An app's limits, model card, data, and the expert who was asked."""

    expert_on = DayField(label=_("When"), required=False)

    class Meta:
        model = App
        fields = [
            "limits",
            "model_card_url",
            "data_note",
            "expert",
            "expert_on",
            "expert_changed",
            "no_expert_reason",
        ]
        widgets = {
            "limits": lines(3),
            "model_card_url": line(),
            "data_note": line(),
            "expert": line(),
            "expert_changed": line(),
            "no_expert_reason": line(),
        }
        labels = {"model_card_url": _("Link to its model card")}
        help_texts = {
            "limits": _("When is it wrong, and whom should it not be used for?"),
            "data_note": _("What it was trained on, how much of it, under which licence."),
            "expert": _("Their role, not their name: “ornithologist at the lake”."),
            "no_expert_reason": _("If you asked nobody: why."),
        }
        error_messages = {"model_card_url": ON_THE_WEB_ONLY}


class AnswerForm(forms.ModelForm):
    """Where an answer was given, and about what."""

    class Meta:
        model = Answer
        fields = ["place", "topic"]
        widgets = {"place": line(), "topic": line()}
        help_texts = {
            "place": _("Such as fast.ai forums, r/learnmachinelearning."),
            "topic": _("A word or two, such as learning rates."),
        }


class ExperimentForm(forms.ModelForm):
    """The card of an experiment."""

    class Meta:
        model = Experiment
        fields = [
            "question",
            "asked_by",
            "prediction",
            "held_fixed",
            "data_set",
            "data_url",
            "data_licence",
            "data_size",
            "metric",
            "is_higher_better",
            "split",
            "baseline",
            "baseline_result",
            "conclusion",
            "surprise",
        ]
        widgets = {
            "question": lines(2),
            "prediction": lines(2),
            "held_fixed": lines(2),
            "conclusion": lines(3),
            "surprise": lines(2),
            **{
                name: line()
                for name in (
                    "asked_by", "data_set", "data_url", "data_licence", "data_size", "metric",
                    "split", "baseline", "baseline_result",
                )
            },
        }  # fmt: skip
        help_texts = {
            "asked_by": _("A question often comes from somebody else. Say from whom."),
            "prediction": _("Before you ran it."),
            "held_fixed": _("All that was the same in every run: model, epochs, split."),
            "split": _("Data the model had not seen: which, and how it was split off."),
            "baseline": _("The simple thing it has to beat."),
            "conclusion": _("That nothing came of it is a result as good as any."),
        }
        error_messages = {
            "data_url": ON_THE_WEB_ONLY,
            "baseline_result": {"invalid": _("Write the result as a number, such as 0.81.")},
        }


class ContributionForm(forms.ModelForm):
    """A contribution to somebody else's project."""

    class Meta:
        model = Contribution
        fields = ["project", "issue_url", "lines_changed", "state"]
        widgets = {
            "project": line(),
            "issue_url": line(),
            "lines_changed": line(inputmode="numeric"),
        }
        help_texts = {
            "lines_changed": _("Small is fine: three lines of documentation are a contribution."),
        }
        error_messages = {
            "issue_url": ON_THE_WEB_ONLY,
            "lines_changed": {"invalid": _("Write the number of lines, such as 3.")},
        }


_FORMS: dict[str, type[forms.ModelForm]] = {
    Item.Kind.APP: AppForm,
    Item.Kind.ANSWER: AnswerForm,
    Item.Kind.EXPERIMENT: ExperimentForm,
    Item.Kind.OPEN_SOURCE: ContributionForm,
}


def kind_form(item: Item, data: Any = None) -> forms.ModelForm | None:
    """The form for what belongs to an item's kind; a blog post has none."""
    form = _FORMS.get(item.kind)
    return form(data, instance=item.of_kind, prefix="kind") if form else None


class RunsForm(forms.Form):
    """Runs, pasted from a spreadsheet or a file."""

    prefix = "runs"
    runs = forms.CharField(
        label=_("Runs"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea({"rows": 8, "class": "code", "spellcheck": "false"}),
        help_text=_(
            "One a line: seed, setting, result. Paste from a spreadsheet or a CSV file."
            " What is here replaces what was."
        ),
    )

    def clean_runs(self) -> list[RunRow]:
        try:
            return read_runs(self.cleaned_data["runs"])
        except NotRunsError as error:
            raise ValidationError(str(error)) from None


class FeedbackForm(forms.ModelForm):
    """What somebody did or said with an app."""

    prefix = "feedback"
    day = DayField(label=_("Date"))

    class Meta:
        model = Feedback
        fields = ["day", "person", "how", "words", "change"]
        widgets = {"words": lines(2), "change": line()}
        help_texts = {
            "words": _("What they did or said, not what you make of it."),
            "change": _("If you changed something because of it."),
        }
        error_messages = {"words": {"required": _("Say what you saw or heard.")}}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial["day"] = today  # a new row has none yet
        for name in ("person", "how"):
            field = self.fields[name]
            field.choices = self._meta.model._meta.get_field(name).choices  # type: ignore[attr-defined]  # no blank one

    def clean_day(self) -> date:
        return by_today(self.cleaned_data["day"], self.today)
