"""Feeds of one's own, and what becomes of their proposals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portfolio.forms.fields import address
from portfolio.models import BlogFeed, Item
from study.models.own import ON_THE_WEB


class FeedForm(forms.ModelForm):
    """The address of a blog or of its feed."""

    class Meta:
        model = BlogFeed
        fields = ["url"]
        labels = {"url": _("Address of your blog, or of its feed")}
        widgets = {"url": address()}
        help_texts = {"url": _("RSS, Atom or JSON Feed.")}
        error_messages = {
            "url": {"required": _("Give the address of your blog."), "invalid": ON_THE_WEB}
        }


class TakeForm(forms.Form):
    """What kind of item a proposal becomes."""

    kind = forms.ChoiceField(choices=Item.Kind.choices)
