"""What learners do with their portfolio."""

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
from portfolio.actions.page import note_expense, save_page, set_budget
from portfolio.actions.pictures import NoRoomError, add_picture, delete_picture

__all__ = [
    "DraftChangedError",
    "NoRoomError",
    "NotReadyError",
    "TooManyItemsError",
    "TooMuchFeedbackError",
    "add_picture",
    "begin_item",
    "delete_feedback",
    "delete_item",
    "delete_picture",
    "note_expense",
    "note_feedback",
    "publish_item",
    "save_about",
    "save_draft",
    "save_kind",
    "save_page",
    "set_budget",
    "set_runs",
    "set_visibility",
    "touch",
    "withdraw_item",
]
