"""What learners share with each other."""

from django.db import transaction

from portfolio.actions.limits import lock_with_room
from portfolio.models import Community, Suggestion

MOST_SUGGESTIONS = 20  # of one learner, undecided
MOST_COMMUNITIES = 50


@transaction.atomic
def suggest(*, suggestion: Suggestion) -> None:
    """Suggest a post. One that somebody suggested already stays theirs. Raises `FullError`."""
    mine = Suggestion.objects.for_learner(suggestion.learner).undecided()
    lock_with_room(suggestion.learner_id, mine, MOST_SUGGESTIONS)
    Suggestion.objects.bulk_create([suggestion], ignore_conflicts=True)


@transaction.atomic
def add_community(*, community: Community) -> None:
    """Put a community on the list; one that is there stays as it is. Raises `FullError`."""
    mine = Community.objects.for_learner(community.learner)
    lock_with_room(community.learner_id, mine, MOST_COMMUNITIES)
    Community.objects.bulk_create([community], ignore_conflicts=True)
