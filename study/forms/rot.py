"""What learners type of a resource, and what is wrong with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from study.forms.own import TextField
from study.models import ResourceReport

Says = ResourceReport.Says
MISSING = {
    Says.BROKEN: _("Say in a few words what happens, so that it can be mended."),
    Says.WORKAROUND: _("Say what you did, so that others can do the same."),
}


class ReportForm(forms.ModelForm):
    """Whether a resource works. A page has one for each resource, with ids of its own."""

    says = forms.ChoiceField(
        label=_("What did you find?"),
        choices=Says.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    note = TextField(
        label=_("What happens, or what helped"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A workaround is shown to other learners, without your name."),
    )

    class Meta:
        model = ResourceReport
        fields = ["says", "versions", "note"]
        labels = {"versions": _("With which versions, if you know")}
        widgets = {
            "versions": forms.TextInput({"autocomplete": "off"}),
        }
        help_texts = {"versions": _("As in: fastai 2.7.17, Python 3.12, Colab.")}

    def __init__(self, data: Any = None, *, instance: ResourceReport) -> None:
        auto_id = f"id_%s_{instance.resource_id}"
        super().__init__(data, instance=instance, auto_id=auto_id)

    def clean(self) -> dict[str, Any]:
        """Ask for a note beside the note; the database would refuse the same."""
        cleaned = super().clean() or {}
        missing = MISSING.get(cleaned.get("says", ""))
        if missing and "note" in cleaned and not cleaned["note"]:
            self.add_error("note", missing)
        return cleaned
