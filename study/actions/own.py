"""A learner's own matter on a unit: notes, parked questions, ratings, links, passes."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from accounts.models import User
from curriculum.models import SelfCheck, Unit
from study.models import Link, Note, ParkedQuestion, Pass, SelfCheckRating


class NoteChangedError(Exception):
    """The note was saved elsewhere since it was read. `newer` is what it says now."""

    def __init__(self, newer: Note) -> None:
        super().__init__(newer)
        self.newer = newer


@transaction.atomic
def save_note(*, learner: User, unit: Unit, text: str, version: int, now: datetime) -> Note:
    """Write the note on a unit, on top of the version it was read at (0: there was none).

    Saving what is written already changes nothing. Raises `NoteChangedError` rather than
    overwrite a newer version.
    """
    Note.objects.bulk_create(
        [Note(learner=learner, unit=unit, text=text, written_at=now)], ignore_conflicts=True
    )
    mine = Note.objects.for_learner(learner).filter(unit=unit)
    older = mine.filter(version=version).exclude(text=text)
    older.update(text=text, version=F("version") + 1, written_at=now)
    note = mine.get()
    if note.text != text:
        raise NoteChangedError(note)
    return note


@transaction.atomic
def park_question(
    *, learner: User, text: str, parked_in: Unit | None, now: datetime
) -> ParkedQuestion:
    """Put a question aside. The same one, parked here and still open, is not parked twice."""
    User.objects.lock(learner.pk)  # so that one of each counts
    question = ParkedQuestion(learner=learner, text=text, parked_in=parked_in, parked_at=now)
    ParkedQuestion.objects.bulk_create([question], ignore_conflicts=True)
    mine = ParkedQuestion.objects.for_learner(learner).open()
    return mine.get(parked_in=parked_in, text=text)


@transaction.atomic
def move_question(*, question: ParkedQuestion, unit: Unit | None) -> None:
    """Expect an open question to be answered in another unit, or in none that is known."""
    ParkedQuestion.objects.open().filter(pk=question.pk).update(answered_in=unit)


@transaction.atomic
def answer_question(*, question: ParkedQuestion, answer: str, now: datetime) -> None:
    """Count a question as answered, with a line of answer or without.

    One that was answered before keeps its answer and its time.
    """
    ParkedQuestion.objects.open().filter(pk=question.pk).update(answer=answer, answered_at=now)


@transaction.atomic
def reopen_question(*, question: ParkedQuestion) -> None:
    """Take an answer back. If the same question is open again already, both stay as they are."""
    User.objects.lock(question.learner_id)  # so that one of each counts
    twins = ParkedQuestion.objects.for_learner(question.learner).open()
    if not twins.filter(parked_in=question.parked_in_id, text=question.text).exists():
        question.answer, question.answered_at = "", None
        question.save(update_fields=["answer", "answered_at"])


@transaction.atomic
def rate_self_check(*, learner: User, self_check: SelfCheck, rating: str, now: datetime) -> None:
    """Say how well one could answer a question. The same rating again changes nothing.

    If the clock was set back in between, the earlier rating counts as replaced when made.
    """
    User.objects.lock(learner.pk)  # so that one of each counts
    earlier = SelfCheckRating.objects.for_learner(learner).filter(self_check=self_check)
    if not earlier.filter(rating=rating).exists():
        earlier.update(replaced_at=Greatest("rated_at", Value(now)))
        SelfCheckRating.objects.create(
            learner=learner, self_check=self_check, rating=rating, rated_at=now
        )


@transaction.atomic
def keep_link(*, link: Link) -> None:
    """Keep a link with a unit. One that is kept there already stays as it is."""
    Link.objects.bulk_create([link], ignore_conflicts=True)


@transaction.atomic
def record_pass(*, learner: User, unit: Unit, kind: str, now: datetime) -> None:
    """Record one way through a unit. May be repeated; completes nothing."""
    done = Pass(learner=learner, unit=unit, kind=kind, day=learner.study_day(now), passed_at=now)
    Pass.objects.bulk_create([done], ignore_conflicts=True)


@transaction.atomic
def undo_pass(*, learner: User, unit: Unit, kind: str, now: datetime) -> None:
    """Take a pass back. That it was recorded once stays known."""
    current = Pass.objects.for_learner(learner).filter(unit=unit, kind=kind)
    current.update(undone_at=Greatest("passed_at", Value(now)))
