"""The kinds of rows with a history, and how rows of each are called."""

from typing import Any

from django.db.models import Field, Model

from curriculum import models

type Kind = type[Model]

KINDS: list[Kind] = [
    models.Path,
    models.Edition,
    models.Module,
    models.Placement,
    models.Track,
    models.TrackUnit,
    models.Elective,
    models.Readiness,
    models.Unit,
    models.Step,
    models.Outcome,
    models.SelfCheck,
    models.Snag,
    models.Prerequisite,
    models.UnitResource,
    models.Theory,
    models.Resource,
    models.Prompt,
    models.SamplePost,
    models.HypeCheck,
    models.HypeSection,
    models.HypeQuestion,
]
"""In the order in which they are shown: what rests on others comes after them."""

NAMES: dict[Kind, str] = {
    models.Edition: "{path} {version}",
    models.Placement: "{unit}",
    models.TrackUnit: "{unit}",
    models.UnitResource: "{resource}",
    models.Theory: "{resource}",
    models.Prerequisite: "{requires}",
    models.Step: "{label}",
    models.Outcome: "{text}",
    models.SelfCheck: "{question}",
    models.Snag: "{text}",
    models.Readiness: "{text}",
    models.Prompt: "{slug}",
    models.HypeQuestion: "{text}",
}
"""Names are made of these fields; those of all others are their title."""

PARENTS: dict[Kind, str] = {
    models.Module: "edition",
    models.Placement: "module",
    models.Track: "edition",
    models.TrackUnit: "track",
    models.Elective: "edition",
    models.Readiness: "edition",
    models.Step: "unit",
    models.Outcome: "unit",
    models.SelfCheck: "unit",
    models.Snag: "unit",
    models.Prerequisite: "unit",
    models.UnitResource: "unit",
    models.Theory: "unit",
    models.HypeSection: "hype_check",
    models.HypeQuestion: "section",
}
"""What rows of a kind are parts of."""


def kind_named(name: str) -> Kind | None:
    """The kind of which this is the name in addresses, if it is one."""
    return next((kind for kind in KINDS if kind._meta.model_name == name), None)


def events_of(kind: Kind) -> Any:
    """The model of the rows' history."""
    return kind.pgh_event_model  # type: ignore[attr-defined]  # pghistory puts it there


def kept_fields(kind: Kind) -> list[Field]:
    """The fields whose values the history has, but for the key."""
    kept = {field.name for field in events_of(kind)._meta.fields}
    return [
        field
        for field in kind._meta.concrete_fields
        if field.name in kept and not field.primary_key
    ]


def retired_as(kind: Kind) -> dict[str, Any] | None:
    """What a row of this kind says once it is retired, but for the time; None if it is deleted.

    An edition that is no draft any more is retired; one that is may go.
    """
    names = {field.name for field in kind._meta.concrete_fields}
    if "is_retired" in names:
        return {"is_retired": True, "position": None}
    if "retired_at" in names and kind is not models.Edition:
        return {"retired_at": None}
    return None
