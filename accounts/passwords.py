"""Which passwords are refused: those that would be guessed soon. Judged offline."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from zxcvbn import zxcvbn

from accounts.models import User

# How many guesses a password has to withstand: some weeks against our hashes, were they stolen.
MIN_GUESSES = 3e8
# What is looked at. More takes long to judge, and can only make a password better.
JUDGED_LENGTH = 40
# Words that everybody here would try first.
_OUR_WORDS = ["learnpath", "learn", "path", "deeplearning", "deep learning"]
_ADVICE = _("Three or four unrelated words are hard to guess and easy to remember.")
_REASONS: dict[str, Promise] = {
    "dictionary": _("it is, or is nearly, one that many people use."),
    "own": _("it is made from your name, your email address or ours."),
    "spatial": _("its keys lie side by side."),
    "repeat": _("it repeats itself."),
    "sequence": _("it goes on as one expects."),
    "date": _("it is mostly a date."),
    "regex": _("it is mostly a date."),
    "bruteforce": _("it is short, and too much of it is common."),
}


class GuessableValidator:
    """Refuse a password that lists of breached ones, names, dates and keyboards give away."""

    def validate(self, password: str, user: User | None = None) -> None:
        judged = zxcvbn(password[:JUDGED_LENGTH], user_inputs=_words_of(user))
        if judged["guesses"] >= MIN_GUESSES:
            return
        raise ValidationError(
            _("This password would be guessed soon: %(reason)s %(advice)s"),
            code="password_guessable",
            params={"reason": _REASONS[_weakness(judged["sequence"])], "advice": _ADVICE},
        )

    def get_help_text(self) -> Promise:
        return _ADVICE


def _words_of(user: User | None) -> list[str]:
    """What somebody who knows the person would try: their name and address, whole and in parts."""
    if user is None:
        return _OUR_WORDS
    known = [user.email, user.handle, user.display_name, *user.email.split("@")]
    parts = [part for text in known for part in re.split(r"[\W_]+", text)]
    return [*_OUR_WORDS, *(word for word in {*known, *parts} if len(word) > 2)]


def _weakness(sequence: list[dict[str, Any]]) -> str:
    """The kind of the longest stretch of a password that was recognised."""
    known = [part for part in sequence if part["pattern"] != "bruteforce"]
    if not known:
        return "bruteforce"
    longest = max(known, key=lambda part: len(part["token"]))
    is_own = longest.get("dictionary_name") == "user_inputs"
    return "own" if is_own else str(longest["pattern"])
