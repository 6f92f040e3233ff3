"""What admins do with editions (draft, show, publish, retire), and the health of links."""

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
from curriculum.actions.health import keep_health, watch_resources

__all__ = [
    "PREVIEW_LASTS",
    "AlreadyPublishedError",
    "NothingToPublishError",
    "VersionTakenError",
    "draft_from",
    "end_preview",
    "keep_health",
    "preview",
    "publish",
    "put_back",
    "retire",
    "watch_resources",
]
