"""The filters of the library. A value that makes no sense filters nothing, and says so."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from curriculum.models import PostFormat, Prompt, Resource, Unit
from curriculum.models.prompt import PromptQuerySet
from curriculum.models.resource import ResourceQuerySet

type Choices = Iterable[tuple[str, Any]]


class _FilterForm(forms.Form):
    """A form sent by GET. What was chosen and is valid is in `chosen`."""

    use_required_attribute = False

    @property
    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ResourceFilterForm(_FilterForm):
    type = forms.ChoiceField(label=_("Type"), required=False)
    q = forms.CharField(label=_("Title or author"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = Resource.objects.current().order_by("type").values_list("type", flat=True)
        self.fields["type"].choices = _or_any(  # type: ignore[attr-defined]  # a ChoiceField
            _("Any type"), [(name, Resource(type=name).type_label) for name in types.distinct()]
        )

    def filter(self, resources: ResourceQuerySet) -> ResourceQuerySet:
        if "type" in self.chosen:
            resources = resources.filter(type=self.chosen["type"])
        if "q" in self.chosen:
            resources = resources.mentioning(self.chosen["q"])
        return resources


class PromptFilterForm(_FilterForm):
    TIMES = [("45", _("45 minutes at most")), ("60", _("1 hour at most"))]

    format = forms.ChoiceField(
        label=_("Format"), required=False, choices=[("", _("Any format")), *PostFormat.choices]
    )
    when = forms.ChoiceField(
        label=_("Moment"), required=False, choices=[("", _("Any moment")), *Prompt.When.choices]
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    minutes = forms.ChoiceField(
        label=_("Writing time"), required=False, choices=[("", _("Any length")), *TIMES]
    )

    def __init__(self, *args: Any, path_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prompts = Prompt.objects.current().fitting(path_id).exclude(unit=None)
        units = (
            Unit.objects.filter(retired_at=None, pk__in=prompts.values("unit"))
            .annotate(place=Min("placements__position"))
            .order_by("place", "pk")
        )
        self.fields["unit"].choices = _or_any(  # type: ignore[attr-defined]  # a ChoiceField
            _("Any unit"), units.values_list("slug", "title")
        )

    def filter(self, prompts: PromptQuerySet) -> PromptQuerySet:
        lookups = {
            "format": "format",
            "when": "when",
            "unit": "unit__slug",
            "minutes": "minutes__lte",
        }
        return prompts.filter(**{lookups[name]: value for name, value in self.chosen.items()})


def _or_any(label: Any, choices: Choices) -> list[tuple[str, Any]]:
    return [("", label), *choices]
