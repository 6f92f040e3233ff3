"""What learners suggest to others, and communities of their own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.forms.fields import ON_THE_WEB_ONLY, line
from portfolio.models import Community, Suggestion
from study.models.own import ON_THE_WEB


class SuggestionForm(forms.ModelForm):
    """A post worth showing to others."""

    prefix = "suggestion"

    class Meta:
        model = Suggestion
        fields = ["url", "title", "author", "why"]
        widgets = {name: line() for name in ("url", "title", "author", "why")}
        error_messages = {
            "url": {"required": _("Give the address of the post."), "invalid": ON_THE_WEB},
            "title": {"required": _("Give its title.")},
            "author": {"required": _("Say who wrote it.")},
        }


class CommunityForm(forms.ModelForm):
    """A place where one asks and answers."""

    prefix = "community"

    class Meta:
        model = Community
        fields = ["name", "url", "rules_url", "hurdle"]
        widgets = {name: line() for name in ("name", "url", "rules_url", "hurdle")}
        error_messages = {
            "name": {"required": _("Give its name.")},
            "url": {"required": _("Give its address."), "invalid": ON_THE_WEB},
            "rules_url": ON_THE_WEB_ONLY,
        }
