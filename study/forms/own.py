"""What learners type of their own about units, and what is wrong with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from curriculum.markdown import LONGEST_TEXT
from curriculum.models import Unit
from study.models import Link, Note, ParkedQuestion, Pass, SelfCheckRating
from study.models.own import ON_THE_WEB


class TextField(forms.CharField):
    """Long text as it was typed. Browsers send a line's end as two characters; it is one."""

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n")
        return text if text.strip() else ""


class NoteForm(forms.Form):
    """The note on a unit. `version` is the one it was read at; 0 if there was none."""

    text = TextField(
        label=_("Your note"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Markdown: **bold**, # heading, - list, - [ ] task. Nobody else can read it."),
        error_messages={
            "max_length": _(
                "A note has room for %(limit_value)d characters; this has %(show_value)d."
                " Shorten it, or keep the rest elsewhere."
            )
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    prefix = "note"  # several forms share the unit's page

    @classmethod
    def showing(cls, note: Note | None) -> "NoteForm":
        """The form with what is written so far."""
        return cls(initial={"text": note.text, "version": note.version} if note else {"version": 0})


class QuestionForm(forms.ModelForm):
    """A question to park."""

    prefix = "question"

    class Meta:
        model = ParkedQuestion
        fields = ["text"]
        labels = {"text": _("Park a question")}
        widgets = {"text": forms.TextInput({"autocomplete": "off"})}
        error_messages = {"text": {"required": _("Write the question. A few words will do.")}}


class AnswerForm(forms.ModelForm):
    """What answers a parked question, in a line, if anything. Each has ids of its own."""

    def __init__(self, data: Any = None, *, instance: ParkedQuestion) -> None:
        super().__init__(data, instance=instance, auto_id=f"id_%s_{instance.pk}")

    class Meta:
        model = ParkedQuestion
        fields = ["answer"]
        labels = {"answer": _("The answer, in a line, if you like")}
        widgets = {"answer": forms.TextInput({"autocomplete": "off"})}


class MoveForm(forms.Form):
    """Which unit may answer a question. Nothing chosen means: not known yet."""

    unit = forms.ModelChoiceField(
        Unit.objects.filter(retired_at=None),
        to_field_name="slug",
        required=False,
        error_messages={"invalid_choice": _("Choose a unit from the list.")},
    )


class RatingForm(forms.Form):
    """How well a self-check question could be answered."""

    rating = forms.ChoiceField(choices=SelfCheckRating.Rating.choices)


class PassForm(forms.Form):
    """A way of going through a unit."""

    kind = forms.ChoiceField(choices=Pass.Kind.choices)


class LinkForm(forms.ModelForm):
    """A link to keep with a unit."""

    prefix = "link"

    class Meta:
        model = Link
        fields = ["url", "title", "why"]
        labels = {
            "url": _("Address"),
            "title": _("Title"),
            "why": _("Why you keep it, if you like"),
        }
        widgets = {
            name: forms.TextInput({"autocomplete": "off"}) for name in ("url", "title", "why")
        }
        error_messages = {
            "url": {
                "required": _("Give the address of the page."),
                "invalid": ON_THE_WEB,
            },
            "title": {"required": _("Give it a title.")},
        }
