"""What learners share with each other."""

from django.db import transaction

from accounts.models import User
from portfolio.models import Community, Suggestion

MOST_SUGGESTIONS = 20  # of one learner, undecided
MOST_COMMUNITIES = 50


class TooManyError(Exception):
    """A learner's list has no room for another."""


@transaction.atomic
def suggest(*, suggestion: Suggestion) -> None:
    """Suggest a post. One that somebody suggested already stays theirs. Raises `TooManyError`."""
    User.objects.lock(suggestion.learner_id)  # so that the limit holds
    mine = Suggestion.objects.for_learner(suggestion.learner)
    if mine.undecided().count() >= MOST_SUGGESTIONS:
        raise TooManyError
    Suggestion.objects.bulk_create([suggestion], ignore_conflicts=True)


@transaction.atomic
def add_community(*, community: Community) -> None:
    """Put a community on the list; one that is there stays as it is. Raises `TooManyError`."""
    User.objects.lock(community.learner_id)
    if Community.objects.for_learner(community.learner).count() >= MOST_COMMUNITIES:
        raise TooManyError
    Community.objects.bulk_create([community], ignore_conflicts=True)
