"""The path: what there is to learn, in which order, with which material. No progress here."""

from curriculum.models.hypecheck import HypeCheck, HypeQuestion, HypeSection
from curriculum.models.path import (
    Edition,
    Elective,
    Module,
    Path,
    Placement,
    Readiness,
    Track,
    TrackUnit,
)
from curriculum.models.prompt import Prompt, SamplePost
from curriculum.models.unit import (
    Outcome,
    Prerequisite,
    Resource,
    SelfCheck,
    Snag,
    Step,
    Theory,
    Unit,
    UnitResource,
    WorkKind,
)

__all__ = [
    "Edition",
    "Elective",
    "HypeCheck",
    "HypeQuestion",
    "HypeSection",
    "Module",
    "Outcome",
    "Path",
    "Placement",
    "Prerequisite",
    "Prompt",
    "Readiness",
    "Resource",
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
