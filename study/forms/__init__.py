"""What learners type, and what is wrong with it."""

from study.forms.entries import DurationField, EntryForm, SkipForm, StartForm, StopForm, UnitField
from study.forms.welcome import DomainForm, GoalForm, PathForm, PersonaForm, QuestionsForm

__all__ = [
    "DomainForm",
    "DurationField",
    "EntryForm",
    "GoalForm",
    "PathForm",
    "PersonaForm",
    "QuestionsForm",
    "SkipForm",
    "StartForm",
    "StopForm",
    "UnitField",
]
