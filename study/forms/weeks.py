"""What learners write about a week, and what is wrong with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from study.forms.own import TextField
from study.models import Reflection

LONGEST_ANSWER = Reflection._meta.get_field("text").max_length


class ReflectionForm(forms.Form):
    """The answer to a week's question."""

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

    @classmethod
    def showing(cls, reflection: Reflection | None) -> "ReflectionForm":
        """The form with what was answered so far."""
        return cls(initial={"text": reflection.text if reflection else ""})


class DaysInARowForm(forms.Form):
    """Whether days in a row are shown."""

    is_shown = forms.BooleanField(required=False)
