"""What the two sides say to each other, and about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.forms.fields import words
from mentoring.models import Advice, Review
from mentoring.models.review import LONGEST_POST
from portfolio.forms.fields import line

WHAT_HAPPENED = _("Say what happened, so that staff can look into it.")


class PostForm(forms.Form):
    """The next thing to say."""

    prefix = "post"
    text = words(
        _("Your reply"), LONGEST_POST, rows=5, help_text="Markdown.", missing=_("Write something.")
    )


class RatingForm(forms.Form):
    """Whether a review helped; thanks, or what the problem was."""

    prefix = "rating"
    rating = forms.ChoiceField(
        label=_("Did it help?"),
        choices=Review.Rating.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    thanks = forms.CharField(
        label=_("A word of thanks, if you like"),
        max_length=280,
        required=False,
        widget=line(),
        help_text=_("Your mentor reads it."),
    )
    problem = words(
        _("If there was a problem: what happened?"),
        2000,
        help_text=_("Staff read it, your mentor does not. You two will not meet here again."),
    )

    def clean(self) -> None:
        found = self.cleaned_data
        is_problem = found.get("rating") == Review.Rating.PROBLEM
        if is_problem and not found.get("problem"):
            self.add_error("problem", WHAT_HAPPENED)
        if found.get("rating") and found.get("problem") and not is_problem:
            words = _("Choose “There was a problem” above to send this, or empty it.")
            self.add_error("problem", words)


class ReportForm(forms.Form):
    """Something staff should look into."""

    prefix = "report"
    words = words(_("What happened?"), 2000, rows=4, missing=WHAT_HAPPENED)


class AdviceForm(forms.ModelForm):
    """An experiment or a post to suggest."""

    prefix = "advice"

    class Meta:
        model = Advice
        fields = ["kind", "text"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea({"rows": 2})}
        labels = {"kind": _("What is it?"), "text": _("In a sentence or two")}
        error_messages = {
            "kind": {"required": _("Say whether it is an experiment or a post.")},
            "text": {"required": _("Say what you suggest.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Advice.Kind.choices  # type: ignore[attr-defined]  # no blank one
