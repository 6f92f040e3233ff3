"""Publishing an edition, with a record of what it changed and whom it touched."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from curriculum.actions import publish
from curriculum.models import Edition, Release
from curriculum.queries import changes_between
from study.queries import edition_before, effects_of


@transaction.atomic
def release_edition(*, draft: Edition, by: User, now: datetime) -> Release:
    """Publish a draft, and write down who did, the difference to the edition before, and the
    numbers of its dry run at that moment. Nobody is moved.

    Raises what `curriculum.actions.publish` does.
    """
    before = edition_before(draft)
    diff = "\n".join(changes_between(before, draft).lines)
    effects = effects_of(draft, before).as_dict()
    publish(edition=draft, now=now)
    return Release.objects.create(
        edition=draft, by=by, released_at=now, before=before, diff=diff, effects=effects
    )
