"""What learners type, and what is wrong with it."""

from study.forms.entries import DurationField, EntryForm, SkipForm, StartForm, StopForm, UnitField
from study.forms.exchange import AddForm, DateOrderForm, FileForm
from study.forms.own import (
    AnswerForm,
    LinkForm,
    MoveForm,
    NoteForm,
    PassForm,
    QuestionForm,
    RatingForm,
)
from study.forms.plan import BreakForm, HoursForm, RhythmForm
from study.forms.rot import ReportForm
from study.forms.weeks import DaysInARowForm, ReflectionForm
from study.forms.welcome import BackgroundForm, DomainForm, GoalForm, PathForm, TrackForm

__all__ = [
    "AddForm",
    "AnswerForm",
    "BackgroundForm",
    "BreakForm",
    "DateOrderForm",
    "DaysInARowForm",
    "DomainForm",
    "DurationField",
    "EntryForm",
    "FileForm",
    "GoalForm",
    "HoursForm",
    "LinkForm",
    "MoveForm",
    "NoteForm",
    "PassForm",
    "PathForm",
    "QuestionForm",
    "RatingForm",
    "ReflectionForm",
    "ReportForm",
    "RhythmForm",
    "SkipForm",
    "StartForm",
    "StopForm",
    "TrackForm",
    "UnitField",
]
