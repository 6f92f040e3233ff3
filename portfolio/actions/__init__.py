"""What learners do with their portfolio."""

from portfolio.actions.feeds import (
    TooManyFeedsError,
    add_feed,
    leave_proposal,
    read_due_feeds,
    take_proposal,
)
from portfolio.actions.hype import (
    TooManyReportsError,
    begin_report,
    look_again,
    save_answers,
)
from portfolio.actions.items import (
    DraftChangedError,
    NotReadyError,
    TooManyItemsError,
    begin_item,
    delete_item,
    publish_item,
    save_about,
    save_draft,
    set_visibility,
    touch,
    withdraw_item,
)
from portfolio.actions.kinds import (
    TooMuchFeedbackError,
    delete_feedback,
    note_feedback,
    save_kind,
    set_runs,
)
from portfolio.actions.library import TooManyError, add_community, suggest
from portfolio.actions.links import check_due_links
from portfolio.actions.page import note_expense, save_page, set_budget
from portfolio.actions.pictures import NoRoomError, add_picture, delete_picture

__all__ = [
    "DraftChangedError",
    "NoRoomError",
    "NotReadyError",
    "TooManyError",
    "TooManyFeedsError",
    "TooManyItemsError",
    "TooManyReportsError",
    "TooMuchFeedbackError",
    "add_community",
    "add_feed",
    "add_picture",
    "begin_item",
    "begin_report",
    "check_due_links",
    "delete_feedback",
    "delete_item",
    "delete_picture",
    "leave_proposal",
    "look_again",
    "note_expense",
    "note_feedback",
    "publish_item",
    "read_due_feeds",
    "save_about",
    "save_answers",
    "save_draft",
    "save_kind",
    "save_page",
    "set_budget",
    "set_runs",
    "set_visibility",
    "suggest",
    "take_proposal",
    "touch",
    "withdraw_item",
]
