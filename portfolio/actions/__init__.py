"""What learners do with their portfolio."""

from portfolio.actions.feeds import (
    add_feed,
    leave_proposal,
    read_due_feeds,
    take_proposal,
)
from portfolio.actions.hype import (
    begin_report,
    look_again,
    save_answers,
)
from portfolio.actions.items import (
    DraftChangedError,
    NotReadyError,
    begin_item,
    delete_item,
    publish_item,
    save_about,
    save_draft,
    set_reviewed,
    set_visibility,
    touch,
    withdraw_item,
)
from portfolio.actions.kinds import (
    delete_feedback,
    note_feedback,
    save_kind,
    set_runs,
)
from portfolio.actions.limits import FullError
from portfolio.actions.links import check_due_links, check_due_resources
from portfolio.actions.page import note_expense, save_page, set_budget
from portfolio.actions.pictures import NoRoomError, add_picture, delete_picture
from portfolio.actions.sharing import add_community, suggest

__all__ = [
    "DraftChangedError",
    "FullError",
    "NoRoomError",
    "NotReadyError",
    "add_community",
    "add_feed",
    "add_picture",
    "begin_item",
    "begin_report",
    "check_due_links",
    "check_due_resources",
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
    "set_reviewed",
    "set_runs",
    "set_visibility",
    "suggest",
    "take_proposal",
    "touch",
    "withdraw_item",
]
