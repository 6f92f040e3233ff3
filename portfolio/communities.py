"""Communities everybody's list begins with. Own words; the places themselves say what holds."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Known:
    """A community, its rules, what it asks of newcomers, and what it is good for."""

    name: str
    url: str
    rules_url: str
    hurdle: str | Promise
    good_for: str | Promise


KNOWN = [
    Known(
        "fast.ai forums",
        "https://forums.fast.ai/",
        "https://forums.fast.ai/faq",
        _("New members read for a while before they may post; that is on purpose."),
        _("Each lesson has a thread; there is one for beginners, and one to share your work."),
    ),
    Known(
        "r/learnmachinelearning",
        "https://www.reddit.com/r/learnmachinelearning/",
        "https://www.reddit.com/r/learnmachinelearning/about/rules/",
        _("New accounts may have to wait, and links to posts of your own may be held back."),
        _("Questions of beginners all day: a good place to give a first answer."),
    ),
]
