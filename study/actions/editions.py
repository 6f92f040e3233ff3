"""Moving to another edition of the path, or staying on one's own."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from study.models import EditionMove, Enrolment
from study.queries import like_track, may_move_to


class NoSuchEditionError(Exception):
    """It is not an edition of their path that they could be on."""


@transaction.atomic
def move_to_edition(*, learner: User, version: str, now: datetime) -> None:
    """Follow another edition of the path from now on, on the track of the same name.

    What is done, logged and skipped belongs to units and stays as it is, so that moving back
    restores every number. Moving back to an older edition declines the one that is left.
    Raises `NoSuchEditionError`.
    """
    User.objects.lock(learner.pk)  # two tabs must not both move from the same place
    current = Enrolment.objects.current().select_related("edition", "track")
    enrolment = current.filter(learner=learner).first()
    edition = may_move_to(enrolment, version) if enrolment else None
    if enrolment is None or edition is None:
        raise NoSuchEditionError(version)
    left, track = enrolment.edition, like_track(enrolment.track, edition)
    EditionMove.objects.create(
        enrolment=enrolment,
        from_edition=left,
        from_track=enrolment.track,
        to_edition=edition,
        to_track=track,
        moved_at=now,
    )
    enrolment.edition, enrolment.track = edition, track
    enrolment.kept_over = left if _is_newer(left.published_at, edition.published_at) else None
    enrolment.save(update_fields=["edition", "track", "kept_over"])


def _is_newer(one: datetime | None, other: datetime | None) -> bool:
    return bool(one and other and one > other)


@transaction.atomic
def keep_edition(*, learner: User, version: str) -> None:
    """Stay on one's edition, and be asked again only when one newer than this is out.

    Raises `NoSuchEditionError`.
    """
    User.objects.lock(learner.pk)
    enrolment = (
        Enrolment.objects.current().select_related("edition").filter(learner=learner).first()
    )
    edition = may_move_to(enrolment, version) if enrolment else None
    if enrolment is None or edition is None:
        raise NoSuchEditionError(version)
    enrolment.kept_over = edition
    enrolment.save(update_fields=["kept_over"])
