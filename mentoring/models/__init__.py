"""Everything mentoring stores."""

from mentoring.models.attached import Invite, ReviewDraft, SelfReview, Snapshot
from mentoring.models.kind import RequestKind
from mentoring.models.mentor import LearnerNote, Mentor, Sharing, Snippet
from mentoring.models.request import MOST_CLAIMS, MOST_OPEN, UNCLAIMED, ReviewRequest
from mentoring.models.review import Advice, LineComment, Post, Report, Review, Side
from mentoring.models.trouble import Block

__all__ = [
    "MOST_CLAIMS",
    "MOST_OPEN",
    "UNCLAIMED",
    "Advice",
    "Block",
    "Invite",
    "LearnerNote",
    "LineComment",
    "Mentor",
    "Post",
    "Report",
    "RequestKind",
    "Review",
    "ReviewDraft",
    "ReviewRequest",
    "SelfReview",
    "Sharing",
    "Side",
    "Snapshot",
    "Snippet",
]
