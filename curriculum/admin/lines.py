"""Lists of short texts in admin: a line for each."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget


class LinesField(forms.CharField):
    """A list of texts, typed a line each. Empty lines and spaces around a line are left out.

    A text that has line breaks in it, as files may bring, is shown on one line and stays one text.
    """

    widget = AdminTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(_shown(value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return _lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and _lines(data or "") != _shown(initial or [])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _shown(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]
