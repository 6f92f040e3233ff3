"""The queue: what waits, the oldest first, from any place on, at the same cost however much it is."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from curriculum.models import Edition, Module
from mentoring.models import Mentor, ReviewRequest

A_PAGE = 20


@dataclass(frozen=True)
class Place:
    """Where a page of the queue ends: the moment and the id of its last request."""

    asked_at: datetime
    pk: UUID

    @classmethod
    def read(cls, written: str) -> "Place | None":
        """A place as an address has it; none if it is no place."""
        moment, _, pk = written.partition("_")
        try:
            asked_at = datetime.fromisoformat(moment)
            return cls(asked_at.astimezone(UTC), UUID(pk)) if asked_at.tzinfo else None
        except (ValueError, OverflowError):
            return None

    def __str__(self) -> str:
        return f"{self.asked_at.isoformat()}_{self.pk}"


@dataclass(frozen=True)
class Filters:
    """What of the queue is shown; empty is all of it."""

    kinds: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    domain: str = ""

    @classmethod
    def of_topics(cls, mentor: Mentor) -> "Filters":
        """What a mentor wants to see: their modules, and what belongs to none."""
        return cls(tuple(mentor.kinds), (*mentor.modules, "") if mentor.modules else ())

    @property
    def chosen(self) -> Q:
        """Them as a condition."""
        found = Q(kind__in=self.kinds) if self.kinds else Q()
        if self.modules:
            found &= Q(module__in=self.modules)
        return found & Q(domain=self.domain) if self.domain else found


@dataclass(frozen=True)
class Queue:
    """A page of requests, and where the next one begins."""

    requests: list[ReviewRequest]
    next_place: Place | None


def queue(person: User, filters: Filters, after: Place | None, now: datetime) -> Queue:
    """What a mentor may take now, in one query. What others have claimed is left out.

    Nothing is counted and nothing skipped: the index is entered at the place.
    """
    requests = ReviewRequest.objects.queue_of(person).filter(filters.chosen)
    requests = requests.filter(
        Q(claimed_by=None) | Q(claimed_until__lte=now) | Q(claimed_by=person)
    )
    if after:
        later = Q(asked_at__gt=after.asked_at) | Q(pk__gt=after.pk)
        requests = requests.filter(later, asked_at__gte=after.asked_at)
    found = list(requests.select_related("learner").oldest_first()[: A_PAGE + 1])
    last = found[A_PAGE - 1] if len(found) > A_PAGE else None
    return Queue(found[:A_PAGE], Place(last.asked_at, last.pk) if last else None)


def modules() -> list[Module]:
    """The modules of the newest published edition of each path, in order; in one query."""
    newest = Edition.objects.published().order_by("path", "-published_at").distinct("path")
    return list(Module.objects.filter(edition__in=newest).order_by("edition", "position"))
