"""Answers about the path that combine several tables."""

from curriculum.queries.changes import EditionChanges, changes_between
from curriculum.queries.estimates import Change, EstimateChange, estimate_change
from curriculum.queries.reading import (
    CAREER_ADVICE,
    EditionGuide,
    LessonOf2017,
    UnitContent,
    current_edition,
    edition_guide,
    hype_check,
    offered_paths,
    prompt_of_the_day,
    sources,
    unit_page,
)
from curriculum.queries.sums import Sums, sums_of
from curriculum.queries.warnings import Warning, warnings_of

__all__ = [
    "CAREER_ADVICE",
    "Change",
    "EditionChanges",
    "EditionGuide",
    "EstimateChange",
    "LessonOf2017",
    "Sums",
    "UnitContent",
    "Warning",
    "changes_between",
    "current_edition",
    "edition_guide",
    "estimate_change",
    "hype_check",
    "offered_paths",
    "prompt_of_the_day",
    "sources",
    "sums_of",
    "unit_page",
    "warnings_of",
]
