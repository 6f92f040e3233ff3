"""A review as a mentor writes it: rubric, message, next step, comments on lines."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mentoring.forms.fields import JudgementsForm, words
from mentoring.models import Advice
from mentoring.models.review import LONGEST_POST
from mentoring.rubric import Criterion
from mentoring.written import Written

LONGEST_KEPT = 20_000  # characters of one field in a draft, whatever is wrong with them
MOST_COMMENTS = 200
_COMMENT = re.compile(r"comment-([0-9]{1,4})-([0-9]{1,6})")


class ReviewForm(JudgementsForm):
    """All of a review. A line has a field once a comment on it was begun; `longest` says how
    many lines each part has.
    """

    message = words(
        _("Your message"),
        LONGEST_POST,
        rows=8,
        help_text=_("Begin with what works. Answer the question that was asked. Markdown."),
        missing=_("Write a message: it begins the talk."),
    )
    next_step = words(
        _("One thing to do next"),
        500,
        rows=3,
        help_text=_("The one that would change most."),
        missing=_("Name one thing to do next."),
    )
    advice_kind = forms.ChoiceField(
        label=_("Suggest an experiment or a post"),
        choices=Advice.Kind.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    advice = words(
        _("In a sentence or two"),
        500,
        rows=2,
        help_text=_("It joins their prompts, with your name."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(
        self,
        data: Any = None,
        *,
        criteria: list[Criterion],
        longest: list[int],
        initial: dict[str, Any],
        opened: str = "",
    ) -> None:
        super().__init__(data, criteria=criteria, initial=initial)
        begun = data if data is not None else initial
        names = [*begun, f"comment-{opened}"] if opened else list(begun)
        for name in dict.fromkeys(names):
            found = _COMMENT.fullmatch(name)
            if found and _is_line(int(found[1]), int(found[2]), longest):
                self.fields[name] = words(_("Comment"), 1000, rows=2)

    def clean(self) -> None:
        found = self.cleaned_data
        if found.get("advice") and not found.get("advice_kind"):
            self.add_error("advice_kind", _("Say whether it is an experiment or a post."))
        if len(self.comments) > MOST_COMMENTS:
            self.add_error(None, _("A review has room for 200 comments."))

    @property
    def comments(self) -> dict[tuple[int, int], str]:
        """What was said of lines, by part and line."""
        found: dict[tuple[int, int], str] = {}
        for name, value in self.cleaned_data.items():
            if (place := _COMMENT.fullmatch(name)) and value:
                found[int(place[1]), int(place[2])] = value
        return found

    @property
    def written(self) -> Written:
        found = self.cleaned_data
        return Written(
            message=found["message"],
            next_step=found["next_step"],
            rubric=self.rubric,
            comments=self.comments,
            advice_kind=found["advice_kind"],
            advice=found["advice"],
        )


def _is_line(part: int, line: int, longest: list[int]) -> bool:
    return part < len(longest) and 1 <= line <= longest[part]


def kept(data: QueryDict) -> dict[str, str]:
    """What a draft keeps of what was sent: every field of a review, right or wrong."""
    typed = {
        name: value[:LONGEST_KEPT].replace("\0", "").replace("\r\n", "\n")
        for name in data
        if (value := str(data[name])).strip()
    }
    own = {name: value for name, value in typed.items() if _is_ours(name)}
    comments = [name for name in typed if _COMMENT.fullmatch(name)][: 2 * MOST_COMMENTS]
    return own | {name: typed[name] for name in comments}


def _is_ours(name: str) -> bool:
    plain = name in ("message", "next_step", "advice_kind", "advice")
    return plain or bool(re.fullmatch(r"judge-[a-z0-9-]{1,80}", name))
