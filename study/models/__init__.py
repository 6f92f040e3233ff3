"""What a learner has done: time logged, units finished, the timer that runs; and their own matter."""

from study.models.background import Background, Coding, Mathematics, PythonSkill
from study.models.entry import Entry, EntryKind
from study.models.imports import Finding, Import, ImportRow, Notice
from study.models.own import Link, Note, ParkedQuestion, Pass, SelfCheckRating
from study.models.plan import (
    Break,
    CalendarFeed,
    Forecast,
    FormerGoal,
    Reflection,
    Shift,
)
from study.models.progress import Completion, EditionMove, Enrolment, Skip, StepTick
from study.models.rot import ResourceOnBoard, ResourceReport
from study.models.takes import CROWD, Takes
from study.models.timer import Timer

__all__ = [
    "CROWD",
    "Background",
    "Break",
    "CalendarFeed",
    "Coding",
    "Completion",
    "EditionMove",
    "Enrolment",
    "Entry",
    "EntryKind",
    "Finding",
    "Forecast",
    "FormerGoal",
    "Import",
    "ImportRow",
    "Link",
    "Mathematics",
    "Note",
    "Notice",
    "ParkedQuestion",
    "Pass",
    "PythonSkill",
    "Reflection",
    "ResourceOnBoard",
    "ResourceReport",
    "SelfCheckRating",
    "Shift",
    "Skip",
    "StepTick",
    "Takes",
    "Timer",
]
