"""What learners type, and what is wrong with it."""

from study.forms.entries import DurationField, EntryForm, SkipForm, StartForm, StopForm, UnitField
from study.forms.exchange import AddForm, DateOrderForm, FileForm
from study.forms.own import (
    AnswerForm,
    MoveForm,
    NoteForm,
    PassForm,
    QuestionForm,
    RatingForm,
    ResourceForm,
)
from study.forms.welcome import DomainForm, GoalForm, PathForm, PersonaForm, QuestionsForm

__all__ = [
    "AddForm",
    "AnswerForm",
    "DateOrderForm",
    "DomainForm",
    "DurationField",
    "EntryForm",
    "FileForm",
    "GoalForm",
    "MoveForm",
    "NoteForm",
    "PassForm",
    "PathForm",
    "PersonaForm",
    "QuestionForm",
    "QuestionsForm",
    "RatingForm",
    "ResourceForm",
    "SkipForm",
    "StartForm",
    "StopForm",
    "UnitField",
]
