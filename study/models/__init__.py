"""What a learner has done: time logged, units finished, the timer that runs."""

from study.models.entry import Entry, EntryKind
from study.models.imports import Finding, Import, ImportRow, Notice
from study.models.progress import Completion, Enrolment, Skip, StepTick
from study.models.timer import Timer

__all__ = [
    "Completion",
    "Enrolment",
    "Entry",
    "EntryKind",
    "Finding",
    "Import",
    "ImportRow",
    "Notice",
    "Skip",
    "StepTick",
    "Timer",
]
