"""Why something was not done."""

from accounts.models import User
from mentoring.models import ReviewDraft


class NothingToReviewError(Exception):
    """There is nothing written or shown yet that somebody could look at."""


class AlreadyAskedError(Exception):
    """A review of this is asked for already."""


class TooManyOpenError(Exception):
    """As many requests wait as one learner may have."""


class SettledError(Exception):
    """The request was answered or withdrawn meanwhile."""


class InviteSpentError(Exception):
    """The link was used, taken back, is too old, or was never made for this person."""


class TooEarlyError(Exception):
    """A mentor may still come: the request has not waited a week."""


class NotThereError(Exception):
    """The request is answered, withdrawn, or not this person's to review."""


class ClaimedError(Exception):
    """Somebody else has it. `by` is who."""

    def __init__(self, by: User | None) -> None:
        super().__init__(by)
        self.by = by


class HandsFullError(Exception):
    """This person has as many claims as one may have."""


class NoCapacityError(Exception):
    """This mentor is away, or has written the reviews of their week."""


class DraftChangedError(Exception):
    """The draft was saved in another tab since it was read there. `newer` is what was saved."""

    def __init__(self, newer: ReviewDraft) -> None:
        super().__init__(newer)
        self.newer = newer


class LostClaimError(Exception):
    """It was not sent: somebody else has the request, or it lapsed and hands are full."""


class ClosedError(Exception):
    """The talk is closed."""


class NotForThemError(Exception):
    """This mentor may not review it: it is their own, across a block, or they have no standing."""


class EnoughError(Exception):
    """As many suggestions were made in this review as one may have."""
