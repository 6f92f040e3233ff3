"""What the page of a unit shows of the learner's own matter."""

from collections.abc import Collection
from typing import Any

from accounts.models import User
from curriculum.models import Unit
from curriculum.queries import UnitContent
from study.forms import AnswerForm, LinkForm, NoteForm, QuestionForm
from study.models import Note, ParkedQuestion, Pass, SelfCheckRating
from study.queries import own_matter


def own_context(learner: User, content: UnitContent) -> dict[str, Any]:
    own = own_matter(learner, content.unit)
    return {
        **note_context(own.note),
        **questions_context(own.questions, content.unit),
        "self_checks": [
            {**check, "rating": own.ratings.get(check["id"], "")} for check in content.self_checks
        ],
        "rating_choices": SelfCheckRating.Rating.choices,
        "links": own.links,
        "link_form": LinkForm(),
        "passes": passes_context(own.passes),
    }


def note_context(note: Note | None) -> dict[str, Any]:
    return {"note": note, "note_form": NoteForm.showing(note)}


def questions_context(questions: list[ParkedQuestion], unit: Unit) -> dict[str, Any]:
    """Open questions: those waiting to be answered here, and those parked here."""
    expected = [question for question in questions if question.answered_in_id == unit.pk]
    return {
        "expected": [(question, AnswerForm(instance=question)) for question in expected],
        "parked_here": [question for question in questions if question.parked_in_id == unit.pk],
        "question_form": QuestionForm(),
    }


def passes_context(recorded: Collection[str]) -> list[tuple[str, str, bool]]:
    """Each kind of pass with its label, and whether it is recorded."""
    return [(kind.value, str(kind.label), kind.value in recorded) for kind in Pass.Kind]
