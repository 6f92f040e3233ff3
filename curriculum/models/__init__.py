"""The path: what there is to learn, in which order, with which material. No progress here."""

from curriculum.models.change import Change
from curriculum.models.health import LinkHealth, ResourceHealth
from curriculum.models.hypecheck import HypeCheck, HypeQuestion, HypeSection
from curriculum.models.parts import (
    Elective,
    Module,
    Placement,
    Readiness,
    Track,
    TrackUnit,
)
from curriculum.models.path import Edition, Path, Release
from curriculum.models.prompt import PostFormat, Prompt, SamplePost
from curriculum.models.resource import Resource, Theory, UnitResource
from curriculum.models.unit import (
    ItemKind,
    Outcome,
    Prerequisite,
    SelfCheck,
    Snag,
    Step,
    Unit,
    WorkKind,
)

__all__ = [
    "Change",
    "Edition",
    "Elective",
    "HypeCheck",
    "HypeQuestion",
    "HypeSection",
    "ItemKind",
    "LinkHealth",
    "Module",
    "Outcome",
    "Path",
    "Placement",
    "PostFormat",
    "Prerequisite",
    "Prompt",
    "Readiness",
    "Release",
    "Resource",
    "ResourceHealth",
    "SamplePost",
    "SelfCheck",
    "Snag",
    "Step",
    "Theory",
    "Track",
    "TrackUnit",
    "Unit",
    "UnitResource",
    "WorkKind",
]
