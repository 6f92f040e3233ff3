"""What a learner writes about a week, and what they see of their days."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from study.models import Enrolment, Reflection
from study.queries import reflections_in


@transaction.atomic
def save_reflection(
    *, learner: User, first_day: date, question: str, text: str, now: datetime
) -> Reflection:
    """Keep what a learner answered in a week. One that is there keeps the question it was asked.

    `first_day` is the first of the week. What was saved last is what stays.
    """
    User.objects.lock(learner.pk)  # so that a week has one answer
    reflection = reflections_in(learner, first_day).last()
    if reflection is None:
        return Reflection.objects.create(
            learner=learner, first_day=first_day, question=question, text=text, written_at=now
        )
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
    Enrolment.objects.current().filter(learner=learner).update(chain_is_shown=is_shown)
