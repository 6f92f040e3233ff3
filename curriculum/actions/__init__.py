"""What admins do with editions: draft, show, publish, retire; and taking back a change."""

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
from curriculum.actions.revert import CannotRevertError, revert

__all__ = [
    "PREVIEW_LASTS",
    "AlreadyPublishedError",
    "CannotRevertError",
    "NothingToPublishError",
    "VersionTakenError",
    "draft_from",
    "end_preview",
    "preview",
    "publish",
    "put_back",
    "retire",
    "revert",
]
