"""What a learner has done: time logged, units finished, the timer that runs."""

from study.models.background import Background, Coding, Mathematics, PythonSkill
from study.models.entry import Entry, EntryKind
from study.models.progress import Completion, Enrolment, Skip, StepTick
from study.models.timer import Timer

__all__ = [
    "Background",
    "Coding",
    "Completion",
    "Enrolment",
    "Entry",
    "EntryKind",
    "Mathematics",
    "PythonSkill",
    "Skip",
    "StepTick",
    "Timer",
]
