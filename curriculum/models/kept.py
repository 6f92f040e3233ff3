"""Keeping the history of what admins may change: each row as it was, by triggers."""

import pghistory


def kept(*, exclude: list[str] | None = None):  # type: ignore[no-untyped-def]  # as pghistory is
    """Keep every row of a model as it was written, and the last before it was deleted.

    No way of writing is missed: forms, updates of many rows, a file that is applied. Who did
    it, and as part of what, stands in the context that is around it.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=exclude,
        attrs={"__doc__": "A row as it was after, or before it was gone."},
    )
