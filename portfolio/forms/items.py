"""What learners say about an item, whatever its kind."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from curriculum.models import Prompt, Unit
from portfolio.checklist import to_look_over
from portfolio.forms.fields import ON_THE_WEB_ONLY, address, line, lines
from portfolio.models import Item
from portfolio.models.item import LONGEST_POST
from study.forms.own import TextField

_TITLE = {"required": _("Give it a title. You can change it later.")}


class NewItemForm(forms.ModelForm):
    """A kind and a title; perhaps the prompt or the unit it begins with."""

    prompt = forms.ModelChoiceField(
        Prompt.objects.current().select_related("unit"),
        to_field_name="slug",
        required=False,
        widget=forms.HiddenInput,
    )
    unit = forms.ModelChoiceField(
        Unit.objects.all(), to_field_name="slug", required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Item
        fields = ["kind", "title"]
        widgets = {"kind": forms.RadioSelect, "title": line()}
        labels = {"kind": _("What is it?"), "title": _("Title, for now")}
        error_messages = {"title": _TITLE, "kind": {"required": _("Choose one of the five.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Item.Kind.choices  # type: ignore[attr-defined]  # no blank one


class AboutForm(forms.ModelForm):
    """Title, claim, link, lesson, reader and the units an item rests on."""

    prefix = "about"
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Units it rests on"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose units from the list.")},
    )

    class Meta:
        model = Item
        fields = ["title", "claim", "url", "learned", "reader"]
        widgets = {
            "title": line(),
            "claim": lines(2),
            "learned": lines(2),
            "url": address(),
            "reader": line(),
        }
        help_texts = {
            "claim": _("One sentence. It stands below the title on your page."),
            "learned": _("One sentence. A dead end counts."),
            "url": _("Where it is, if it is not written here."),
            "reader": _("One person you can name, such as you six months ago. Nobody sees it."),
        }
        error_messages = {"title": _TITLE, "url": ON_THE_WEB_ONLY}

    def __init__(self, data: Any = None, *, instance: Item) -> None:
        super().__init__(data, instance=instance)
        units = self.fields["units"]
        units.queryset = Unit.objects.filter(  # type: ignore[attr-defined]
            pk__in=_units_of(instance)
        ).order_by("title")
        self.initial["units"] = [each.unit.slug for each in instance.item_units.all()]

    def clean_claim(self) -> str:
        return self._needed("claim")

    def clean_learned(self) -> str:
        return self._needed("learned")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        item = self.instance
        is_here = item.kind == Item.Kind.EXPERIMENT or (item.is_written_here and item.html)
        return url if is_here else self._needed("url")

    def _needed(self, name: str) -> str:
        """What was typed; it may be empty only while the item is not out."""
        value: str = self.cleaned_data[name]
        if self.instance.published_on and not value:
            raise ValidationError(
                _("It is published, so this is needed. Or make it a draft again first.")
            )
        return value


def _units_of(item: Item) -> QuerySet[Unit, Any]:
    """Units that a learner's items can rest on: those they completed or logged time on."""
    done = Unit.objects.filter(completions__learner=item.learner_id)
    logged = Unit.objects.filter(entries__learner=item.learner_id)
    chosen = Unit.objects.filter(item_units__item=item.pk)
    return done.values("pk").union(logged.values("pk"), chosen.values("pk"))


class DraftForm(forms.Form):
    """The text of an item. `version` is the one it was read at."""

    text = TextField(
        label=_("Text"),
        required=False,
        strip=False,
        max_length=LONGEST_POST,
        widget=forms.Textarea({"rows": 24, "spellcheck": "true"}),
        help_text=_(
            "Markdown: **bold**, # heading, - list, ```python for code, $x^2$ for a formula."
        ),
        error_messages={
            "max_length": _(
                "A text has room for %(limit_value)d characters; this has %(show_value)d."
                " Shorten it, or make two of it."
            )
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class VisibilityForm(forms.ModelForm):
    """Who may see an item once it is published."""

    prefix = "visibility"

    class Meta:
        model = Item
        fields = ["visibility"]
        widgets = {"visibility": forms.RadioSelect}


class PublishForm(forms.Form):
    """What to look over before a text is published, each with a tick, and who may see it."""

    prefix = "publish"
    visibility = forms.ChoiceField(
        label=_("Who may see it?"), choices=Item.Visibility.choices, widget=forms.RadioSelect
    )
    looked_over = forms.MultipleChoiceField(
        label=_("Before it goes out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, item: Item) -> None:
        super().__init__(data, initial={"visibility": item.visibility})
        self.points = to_look_over(item)
        if self.points:
            choices = [(str(n), words) for n, words in enumerate(self.points)]
            self.fields["looked_over"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["looked_over"]

    def clean_looked_over(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["looked_over"]
        if len(set(ticked)) < len(self.points):
            raise ValidationError(_("Tick each, or go back to the text where one is not so yet."))
        return ticked


class PictureForm(forms.Form):
    """A picture for a text."""

    picture = forms.FileField(
        label=_("Add a picture"),
        widget=forms.ClearableFileInput({"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG or WebP, up to 8 MB. Where it was taken is removed."),
        error_messages={
            "required": _("Choose a picture first."),
            "empty": _("This file is empty."),
        },
    )
    words = forms.CharField(
        label=_("What it shows, for who cannot see it"),
        max_length=200,
        error_messages={"required": _("Say in a few words what it shows.")},
    )
