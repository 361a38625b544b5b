"""The record of a session's changes, and the states that it keeps."""

from focusgroup.store.history.record import (
    is_made,
    is_refused,
    keep,
    keep_lead,
    keep_many,
    keep_plan,
    others,
)
from focusgroup.store.history.snapshots import (
    NOTES,
    PARTICIPANTS,
    SnapshotTable,
    State,
    Stored,
)

__all__ = [
    "NOTES",
    "PARTICIPANTS",
    "SnapshotTable",
    "State",
    "Stored",
    "is_made",
    "is_refused",
    "keep",
    "keep_lead",
    "keep_many",
    "keep_plan",
    "others",
]
