"""Whether a learner wants to see their pace on Today."""

from django.db import transaction

from accounts.models import User
from study.models import Enrolment


@transaction.atomic
def show_pace(*, learner: User, shown: bool) -> None:
    """Show the pace on Today, or hide it there. Changes nothing else."""
    Enrolment.objects.current().filter(learner=learner).update(pace_is_shown=shown)
