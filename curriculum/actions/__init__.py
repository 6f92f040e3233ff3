"""What admins do with editions: draft, show, publish, retire; and with the estimates of units."""

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

__all__ = [
    "PREVIEW_LASTS",
    "AlreadyPublishedError",
    "NothingToPublishError",
    "VersionTakenError",
    "draft_from",
    "end_preview",
    "preview",
    "publish",
    "put_back",
    "retire",
    "set_estimate",
]
