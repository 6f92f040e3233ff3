"""What admins do with editions: draft, show, publish, retire."""

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
]
