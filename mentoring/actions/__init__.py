"""What learners, mentors and staff do about reviews."""

from mentoring.actions.claims import (
    claim,
    release,
)
from mentoring.actions.mentors import (
    end_standing,
    make_mentor,
    save_capacity,
    set_sharing,
)
from mentoring.actions.refusals import (
    AlreadyAskedError,
    ClaimedError,
    ClosedError,
    DraftChangedError,
    EnoughError,
    HandsFullError,
    InviteSpentError,
    LostClaimError,
    NoCapacityError,
    NotForThemError,
    NothingToReviewError,
    NotThereError,
    SettledError,
    TooEarlyError,
    TooManyOpenError,
)
from mentoring.actions.requests import (
    accept_invite,
    ask,
    invite_of,
    make_invite,
    review_oneself,
    revoke_invite,
    withdraw,
)
from mentoring.actions.staff import hide, reassign, settle_report, unhide
from mentoring.actions.suggestions import begin_from_advice, set_aside, suggest
from mentoring.actions.sweep import sweep
from mentoring.actions.talk import (
    close,
    close_for_staff,
    rate,
    reply,
    show_badge,
)
from mentoring.actions.trouble import block, report, unblock
from mentoring.actions.writing import (
    Hold,
    save_draft,
    send_review,
)

__all__ = [
    "AlreadyAskedError",
    "ClaimedError",
    "ClosedError",
    "DraftChangedError",
    "EnoughError",
    "HandsFullError",
    "Hold",
    "InviteSpentError",
    "LostClaimError",
    "NoCapacityError",
    "NotForThemError",
    "NotThereError",
    "NothingToReviewError",
    "SettledError",
    "TooEarlyError",
    "TooManyOpenError",
    "accept_invite",
    "ask",
    "begin_from_advice",
    "block",
    "claim",
    "close",
    "close_for_staff",
    "end_standing",
    "hide",
    "invite_of",
    "make_invite",
    "make_mentor",
    "rate",
    "reassign",
    "release",
    "reply",
    "report",
    "review_oneself",
    "revoke_invite",
    "save_capacity",
    "save_draft",
    "send_review",
    "set_aside",
    "set_sharing",
    "settle_report",
    "show_badge",
    "suggest",
    "sweep",
    "unblock",
    "unhide",
    "withdraw",
]
