"""How much a mentor takes on, and how much of it is used."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from mentoring.models import MOST_CLAIMS, Mentor, Review, ReviewRequest
from study.pace.rhythm import first_of_week


@dataclass(frozen=True)
class Capacity:
    """A mentor's week. `mentor` is None for who has no standing; they have no room."""

    mentor: Mentor | None
    written: int  # reviews since the week began
    claimed: int
    away_until: date | None  # the last day of a holiday that is on

    @property
    def has_week_left(self) -> bool:
        return self.mentor is not None and (
            self.written + self.claimed < self.mentor.reviews_a_week
        )

    @property
    def has_hands_free(self) -> bool:
        return self.claimed < MOST_CLAIMS

    @property
    def has_room(self) -> bool:
        """Whether they may claim one more from the queue."""
        return self.has_week_left and self.has_hands_free and self.away_until is None


def has_standing(person: User) -> bool:
    """Whether a person may review from the queue, unless they are away."""
    return Mentor.objects.standing().filter(person=person).exists()


def capacity_of(person: User, now: datetime) -> Capacity:
    """Where a mentor's week stands, in three queries."""
    mentor = Mentor.objects.standing().filter(person=person).first()
    if mentor is None:
        return Capacity(None, 0, 0, None)
    today = person.study_day(now)
    first_day = first_of_week(today, person.week_start)
    week = Review.objects.filter(mentor=person, began_at__gte=person.start_of_day(first_day))
    claims = ReviewRequest.objects.claimed_by_person(person, now).filter(invited=None)
    return Capacity(
        mentor,
        written=week.count(),
        claimed=claims.count(),
        away_until=mentor.away_until if mentor.is_away(today) else None,
    )
