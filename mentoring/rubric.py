"""The questions that every review answers, whoever writes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.models import RequestKind


class Judgement(models.TextChoices):
    """How far a piece of work is in one respect."""

    NOT_YET = "not_yet", _("Not yet")
    PARTLY = "partly", _("Partly")
    YES = "yes", _("Yes")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


@dataclass(frozen=True)
class Criterion:
    """One question, and what to look for."""

    slug: str
    question: Any
    help: Any
    is_needed: bool = True


CRITERIA = (
    Criterion(
        "question",
        _("Is it clear what it asks, or what it is for?"),
        _("One question, and somebody who wants to know."),
    ),
    Criterion(
        "data",
        _("Is it clear where the data came from?"),
        _("Source, size, who labelled it, what it leaves out."),
    ),
    Criterion(
        "unseen",
        _("Was success measured on data the model had not seen?"),
        _("A held-out set that looks like real use, and not only a random split."),
    ),
    Criterion(
        "repeatable",
        _("Could somebody else repeat it?"),
        _("Code, versions, seeds, and what it costs in hours and money."),
    ),
    Criterion(
        "limits",
        _("Does it say what it cannot do?"),
        _("Where it fails, for whom, and what was not tried."),
    ),
)

# Where the core questions of the hype check fit: to what claims to work.
WITH_HYPE_CHECK = {RequestKind.APP, RequestKind.EXPERIMENT, RequestKind.PORTFOLIO}


def written(criteria: Iterable[Criterion], answers: Mapping[str, str]) -> list[dict[str, str]]:
    """The rubric as it is kept: each question that was answered, in its words of that day."""
    return [
        {"slug": each.slug, "question": str(each.question), "answer": answers[each.slug]}
        for each in criteria
        if answers.get(each.slug)
    ]


def read(rubric: Iterable[Mapping[str, str]]) -> list[tuple[str, Judgement]]:
    """What a kept rubric says: each question with its answer."""
    return [(each["question"], Judgement(each["answer"])) for each in rubric]
