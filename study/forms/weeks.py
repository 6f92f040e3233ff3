"""What learners write about a week, and what is wrong with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from study.forms.own import TextField
from study.models import Reflection

LONGEST_ANSWER = Reflection._meta.get_field("text").max_length


class ReflectionForm(forms.Form):
    """The answer to a week's question, as it was asked.

    `written_at` is when the answer that was read had been written; empty if there was none.
    """

    text = TextField(
        label=_("Your answer"),
        strip=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 7}),
        help_text=_("For you alone. You can change it later."),
        error_messages={
            "required": _("Write a few words first."),
            "max_length": _(
                "An answer has room for %(limit_value)d characters; this has %(show_value)d."
                " Shorten it, or keep the rest elsewhere."
            ),
        },
    )

    question = forms.CharField(required=False, widget=forms.HiddenInput)
    written_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    newer: Reflection | None = None  # what was saved elsewhere, while this was typed

    @classmethod
    def showing(cls, reflection: Reflection | None) -> "ReflectionForm":
        """The form with what was answered so far."""
        return cls._on(reflection, reflection.text) if reflection else cls()

    def on_top_of(self, newer: Reflection) -> "ReflectionForm":
        """The form with what was typed here, to replace what was saved elsewhere."""
        form = self._on(newer, self.cleaned_data["text"])
        form.newer = newer
        return form

    @classmethod
    def _on(cls, reflection: Reflection, text: str) -> "ReflectionForm":
        # To the microsecond, and the instant: Django would write neither.
        return cls(initial={"text": text, "written_at": reflection.written_at.isoformat()})

    @property
    def asked(self) -> str:
        """The question that was asked when the form was drawn, as far as it says."""
        return self.cleaned_data.get("question", "") if self.is_bound else ""


class DaysInARowForm(forms.Form):
    """Whether days in a row are shown."""

    is_shown = forms.BooleanField(required=False)
