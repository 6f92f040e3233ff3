"""What a learner writes about a week, and what they see of their days."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from study.models import Enrolment, Reflection
from study.queries import reflections_in


class ReflectionChangedError(Exception):
    """The answer was saved elsewhere since it was read. `newer` is what it says now."""

    def __init__(self, newer: Reflection) -> None:
        super().__init__(newer)
        self.newer = newer


@transaction.atomic
def save_reflection(
    *,
    learner: User,
    first_day: date,
    question: str,
    text: str,
    read: datetime | None,
    now: datetime,
) -> Reflection:
    """Keep what a learner answered in a week. One that is there keeps the question it was asked.

    `first_day` is the first of the week; `read` is when the answer that was read had been
    written, None if there was none. Saving what is written already changes nothing. Raises
    `ReflectionChangedError` rather than overwrite a newer answer.
    """
    User.objects.lock(learner.pk)  # so that a week has one answer
    reflection = reflections_in(learner, first_day).last()
    if reflection is None:
        return Reflection.objects.create(
            learner=learner, first_day=first_day, question=question, text=text, written_at=now
        )
    if reflection.text == text:
        return reflection
    if reflection.written_at != read:
        raise ReflectionChangedError(reflection)
    reflection.text, reflection.written_at = text, now
    reflection.save(update_fields=["text", "written_at"])
    return reflection


@transaction.atomic
def delete_reflection(*, learner: User, first_day: date) -> None:
    """Forget what was answered in a week, for good."""
    User.objects.lock(learner.pk)
    if reflection := reflections_in(learner, first_day).last():
        reflection.delete()


@transaction.atomic
def show_days_in_a_row(*, learner: User, is_shown: bool) -> None:
    """Show the days in a row on the page of weeks, or hide them."""
    Enrolment.objects.current().filter(learner=learner).update(days_in_a_row_are_shown=is_shown)
