"""What mentors see of learners: notes for mentors, and of those who share, weeks and progress."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, Sum

from accounts.models import User
from mentoring.models import Block, LearnerNote, Review, ReviewRequest, Sharing
from mentoring.queries.capacity import has_standing
from study.models import Entry
from study.pace.rhythm import first_of_week
from study.queries import current_enrolment, path_state

WEEKS = 4


@dataclass(frozen=True)
class LearnerBrief:
    """A learner who shares: minutes of the last four weeks, the oldest first, and units done."""

    learner: User
    weeks: list[tuple[date, int]]
    done: int
    units: int


def my_learners(mentor: User, now: datetime) -> list[User]:
    """Those who let this mentor see it, each with the `minutes` of the last 28 days."""
    lately = Q(
        entries__deleted_at=None,
        entries__day__gt=(now - timedelta(weeks=WEEKS)).date(),
    )
    people = User.objects.filter(shares_with__mentor=mentor, is_active=True)
    counted = people.annotate(minutes=Sum("entries__minutes", filter=lately, default=0))
    return list(counted.order_by("display_name", "pk"))


def brief(learner: User, now: datetime) -> LearnerBrief:
    """A learner's totals by week, never single entries, and how far they are."""
    today = learner.study_day(now)
    this_week = first_of_week(today, learner.week_start)
    starts = [this_week - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    sums = {
        f"w{n}": Sum("minutes", filter=Q(day__range=(day, day + timedelta(days=6))), default=0)
        for n, day in enumerate(starts)
    }
    entries = Entry.objects.for_learner(learner).filter(day__gte=starts[0])
    minutes = entries.aggregate(**sums)
    enrolment = current_enrolment(learner)
    state = path_state(enrolment.edition_id, learner) if enrolment else None
    return LearnerBrief(
        learner,
        [(day, minutes[f"w{n}"]) for n, day in enumerate(starts)],
        done=state.done_count if state else 0,
        units=len(state.units) if state else 0,
    )


def knows(mentor: User, learner: User, now: datetime) -> bool:
    """Whether a mentor with standing has to do with a learner, and no block is between them: a
    claim, a review, or a share.
    """
    if not has_standing(mentor) or Block.objects.between(mentor.pk, learner.pk).exists():
        return False
    return (
        Review.objects.filter(mentor=mentor, request__learner=learner).exists()
        or ReviewRequest.objects.claimed_by_person(mentor, now).filter(learner=learner).exists()
        or Sharing.objects.filter(mentor=mentor, learner=learner).exists()
    )


def notes_about(learner: User) -> list[LearnerNote]:
    """What mentors wrote for each other, the newest first."""
    notes = LearnerNote.objects.filter(learner=learner).select_related("author")
    return list(notes.order_by("-written_at", "-pk"))


def shares(mentor: User, learner: User) -> bool:
    return Sharing.objects.filter(mentor=mentor, learner=learner).exists()
