"""How much a mentor takes on, what they say often, what other mentors should know."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.models import LearnerNote, Mentor, RequestKind, Snippet
from mentoring.models.mentor import MOST_A_WEEK
from mentoring.queries import modules
from portfolio.forms.fields import line, lines
from study.forms.plan import DayField


class CapacityForm(forms.ModelForm):
    """Reviews a week, topics, holidays. Nothing ticked means everything."""

    reviews_a_week = forms.IntegerField(
        label=_("Reviews a week"),
        help_text=_("Zero is a pause. At most 20."),
        min_value=0,
        max_value=MOST_A_WEEK,
        error_messages={
            "required": _("Say how many, zero if none for now."),
            "invalid": _("Write a whole number."),
            "min_value": _("At least 0 and at most 20."),
            "max_value": _("At least 0 and at most 20."),
        },
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of work I want to see"),
        choices=RequestKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )
    modules = forms.MultipleChoiceField(
        label=_("Modules I know well"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all."),
    )
    away_from = DayField(label=_("Away from"), required=False)
    away_until = DayField(label=_("Until and with"), required=False)

    class Meta:
        model = Mentor
        fields = ["reviews_a_week", "kinds", "modules", "away_from", "away_until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modules"].choices = [  # type: ignore[attr-defined]
            (module.slug, module.title) for module in modules()
        ]


class SnippetForm(forms.ModelForm):
    """Words to use again."""

    prefix = "snippet"

    class Meta:
        model = Snippet
        fields = ["name", "text"]
        widgets = {"name": line(), "text": lines(4)}
        error_messages = {
            "name": {"required": _("Give it a name to find it by.")},
            "text": {"required": _("Write the words.")},
        }

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Snippet.objects.filter(mentor=self.instance.mentor, name=name).exists():
            raise ValidationError(_("You have a snippet of this name."))
        return name


class LearnerNoteForm(forms.ModelForm):
    """What other mentors should know. The learner never sees it."""

    prefix = "note"

    class Meta:
        model = LearnerNote
        fields = ["text"]
        widgets = {"text": lines(3)}
        labels = {"text": _("A note for other mentors")}
        help_texts = {"text": _("Only mentors who work with this learner read it.")}
        error_messages = {"text": {"required": _("Write the note first.")}}
