"""A word of its own in every text of the owner's, so that a page that shows it gives itself away."""

import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import (
    CharField,
    EmailField,
    Field,
    ForeignKey,
    JSONField,
    Model,
    TextField,
    URLField,
)

from accounts.models import OutgoingMail, User
from curriculum.models import Unit
from tests.matrix.belonging import NOT_OF_LEARNERS, models_of_people, rows_of
from tests.matrix.own_study import MINUTES
from tests.matrix.world import World

WORD = re.compile(r"zqx\d{3}w")
NO_WORDS = [
    "accounts.User.password",  # shown to nobody, by Django's own tests
    "accounts.User.handle",  # part of addresses; the page is public
    "*.time_zone",
    "*.fingerprint",
    "*.digest",
    "*.study_days",
    "*.weekdays",
    "*.address_digest",
    "account.EmailAddress.email",  # the person's
    "accounts.OutgoingMail.recipient",  # the person's
    "accounts.OutgoingMail.html",
    "accounts.OutgoingMail.sender",
    "accounts.OutgoingMail.last_error",
    "mentoring.ReviewRequest.module",
    "nudges.Attempt.phase",
    "nudges.Nudge.slot_key",
    "nudges.Bounce.event_id",
    "portfolio.BlogFeed.problem",
    "portfolio.Budget.currency",
    "portfolio.Item.slug",  # part of addresses
    "portfolio.Item.reviewed_digest",
    "socialaccount.SocialAccount.provider",
    "study.Import.encoding",
    "study.Import.delimiter",
    "study.ImportRow.notices",
    "usersessions.UserSession.data",
]
"""Columns of text that hold no words of a person's, or words that are kept elsewhere too."""

ONLY_WHERE_SOME_ARE = ["answer"]
"""Columns in which the database refuses words before their time."""

JSON: dict[str, Callable[[Any, str], Any]] = {
    "mentoring.Snapshot.parts": lambda parts, word: [
        {**part, "title": word, "text": f"{part['text']}\n\n{word}"} for part in parts
    ],
    "mentoring.ReviewDraft.content": lambda _old, word: {"message": word},
    "mentoring.Review.rubric": lambda old, word: [{**each, "question": word} for each in old],
    "mentoring.SelfReview.rubric": lambda old, word: [{**each, "question": word} for each in old],
    "nudges.Nudge.reason": lambda old, word: {**old, "why": word},
    "mfa.Authenticator.data": lambda old, word: {**old, "name": word},
    "socialaccount.SocialAccount.extra_data": lambda _old, word: {"login": word},
}
"""How a word is put into a column of JSON."""


def fill(world: World) -> dict[str, str]:
    """Put a word into every text. Gives what each word stands for: `study.Note(own).text`."""
    words = {
        f"{MINUTES // 60} h {MINUTES % 60:02} min": "study.Entry(own).minutes",
        "1 of 2 units": "the owner's progress",  # nobody else has done any
    }
    names = {(type(row), row.pk): name for (_, name), row in world.rows.items()}
    owner = world.owner
    world.signs = list(words)
    models: list[type[Model]] = [*models_of_people(), OutgoingMail]
    for model in models:
        for number, row in enumerate(rows_of(model, owner).order_by("pk"), start=1):
            name = _name_of(row, names) or str(number)
            _fill_row(row, f"{model._meta.label}({name})", words)
    for row in world.rows.values():
        row.refresh_from_db()
    _say_the_address_alike(world)
    return words


def _name_of(row: Model, names: dict[tuple[type[Model], Any], str]) -> str | None:
    """What a row is called: by itself, or by what it belongs to."""
    if own := names.get((type(row), row.pk)):
        return own
    for field in row._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model is not Unit:
            name = names.get((field.related_model, getattr(row, field.attname)))
            if name:
                return name
    return None


def _say_the_address_alike(world: World) -> None:
    email = User.objects.values_list("email", flat=True).get(pk=world.owner.pk)
    world.owner.refresh_from_db()
    EmailAddress.objects.filter(user=world.owner).update(email=email)
    OutgoingMail.objects.update(recipient=email)


def _fill_row(row: Model, label: str, words: dict[str, str]) -> None:
    values = {}
    for field in texts(type(row)):
        if field.name in ONLY_WHERE_SOME_ARE and not getattr(row, field.name):
            continue
        word = f"zqx{len(words):03}w"  # as WORD finds it
        words[word] = f"{label}.{field.name}"
        values[field.name] = _value(field, getattr(row, field.name), word)
    if values:
        type(row)._base_manager.filter(pk=row.pk).update(**values)


def texts(model: type[Model]) -> list[Field]:
    """The columns of a model that a person's words may be in."""
    found = [
        f for f in model._meta.concrete_fields if isinstance(f, CharField | TextField | JSONField)
    ]
    return [f for f in found if not f.choices and not _is_excepted(f)]


def _is_excepted(field: Field) -> bool:
    label = f"{field.model._meta.label}.{field.name}"
    return any(fnmatchcase(label, pattern) for pattern in NO_WORDS)


def _value(field: Field, old: Any, word: str) -> Any:
    if isinstance(field, JSONField):
        return JSON[f"{field.model._meta.label}.{field.name}"](old, word)
    if isinstance(field, EmailField):
        return f"{word}@example.org"
    return f"https://{word}.example/" if isinstance(field, URLField) else word


def models_without_a_row(world: World) -> list[str]:
    """Models that can be somebody's, and of which the owner has no row."""
    return [
        model._meta.label
        for model in models_of_people()
        if model._meta.label not in NOT_OF_LEARNERS and not rows_of(model, world.owner).exists()
    ]
