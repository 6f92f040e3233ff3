"""What admins do: editions, estimates, taking back a change; and the health of links."""

from curriculum.actions.editions import (
    PREVIEW_LASTS,
    AlreadyPublishedError,
    NothingToPublishError,
    VersionTakenError,
    draft_from,
    end_preview,
    preview,
    publish,
    put_back,
    retire,
)
from curriculum.actions.estimates import set_estimate
from curriculum.actions.health import keep_health, watch_resources
from curriculum.actions.revert import CannotRevertError, revert

__all__ = [
    "PREVIEW_LASTS",
    "AlreadyPublishedError",
    "CannotRevertError",
    "NothingToPublishError",
    "VersionTakenError",
    "draft_from",
    "end_preview",
    "keep_health",
    "preview",
    "publish",
    "put_back",
    "retire",
    "revert",
    "set_estimate",
    "watch_resources",
]
